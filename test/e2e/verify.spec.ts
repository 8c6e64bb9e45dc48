import { readFileSync } from 'node:fs';
import type { Check } from '../../src/core/checks/check.ts';
import { expect, test } from './fixture.ts';
import { expectAccessible } from './pages/accessibility.ts';
import { FramePage } from './pages/frame-page.ts';
import { VerifyPage } from './pages/verify-page.ts';

/** Looks at a catalogue only, so it is measured within seconds. */
const quickCheck = 'fresh-items';

test.describe('verify', () => {
  test.beforeEach(async ({ console }) => {
    await console.idle();
    await new FramePage(console.page).goTo('/verify');
  });

  test('lists every claim with its bound and control before anything is measured', async ({ console }) => {
    const verify = new VerifyPage(console.page);
    await expect(console.page.getByText('Nothing was measured in this workspace yet')).toBeVisible();
    const rows = verify.checks.locator('tr[data-verdict]');
    expect(await rows.count()).toBeGreaterThan(10);
    await expect(verify.checks.locator('tr[data-verdict="unmeasured"]')).toHaveCount(await rows.count());
    await expect(verify.row(quickCheck)).toContainText('Not run');
    await expect(verify.row(quickCheck)).toContainText('no fresh items planted');
    await expect(console.page.getByRole('button', { name: 'Export' })).toBeDisabled();
  });

  test('measures one claim with its control, and keeps the verdict over a reload', { tag: '@smoke' }, async ({ console }) => {
    const { page } = console;
    const verify = new VerifyPage(page);
    await verify.runOne(quickCheck);
    await expect(verify.row(quickCheck)).toContainText('Pass');
    await expect(verify.row(quickCheck)).toContainText('passes:');
    await expect(verify.detail).toContainText('seed');
    await expect(page.getByText(/1 pass, 0 fail, \d+ not run · last run .* UTC, on worlds made for it from seed 7/)).toBeVisible();
    await page.reload();
    await console.idle();
    await expect(verify.row(quickCheck)).toContainText('Pass');
    await expect(verify.row(quickCheck)).toHaveAttribute('aria-selected', 'true');

    const lines = readFileSync(await verify.export('Table as CSV'), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(1 + (await verify.checks.locator('tr[data-verdict]').count()));
    const { checks } = JSON.parse(readFileSync(await verify.export('Results as JSON'), 'utf8')) as { readonly checks: readonly Check[] };
    const check = checks.find(({ name }) => name === quickCheck);
    expect(check?.pass).toBe(true);
    expect(check?.control?.value).toBeLessThan(0.02);
  });

  test('moves through the checks by keyboard', async ({ console }) => {
    const { page } = console;
    const verify = new VerifyPage(page);
    const rows = verify.checks.locator('tr[data-verdict]');
    await verify.checks.focus();
    await page.keyboard.press('Home');
    await expect(rows.first()).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('ArrowDown');
    await expect(rows.nth(1)).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('End');
    await expect(rows.last()).toHaveAttribute('aria-selected', 'true');
    await expect(verify.detail).toContainText((await rows.last().getByRole('rowheader').locator('span').last().textContent()) ?? 'no name');
  });

  test('runs all as a job that survives a reload and stops when told to', async ({ console }) => {
    const { page } = console;
    const verify = new VerifyPage(page);
    await verify.runAll.click();
    await expect(verify.job.getByRole('progressbar')).toBeVisible();
    await page.reload();
    await console.idle();
    await expect(verify.job).toContainText('Verify every claim');
    await expect(verify.runAll).toBeDisabled();
    await verify.job.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('was cancelled; nothing of it was kept')).toBeVisible();
    await expect(verify.runAll).toBeEnabled();
    await expect(page.getByText('Nothing was measured in this workspace yet')).toBeVisible();
  });

  test('has no fault that axe can find, measured or not', async ({ console }) => {
    const verify = new VerifyPage(console.page);
    await expectAccessible(console.page);
    await verify.runOne(quickCheck);
    await expectAccessible(console.page);
  });
});
