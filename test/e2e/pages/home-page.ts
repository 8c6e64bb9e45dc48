import type { Locator, Page } from '@playwright/test';

export class HomePage {
  readonly page: Page;
  readonly datasets: Locator;
  readonly steps: Locator;
  readonly world: Locator;

  constructor(page: Page) {
    this.page = page;
    this.datasets = page.getByRole('region', { name: 'Table of datasets' });
    this.world = page.getByRole('region', { name: 'World', exact: true });
    this.steps = page.getByRole('region', { name: 'What to do next' });
  }

  row(dataset: string): Locator {
    return this.datasets.getByRole('row').filter({ has: this.page.getByRole('button', { name: dataset, exact: true }) });
  }

  async delete(dataset: string): Promise<void> {
    await this.row(dataset)
      .getByRole('button', { name: `Delete ${dataset}` })
      .click();
    await this.page.getByRole('button', { name: 'Delete', exact: true }).click();
  }
}
