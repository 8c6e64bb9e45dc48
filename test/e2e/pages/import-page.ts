import type { Locator, Page } from '@playwright/test';

export interface DroppedFile {
  readonly name: string;
  readonly content: string;
}

export class ImportPage {
  readonly page: Page;
  readonly name: Locator;
  readonly start: Locator;
  readonly mapping: Locator;
  readonly files: Locator;

  constructor(page: Page) {
    this.page = page;
    this.name = page.getByLabel('Dataset name');
    this.start = page.getByRole('button', { name: 'Import', exact: true });
    this.mapping = page.getByRole('region', { name: 'Mapping' });
    this.files = page.getByRole('region', { name: 'Files', exact: true });
  }

  /** Drops files on whatever screen is open, as a person would drag them in. */
  async drop(files: readonly DroppedFile[]): Promise<void> {
    const transfer = await this.page.evaluateHandle((dropped) => {
      const data = new DataTransfer();
      for (const { name, content } of dropped) data.items.add(new File([content], name));
      return data;
    }, files);
    await this.page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
    await this.page.getByText('Drop to import').waitFor();
    await this.page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  }

  async pick(files: readonly DroppedFile[]): Promise<void> {
    await this.page
      .getByTestId('pick-files')
      .setInputFiles(files.map(({ name, content }) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(content) })));
  }

  async map(field: string, column: string): Promise<void> {
    const select = this.mapping.getByRole('combobox', { name: `Column for ${field}` });
    await select.click();
    await this.page.getByRole('option', { name: column, exact: true }).click();
  }

  /** A figure of the result by its label. */
  figure(label: string): Locator {
    return this.page
      .locator('dl > div')
      .filter({ has: this.page.locator('dt', { hasText: new RegExp(`^${label}$`) }) })
      .locator('dd');
  }
}
