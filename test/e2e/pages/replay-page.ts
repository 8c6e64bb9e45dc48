import type { Locator, Page } from '@playwright/test';

export class ReplayPage {
  readonly page: Page;
  readonly sessions: Locator;
  readonly search: Locator;
  readonly place: Locator;
  readonly timeline: Locator;
  readonly actual: Locator;
  readonly retrieved: Locator;

  constructor(page: Page) {
    this.page = page;
    this.sessions = page.getByRole('listbox', { name: 'Sessions' });
    this.search = page.getByLabel('Search sessions');
    this.place = page.getByTestId('place');
    this.timeline = page.getByRole('slider', { name: 'Step of the session' });
    this.actual = page.getByTestId('actual');
    this.retrieved = page.getByRole('list', { name: 'Retrieved items' });
  }

  get selected(): Locator {
    return this.sessions.locator('[aria-selected="true"]');
  }

  async step(): Promise<number> {
    return Number(await this.timeline.getAttribute('aria-valuenow'));
  }

  async steps(): Promise<number> {
    return Number(await this.timeline.getAttribute('aria-valuemax'));
  }
}
