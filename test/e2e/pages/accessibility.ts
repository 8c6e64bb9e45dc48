import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { FramePage } from './frame-page.ts';

/** The screen as it stands has no fault that axe can find, in the light design and, where only colours differ, in the dark one. */
export async function expectAccessible(page: Page): Promise<void> {
  const frame = new FramePage(page);
  for (const scheme of ['light', 'dark'] as const) {
    await frame.useScheme(scheme);
    // The page has no frames, so axe needs no second page to gather its findings in.
    const axe = new AxeBuilder({ page }).setLegacyMode(true);
    const { violations } = await (scheme === 'light' ? axe : axe.withRules(['color-contrast'])).analyze();
    const found = violations.map(
      ({ id, nodes }) => `${scheme} ${id}: ${nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join('; ')}`,
    );
    expect(found).toEqual([]);
  }
}
