import type { Locator, Page } from '@playwright/test';

export class VerifyPage {
  readonly page: Page;
  readonly checks: Locator;
  readonly detail: Locator;
  readonly job: Locator;
  readonly runAll: Locator;

  constructor(page: Page) {
    this.page = page;
    this.checks = page.getByRole('grid', { name: 'Checks' });
    this.detail = page.getByRole('region', { name: 'Selected check', exact: true });
    this.job = page.getByRole('region', { name: 'Verification in progress' });
    this.runAll = page.getByRole('button', { name: 'Run all' });
  }

  /** The row of a check by its short name. */
  row(name: string): Locator {
    return this.checks.locator('tr[data-verdict]').filter({ has: this.page.getByText(name, { exact: true }) });
  }

  async select(name: string): Promise<void> {
    await this.row(name).click();
    await this.detail.getByText(name, { exact: true }).waitFor();
  }

  /** Measures one check and waits for its verdict. */
  async runOne(name: string): Promise<void> {
    await this.select(name);
    await this.detail.getByRole('button', { name: 'Run this one' }).click();
    await this.row(name).and(this.page.locator('[data-verdict="pass"], [data-verdict="fail"]')).waitFor({ timeout: 60_000 });
    await this.job.waitFor({ state: 'detached' });
  }

  async export(kind: 'Table as CSV' | 'Results as JSON'): Promise<string> {
    await this.page.getByRole('button', { name: 'Export' }).click();
    const download = this.page.waitForEvent('download');
    await this.page.getByRole('menuitem', { name: kind }).click();
    return (await download).path();
  }
}
