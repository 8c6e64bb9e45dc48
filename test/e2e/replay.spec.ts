import { readFileSync } from 'node:fs';
import { expect, test } from './fixture.ts';
import { expectAccessible } from './pages/accessibility.ts';
import { FramePage } from './pages/frame-page.ts';
import { ReplayPage } from './pages/replay-page.ts';

test.describe('replay', () => {
  test.beforeEach(async ({ console }) => {
    await console.idle();
    await new FramePage(console.page).goTo('/replay?dataset=demo');
    await expect(new ReplayPage(console.page).timeline).toBeVisible();
  });

  test('plays a session by keyboard alone', { tag: '@smoke' }, async ({ console }) => {
    const { page } = console;
    const replay = new ReplayPage(page);
    const count = await replay.steps();
    expect(count).toBeGreaterThan(3);
    expect(await replay.step()).toBe(1);
    const first = await replay.actual.textContent();

    await page.keyboard.press('ArrowRight');
    await expect(replay.timeline).toHaveAttribute('aria-valuenow', '2');
    await expect(page.getByRole('list', { name: 'History' }).getByRole('listitem').first()).toContainText((first ?? '').slice(1, 12));
    await page.keyboard.press('End');
    await expect(replay.timeline).toHaveAttribute('aria-valuenow', String(count));
    await page.keyboard.press('Home');
    await page.keyboard.press('5');
    await page.keyboard.press('Space');
    await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
    await expect(replay.timeline).toHaveAttribute('aria-valuenow', String(count));
    await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  });

  test('goes to a step, to a time, and to the session after', async ({ console }) => {
    const { page } = console;
    const replay = new ReplayPage(page);
    await page.keyboard.press('t');
    await page.keyboard.type('3');
    await page.keyboard.press('Enter');
    await expect(replay.timeline).toHaveAttribute('aria-valuenow', '3');
    await page.keyboard.press('t');
    await page.keyboard.type('noon');
    await page.keyboard.press('Enter');
    await expect(page.getByText('A step number, a time such as 18:45')).toBeVisible();
    await page.keyboard.press('Escape');

    const before = await replay.selected.textContent();
    await page.keyboard.press('Shift+ArrowRight');
    await expect(replay.selected).not.toHaveText(before ?? '');
    await page.keyboard.press('Shift+ArrowLeft');
    await expect(replay.selected).toHaveText(before ?? '');
  });

  test('finds sessions, and draws only those in sight', async ({ console }) => {
    const { page } = console;
    const replay = new ReplayPage(page);
    const total = Number(await replay.sessions.getByRole('option').first().getAttribute('aria-setsize'));
    expect(total).toBeGreaterThan(1000);
    expect(await replay.sessions.getByRole('option').count()).toBeLessThan(80);
    await page.keyboard.press('/');
    await expect(replay.search).toBeFocused();
    await page.keyboard.type('person-051');
    await expect(page.getByText(/^\d+ sessions$/)).not.toHaveText(`${total.toLocaleString('en-US')} sessions`);
    await page.keyboard.press('Enter');
    await expect(replay.selected).toContainText('person-051');
    await expect(page).toHaveURL(/session=person-051/);
  });

  test('shows what was retrieved, where the actual item ranked, and leads to Inspect', { tag: '@smoke' }, async ({ console }) => {
    const { page } = console;
    const replay = new ReplayPage(page);
    await page.keyboard.press('End');
    await expect(replay.retrieved.getByRole('listitem')).toHaveCount(10);
    await expect(page.getByRole('region', { name: 'Session metrics' })).toContainText('Recall@10');
    await page.getByText('20', { exact: true }).click();
    await expect(replay.retrieved.getByRole('listitem')).toHaveCount(20);
    await page.getByRole('link', { name: 'Inspect this step' }).click();
    await expect(page).toHaveURL(/#\/inspect\?dataset=demo&bundle=[^&]+&user=[^&]+&at=\d+/);
  });

  test('exports the steps as a table', async ({ console }) => {
    const { page } = console;
    const replay = new ReplayPage(page);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()]);
    expect(download.suggestedFilename()).toMatch(/^demo-.*-steps\.csv$/);
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines[0]).toContain('rank_of_actual');
    expect(lines).toHaveLength((await replay.steps()) + 1);
  });

  test('scrubs with the pointer', async ({ console }) => {
    const replay = new ReplayPage(console.page);
    const box = await replay.timeline.boundingBox();
    if (box === null) throw new Error('The timeline is not drawn.');
    await console.page.mouse.click(box.x + box.width - 2, box.y + 20);
    await expect(replay.timeline).toHaveAttribute('aria-valuenow', String(await replay.steps()));
  });

  test('has no fault that axe can find', async ({ console }) => {
    await console.page.keyboard.press('End');
    await console.idle();
    await expectAccessible(console.page);
  });
});
