import { expect, type Locator, type Page } from '@playwright/test';

export class TuningPage {
  readonly page: Page;
  readonly frontier: Locator;
  readonly alpha: Locator;
  readonly card: Locator;
  readonly table: Locator;

  constructor(page: Page) {
    this.page = page;
    this.frontier = page.getByRole('region', { name: 'Frontier', exact: true });
    this.alpha = page.getByRole('slider', { name: 'Alpha' });
    this.card = page.getByRole('region', { name: 'Selected point' });
    this.table = page.getByRole('grid', { name: 'Frontier points' });
  }

  /** Runs a sweep with the set-up as it stands and waits for its frontier. */
  async sweep(): Promise<void> {
    await this.page.getByRole('button', { name: 'Run sweep' }).click();
    await expect(this.page).toHaveURL(/run=\d+/, { timeout: 60_000 });
    await this.drawn();
  }

  /** The frontier is put up in pieces; the chart and the card are the last. */
  async drawn(): Promise<void> {
    await this.card.waitFor();
    await this.frontier.locator('[data-point]').first().or(this.frontier.getByText('No policy of this run has a number')).waitFor();
  }

  async show(view: 'Frontier' | 'Log' | 'Off-policy evaluation'): Promise<void> {
    await this.page.getByRole('radiogroup', { name: 'Tuning: view' }).getByText(view, { exact: true }).click();
  }

  async showTable(): Promise<void> {
    await this.frontier.getByText('Table', { exact: true }).click();
    await this.table.waitFor();
  }
}
