import type { Locator, Page } from '@playwright/test';

export class WorldPage {
  readonly page: Page;
  readonly name: Locator;
  readonly presets: Locator;
  readonly progress: Locator;
  readonly grid: Locator;
  readonly rates: Locator;

  constructor(page: Page) {
    this.page = page;
    this.name = page.getByLabel('Dataset name');
    this.presets = page.getByRole('radiogroup', { name: 'Preset' });
    this.progress = page.getByRole('progressbar', { name: 'Progress of this phase' });
    this.grid = page.getByRole('table', { name: /against production$/ });
    this.rates = page.getByRole('region', { name: 'Base rates of exploration' });
  }

  async create(preset: string): Promise<void> {
    await this.presets.getByRole('radio', { name: preset, exact: true }).check();
    await this.page.getByRole('button', { name: `Create ${preset}` }).click();
    await this.progress.waitFor();
  }
}
