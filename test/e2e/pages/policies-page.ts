import { expect, type Locator, type Page } from '@playwright/test';

/** The Policies screen, and the panel in Tuning that leads to it. */
export class PoliciesPage {
  readonly page: Page;
  readonly propose: Locator;
  readonly table: Locator;
  readonly card: Locator;
  readonly chain: Locator;
  readonly drill: Locator;

  constructor(page: Page) {
    this.page = page;
    this.propose = page.getByRole('region', { name: 'Propose this policy' });
    this.table = page.getByRole('region', { name: 'Table of operating policies' });
    this.card = page.getByRole('region', { name: 'Selected policy' });
    this.drill = this.card.getByRole('region', { name: 'Failure drill' });
    this.chain = page.getByText(/^Audit chain (not )?valid/);
  }

  /** Proposes the point that Tuning shows, with margins wide enough for any point that has numbers. */
  async proposeSelected(by: string, reason: string, budgetMs = 50): Promise<void> {
    await this.page.getByRole('button', { name: 'Propose', exact: true }).first().click();
    await this.fillProposal(by, reason, budgetMs);
  }

  /** Fills in the form that stands open, and hands it in. */
  async fillProposal(by: string, reason: string, budgetMs: number): Promise<void> {
    for (const margin of await this.propose.getByRole('textbox', { name: /may lose, %$/ }).all()) await margin.fill('100');
    await this.propose.getByLabel('Answer within, ms').fill(String(budgetMs));
    await this.propose.getByLabel('Your name').fill(by);
    await this.propose.getByLabel('Reason').fill(reason);
    await this.propose.getByRole('button', { name: 'Propose' }).click();
    await expect(this.propose.getByRole('status')).toContainText('is proposed');
  }

  async openProposed(): Promise<void> {
    await this.propose.getByRole('link', { name: 'Open in Policies' }).click();
    await this.card.waitFor();
  }

  async approve(by: string): Promise<void> {
    await this.card.getByLabel(/^Approve as someone other than/).fill(by);
    await this.card.getByRole('button', { name: 'Approve' }).click();
    await expect(this.table.getByRole('row', { name: /Production/ })).toBeVisible();
  }

  async rollBack(by: string, reason: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Roll back', exact: true }).click();
    const form = this.card.getByRole('form', { name: 'Roll back' });
    await form.getByLabel('Your name').fill(by);
    await form.getByLabel('Reason').fill(reason);
    await form.getByRole('button', { name: 'Roll back' }).click();
  }

  async showTab(name: RegExp): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
  }
}
