import type { Locator, Page } from '@playwright/test';

/** What stands around every screen. */
export class FramePage {
  readonly page: Page;
  readonly navigation: Locator;
  readonly palette: Locator;
  readonly help: Locator;
  readonly status: Locator;

  constructor(page: Page) {
    this.page = page;
    this.navigation = page.getByRole('navigation', { name: 'Screens' });
    this.palette = page.getByRole('dialog', { name: 'Command palette' });
    this.help = page.getByRole('dialog', { name: 'Keyboard' });
    this.status = page.getByRole('contentinfo', { name: 'Status' });
  }

  async open(screen: string): Promise<void> {
    await this.navigation.getByRole('link', { name: screen }).click();
    await this.idle();
  }

  /** Goes to an address of the page, such as `/replay?dataset=demo`. */
  async goTo(address: string): Promise<void> {
    await this.page.evaluate((hash) => {
      window.location.hash = hash;
    }, address);
    await this.idle();
  }

  async idle(): Promise<void> {
    // Two frames, so that what the last action asked for has begun.
    await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    await this.page.locator('body[data-idle="true"]').waitFor();
    // Pictures are drawn in slices after that.
    await this.page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  }

  async useScheme(scheme: 'light' | 'dark'): Promise<void> {
    const root = this.page.locator(':root');
    if ((await root.getAttribute('data-mantine-color-scheme')) !== scheme) await this.page.keyboard.press('Control+j');
    await this.page.locator(`:root[data-mantine-color-scheme="${scheme}"]`).waitFor();
  }
}
