import type { Locator, Page } from '@playwright/test';

export class InspectPage {
  readonly page: Page;
  readonly candidates: Locator;
  readonly stages: Locator;
  readonly history: Locator;
  readonly comparison: Locator;
  readonly detail: Locator;

  constructor(page: Page) {
    this.page = page;
    this.candidates = page.getByRole('grid', { name: 'Candidates by utility' });
    this.stages = page.getByLabel('Stage timings');
    this.history = page.getByRole('list', { name: 'Events before the request' });
    this.comparison = page.getByRole('group', { name: 'Comparison' });
    this.detail = page.getByRole('region', { name: 'Selected candidate' });
  }

  /** Titles of the first rows, in their order. */
  async order(count = 10): Promise<readonly string[]> {
    const rows = this.candidates.locator('tbody tr[aria-rowindex]');
    await rows.first().waitFor();
    const titles = await rows.evaluateAll((found) => found.map((row) => row.querySelector('td[title]')?.getAttribute('title') ?? ''));
    return titles.slice(0, count);
  }

  weight(head: string): Locator {
    return this.page.getByRole('slider', { name: `Weight of ${head}` });
  }

  /** Names of the heads, as the weights panel shows them. */
  async heads(): Promise<readonly string[]> {
    const labels = await this.page
      .getByRole('region', { name: 'Utility weights' })
      .getByRole('slider')
      .evaluateAll((found) => found.map((slider) => slider.getAttribute('aria-label') ?? ''));
    return labels.map((label) => label.replace('Weight of ', ''));
  }
}
