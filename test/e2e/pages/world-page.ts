import type { Locator, Page } from '@playwright/test';

export class WorldPage {
  readonly page: Page;
  readonly name: Locator;
  readonly users: Locator;
  readonly presets: Locator;
  readonly progress: Locator;
  readonly grid: Locator;
  readonly rates: Locator;
  readonly people: Locator;
  readonly stories: Locator;
  readonly planted: Locator;

  constructor(page: Page) {
    this.page = page;
    this.name = page.getByLabel('Dataset name');
    this.users = page.getByRole('textbox', { name: 'Users' });
    this.presets = page.getByRole('radiogroup', { name: 'Preset' });
    this.progress = page.getByRole('progressbar', { name: 'Progress of this phase' });
    this.grid = page.getByRole('table', { name: /against production$/ });
    this.rates = page.getByRole('region', { name: 'Base rates of exploration' });
    this.people = page.getByRole('region', { name: 'Taste and activity' });
    this.stories = page.getByRole('region', { name: 'Pinned requests' });
    this.planted = page.getByRole('region', { name: 'What is planted' });
  }

  async choose(preset: string): Promise<void> {
    await this.presets.getByRole('radio', { name: preset, exact: true }).check();
  }

  async create(preset: string, users?: number): Promise<void> {
    await this.choose(preset);
    if (users !== undefined) await this.users.fill(String(users));
    await this.page.getByRole('button', { name: `Create ${preset}` }).click();
    await this.progress.waitFor();
  }
}
