import { readFileSync } from 'node:fs';
import { expect, test } from './fixture.ts';
import { expectAccessible } from './pages/accessibility.ts';
import { FramePage } from './pages/frame-page.ts';
import { TuningPage } from './pages/tuning-page.ts';

test.describe('tuning', () => {
  test.beforeEach(async ({ console }) => {
    await console.idle();
    await new FramePage(console.page).goTo('/tuning?dataset=demo-tuning');
  });

  test('says what a log holds before anything is learned', async ({ console }) => {
    const { page } = console;
    await expect(page.getByText('No sweep of this log yet')).toBeVisible();
    await new TuningPage(page).show('Log');
    await expect(page.getByRole('region', { name: 'What the log can say' })).toBeVisible();
    await expect(page.getByText('known randomisation')).toBeVisible();
    await expect(page.getByText('on-policy mean per arm').first()).toBeVisible();
  });

  test('sweeps, and shows a frontier that was scored on other rows', { tag: '@smoke' }, async ({ console }) => {
    const { page } = console;
    const tuning = new TuningPage(page);
    await tuning.sweep();
    await expect(tuning.frontier).toContainText(/learned on [\d,]+ rows, scored on [\d,]+ other rows, by (user|row)/);
    await expect(tuning.frontier).toContainText('DR, pointwise 95% intervals');

    // What is drawn is what has a number; what was refused stands in the table with its reason.
    const drawn = await tuning.frontier.locator('[data-point]').count();
    const uppermost = tuning.frontier.locator('[data-point]').last();
    // Beside its middle: a static arm may lie on it.
    const position = { x: 4, y: 4 };
    await uppermost.hover({ position });
    await expect(tuning.frontier.locator('dl')).toContainText(/\[[\d.]+, [\d.]+\]/);
    await uppermost.click({ position });
    await expect(page).toHaveURL(new RegExp(`point=${await uppermost.getAttribute('data-point')}`));
    await tuning.showTable();
    const rows = tuning.table.locator('tbody tr');
    await expect(tuning.table.locator('tbody tr:not([data-status="refused"])')).toHaveCount(drawn);
    for (const refused of await tuning.table.locator('tbody tr[data-status="refused"]').all()) {
      await expect(refused).toContainText(/refused/i);
      await expect(refused).not.toContainText('%]');
    }
    await tuning.table.focus();
    await page.keyboard.press('Home');
    await expect(rows.first()).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('ArrowDown');
    await expect(rows.nth(1)).toHaveAttribute('aria-selected', 'true');
  });

  test('moves along alpha by keyboard; only the overlay moves', async ({ console }) => {
    const { page } = console;
    const tuning = new TuningPage(page);
    await tuning.sweep();
    await tuning.alpha.focus();
    await page.keyboard.press('Home');
    await expect(tuning.alpha).toHaveAttribute('aria-valuetext', /^alpha 0\.000, point 1 of \d+$/);
    const chart = tuning.frontier.locator('svg[data-drawing="frontier"]');
    await chart.evaluate((drawing) => {
      const seen = window as unknown as { redrawn: number };
      seen.redrawn = 0;
      new MutationObserver((changes) => (seen.redrawn += changes.length)).observe(drawing, {
        subtree: true,
        childList: true,
        attributes: true,
      });
    });
    for (let step = 0; step < 8; step += 1) await page.keyboard.press('ArrowRight');
    await expect(tuning.alpha).toHaveAttribute('aria-valuetext', /point 9 of/);
    await page.keyboard.press('End');
    await expect(tuning.alpha).toHaveAttribute('aria-valuetext', /^alpha 1\.000/);
    expect(await page.evaluate(() => (window as unknown as { redrawn: number }).redrawn)).toBe(0);
    await expect(page).toHaveURL(/point=\d+/);
  });

  test('keeps its runs over a reload, and removes them when asked', async ({ console }) => {
    const { page } = console;
    const tuning = new TuningPage(page);
    await tuning.sweep();
    await page.reload();
    await tuning.frontier.waitFor();
    await console.restart();
    await console.idle();
    await new FramePage(page).goTo('/tuning?dataset=demo-tuning');
    await tuning.frontier.waitFor();
    await page.getByRole('button', { name: /^Remove run/ }).click();
    await expect(page.getByText('No sweep of this log yet')).toBeVisible();
  });

  test('exports the frontier as a table, as pictures and as a document', async ({ console }) => {
    const { page } = console;
    const tuning = new TuningPage(page);
    await tuning.sweep();
    const save = async (item: string) => {
      await page.getByRole('button', { name: 'Export: Frontier' }).click();
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: item }).click()]);
      return readFileSync(await download.path());
    };
    const lines = (await save('Table as CSV')).toString().trim().split('\r\n');
    expect(lines[0]).toMatch(/^alpha,status,/);
    expect(lines[1]).toContain(',pointwise,');
    await page.getByRole('radiogroup', { name: 'Frontier: intervals' }).getByText('At once').click();
    const together = (await save('Table as CSV')).toString().trim().split('\r\n');
    expect(together[1]).toContain(',simultaneous,');
    const low = (line: string | undefined) => Number(line?.split(',')[3]);
    expect(low(together[1])).toBeLessThan(low(lines[1]));
    await expect(page.getByRole('list', { name: 'Legend' })).toContainText('Simultaneous 95% intervals');
    const svg = (await save('Chart as SVG')).toString();
    expect(svg).toContain('simultaneous 95% intervals');
    expect(svg).toMatch(/^<svg/);
    // A picture that stands alone: no rule of the page's stylesheet is needed to read it.
    expect(svg).not.toMatch(/var\(--|<style|style=/);
    const png = await save('Chart as PNG');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.length).toBeGreaterThan(5000);
    const run: unknown = JSON.parse((await save('Run as JSON')).toString());
    expect(run).toMatchObject({ points: expect.any(Array), split: expect.any(Object), divisors: expect.any(Object) });
    expect((run as { points: unknown[] }).points).toHaveLength(lines.length - 1);
  });

  test('evaluates a policy off-policy, and refuses what is no policy', async ({ console }) => {
    const { page } = console;
    await new TuningPage(page).show('Off-policy evaluation');
    await page.getByRole('button', { name: 'Evaluate' }).click();
    await expect(page.getByRole('row', { name: /^IPS/ })).toBeVisible();
    await expect(page.getByText('Effective events')).toBeVisible();
    await page.getByText('Typed', { exact: true }).click();
    await page.getByLabel(/^Probability of each of the/).fill('0.5 0.6');
    await expect(page.getByText(/^Type \d+ probabilities|sum to 1\.1/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Evaluate' })).toBeDisabled();
  });

  test('says what is missing where a dataset has no exploration log', async ({ console }) => {
    const { page } = console;
    await new FramePage(page).goTo('/tuning?dataset=demo');
    await expect(page.getByText('demo has no exploration log')).toBeVisible();
    await page.getByRole('button', { name: 'Open demo-tuning' }).click();
    await expect(page.getByRole('button', { name: 'Run sweep' })).toBeVisible();
  });

  test('has no fault that axe can find in the chart', async ({ console }) => {
    await new TuningPage(console.page).sweep();
    await expectAccessible(console.page);
  });

  test('has no fault that axe can find in the table', async ({ console }) => {
    const tuning = new TuningPage(console.page);
    await tuning.sweep();
    await tuning.showTable();
    await expectAccessible(console.page);
  });

  test('has no fault that axe can find in the log', async ({ console }) => {
    await new TuningPage(console.page).show('Log');
    await expect(console.page.getByText('on-policy mean per arm').first()).toBeVisible();
    await expectAccessible(console.page);
  });

  test('has no fault that axe can find in an evaluation', async ({ console }) => {
    const { page } = console;
    await new TuningPage(page).show('Off-policy evaluation');
    await page.getByRole('button', { name: 'Evaluate' }).click();
    await expect(page.getByRole('row', { name: /^IPS/ })).toBeVisible();
    await expectAccessible(page);
  });
});
