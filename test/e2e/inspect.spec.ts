import { readFileSync } from 'node:fs';
import { expect, test } from './fixture.ts';
import { expectAccessible } from './pages/accessibility.ts';
import { FramePage } from './pages/frame-page.ts';
import { InspectPage } from './pages/inspect-page.ts';

test.describe('inspect', () => {
  test.beforeEach(async ({ console }) => {
    await console.idle();
    await new FramePage(console.page).goTo('/inspect?dataset=demo');
    await new InspectPage(console.page).candidates.waitFor();
  });

  test('shows every stage of a request and what each place is made of', { tag: '@smoke' }, async ({ console }) => {
    const { page } = console;
    const inspect = new InspectPage(page);
    for (const stage of ['Encode', 'Retrieve', 'Rank', 'Utility']) await expect(inspect.stages).toContainText(stage);
    await expect(inspect.candidates).toHaveAttribute('aria-rowcount', '101');
    // Only the rows in sight are drawn.
    expect(await inspect.candidates.locator('tbody tr[aria-rowindex]').count()).toBeLessThan(60);

    await inspect.candidates.focus();
    await page.keyboard.press('ArrowDown');
    await expect(inspect.detail).toContainText('First in the order');
    await page.keyboard.press('ArrowDown');
    await expect(inspect.detail).toContainText('Against rank 1');
    await page.keyboard.press('End');
    await expect(inspect.detail).toContainText('rank 100');
    await expect(inspect.candidates.locator('tr[aria-selected="true"]')).toBeInViewport();

    // Digits switch the panels, also while the control that shows which is open has the focus.
    await page.getByRole('radiogroup', { name: 'Panel beside the candidates' }).getByRole('radio').first().focus();
    await page.keyboard.press('3');
    await expect(page).toHaveURL(/[?&]side=why/);
    await page.keyboard.press('1');
    await expect(page).not.toHaveURL(/[?&]side=/);
  });

  test('reorders at once in the page when a weight moves, without asking the host', { tag: '@smoke' }, async ({ console }) => {
    const { page } = console;
    const inspect = new InspectPage(page);
    const asked: string[] = [];
    page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => void (String(payload).includes('inspect.request') && asked.push(String(payload)))),
    );
    await page.reload();
    await inspect.candidates.waitFor();
    await console.idle();
    expect(asked.length).toBeGreaterThan(0);
    const before = asked.length;

    const order = await inspect.order();
    const heads = await inspect.heads();
    expect(heads.length).toBeGreaterThan(1);
    const slider = inspect.weight(heads[0] ?? '');
    await slider.focus();
    await page.keyboard.press('Home');
    for (const head of heads.slice(1, 2)) {
      await inspect.weight(head).focus();
      await page.keyboard.press('End');
    }
    await expect.poll(() => inspect.order()).not.toEqual(order);
    await expect(page).toHaveURL(/[?&]w=/);
    expect(asked).toHaveLength(before);

    await page.getByRole('button', { name: 'Reset all' }).click();
    await expect.poll(() => inspect.order()).toEqual(order);
  });

  test('compares two settings side by side', async ({ console }) => {
    const { page } = console;
    const inspect = new InspectPage(page);
    await page.getByRole('button', { name: 'Pin as A' }).click();
    await expect(inspect.comparison).toContainText(/Kendall tau\s*1\.000/);
    const heads = await inspect.heads();
    const field = page.getByRole('textbox', { name: `Weight of ${heads[0]}, exact` });
    await field.fill('-3');
    await expect(inspect.comparison).not.toContainText(/Kendall tau\s*1\.000/);
    await expect(inspect.comparison).toContainText(/Overlap@10\s*\d+\/10/);
    await expect(inspect.candidates.getByText(/^[▲▼]\d+$/).first()).toBeVisible();

    await page.getByText('A beside B', { exact: true }).click();
    await expect(page.getByRole('list', { name: 'Order A' }).getByRole('listitem')).toHaveCount(100);
    await expect(page.getByRole('list', { name: 'Order B' }).getByRole('listitem')).toHaveCount(100);
    const first =
      (await page.getByRole('list', { name: 'Order A' }).getByRole('listitem').first().getByRole('button').getAttribute('title')) ?? '';
    await page.getByRole('button', { name: 'Swap A and B' }).click();
    await expect(page.getByRole('list', { name: 'Order B' }).getByRole('listitem').first().getByRole('button')).toHaveAttribute(
      'title',
      first,
    );
    await expect(field).not.toHaveValue('-3');
  });

  test('runs again when an event is masked, and says what moved', async ({ console }) => {
    const { page } = console;
    const inspect = new InspectPage(page);
    const mask = inspect.history.getByRole('button', { name: /^Mask/ }).last();
    await mask.click();
    await expect(mask).toHaveAttribute('aria-pressed', 'true');
    await expect(inspect.comparison).toContainText('Against unedited history');
    const drop = inspect.history.getByRole('button', { name: /^Drop/ }).last();
    await drop.click();
    await expect(drop).toHaveAttribute('aria-pressed', 'true');
    await expect(mask).toHaveAttribute('aria-pressed', 'false');
    await console.idle();
    await page.getByRole('button', { name: 'Undo 1 edit' }).click();
    await expect(inspect.comparison).toContainText('Pin this setting as A');
  });

  test('reads and edits the history by keyboard alone', async ({ console }) => {
    const { page } = console;
    const inspect = new InspectPage(page);
    const events = inspect.history.locator('[data-seq]');
    const focused = inspect.history.locator('[data-seq]:focus');
    const total = Number(await events.first().getAttribute('aria-setsize'));
    // Only the events in sight are drawn, and one of them takes the Tab key: the newest.
    expect(await events.count()).toBeLessThan(total);
    await expect(inspect.history.locator('[data-seq][tabindex="0"]')).toHaveCount(1);
    await inspect.history.locator('[data-seq][tabindex="0"]').focus();
    await expect(focused).toHaveAttribute('aria-posinset', String(total));
    await page.keyboard.press('m');
    await expect(focused).toHaveAttribute('data-edit', 'masked');
    await page.keyboard.press('Home');
    await expect(focused).toHaveAttribute('aria-posinset', '1');
    await expect(focused).toBeInViewport();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('d');
    await expect(focused).toHaveAttribute('data-edit', 'dropped');
    await expect(page.getByRole('button', { name: 'Undo 2 edits' })).toBeVisible();
    await page.keyboard.press('i');
    const form = page.getByRole('form', { name: 'Insert an event' });
    await expect(form).toBeVisible();
    await form.getByRole('button', { name: 'Cancel' }).click();
    await expect(focused).toHaveAttribute('aria-posinset', '2');
  });

  test('steps through the requests of a user and says where the actual next event came', async ({ console }) => {
    const { page } = console;
    await expect(page.getByText(/^(rank \d+ of 100|not among 100); (retrieval rank \d+|outside what the bundle can rank)$/)).toBeVisible();
    await page.getByRole('button', { name: 'One event later' }).click();
    await expect(page.getByText('Nothing follows: this is the end of the sequence.')).toBeVisible();
    await page.keyboard.press('[');
    await page.keyboard.press(']');
    await expect(page).toHaveURL(/at=\d+/);
    await page.getByLabel('Request at position').fill('0');
    await expect(page.getByText('Nothing to rank from')).toBeVisible();
  });

  test('is brought back whole by its address', async ({ console }) => {
    const { page } = console;
    const inspect = new InspectPage(page);
    await page.getByRole('button', { name: 'One event earlier' }).click();
    await console.idle();
    await page.getByRole('button', { name: 'Pin as A' }).click();
    const heads = await inspect.heads();
    await page.getByRole('textbox', { name: `Weight of ${heads[1]}, exact` }).fill('2.5');
    await inspect.history.getByRole('button', { name: /^Drop/ }).first().click();
    await expect(page).toHaveURL(/drop=\d+/);
    await console.idle();
    const order = await inspect.order();
    await page.reload();
    await inspect.candidates.waitFor();
    await console.idle();
    expect(await inspect.order()).toEqual(order);
    await expect(page.getByRole('button', { name: 'Unpin A' })).toBeVisible();
    await expect(page.getByRole('textbox', { name: `Weight of ${heads[1]}, exact` })).toHaveValue('2.5');
  });

  test('exports the candidates as a table and the request as a document', async ({ console }) => {
    const { page } = console;
    const inspect = new InspectPage(page);
    const heads = await inspect.heads();
    const save = async (item: string) => {
      await page.getByRole('button', { name: 'Export' }).click();
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: item }).click()]);
      return readFileSync(await download.path(), 'utf8');
    };
    const lines = (await save('Candidates as CSV')).trim().split('\r\n');
    expect(lines).toHaveLength(101);
    expect(lines[0]?.split(',').filter((name) => name.startsWith('contribution_'))).toHaveLength(heads.length);
    const request: unknown = JSON.parse(await save('Request as JSON'));
    expect(request).toMatchObject({ dataset: 'demo', candidates: expect.any(Array), weights: expect.any(Array) });
  });

  test('steers retrieval, asks why an item is missing, and keeps and reruns a finding', async ({ console }) => {
    const { page } = console;
    const inspect = new InspectPage(page);
    await page.getByText('Retrieve', { exact: true }).last().click();
    const retrieval = page.getByRole('region', { name: 'Retrieval' });
    await retrieval.getByText('4', { exact: true }).click();
    await expect(retrieval.getByRole('row')).toHaveCount(5);
    await retrieval.getByRole('button', { name: 'Steer' }).click();
    await expect(retrieval.getByText('one budget, sums to 100%')).toBeVisible();
    await expect(page).toHaveURL(/[?&]mix=/);
    await console.idle();
    await expectAccessible(page);

    await page.getByText('Why not', { exact: true }).click();
    await inspect.candidates.focus();
    await page.keyboard.press('End');
    const why = page.getByRole('region', { name: 'Why not shown' });
    await expect(why).toContainText(/Retrieved, but ranked \d+: [\d.]+ of utility below place 10/);
    await console.idle();
    await expectAccessible(page);

    await page.getByText('Findings', { exact: true }).click();
    const findings = page.getByRole('region', { name: 'Findings' });
    await findings.getByRole('textbox', { name: 'Note' }).fill('Last of a steered order');
    await findings.getByRole('textbox', { name: 'Your name' }).fill('Ana');
    await findings.getByRole('button', { name: 'Keep finding' }).click();
    await expect(findings.getByRole('list', { name: 'Findings' })).toContainText('Last of a steered order');
    await findings.getByRole('button', { name: 'Run again on' }).click();
    await expect(findings.getByRole('status')).toContainText('the same order');
    await console.idle();
    await expectAccessible(page);
  });

  test('inserts and moves events, and tries what would put a candidate higher', async ({ console }) => {
    const { page } = console;
    const inspect = new InspectPage(page);
    await inspect.history
      .getByRole('button', { name: /^Move .* earlier$/ })
      .last()
      .click();
    await expect(inspect.history.locator('[data-edit="moved"]')).toHaveCount(1);
    await expect(inspect.comparison).toContainText('Against unedited history');
    await page.getByRole('button', { name: 'Insert at the end' }).click();
    await page.getByRole('form', { name: 'Insert an event' }).getByRole('button', { name: 'Insert', exact: true }).click();
    await expect(inspect.history.locator('[data-edit="inserted"]')).toHaveCount(1);
    await page.getByRole('button', { name: 'Undo 2 edits' }).click();
    await expect(inspect.comparison).toContainText('Pin this setting as A');

    await inspect.candidates.focus();
    for (let row = 0; row < 4; row += 1) await page.keyboard.press('ArrowDown');
    await expect(inspect.detail).toContainText('rank 4');
    await page.getByRole('region', { name: 'What would put it higher' }).getByRole('button', { name: /^Try/ }).first().click();
    await expect(inspect.detail).toContainText(/rank [123]\b/);
  });

  test('has no fault that axe can find in the table', async ({ console }) => {
    const { page } = console;
    const inspect = new InspectPage(page);
    await page.getByRole('button', { name: 'One event earlier' }).click();
    await inspect.history.getByRole('button', { name: /^Mask/ }).last().click();
    await inspect.candidates.focus();
    await page.keyboard.press('End');
    await console.idle();
    await expectAccessible(page);
  });

  test('has no fault that axe can find with two orders side by side', async ({ console }) => {
    const { page } = console;
    await page.getByRole('button', { name: 'Pin as A' }).click();
    await page.getByText('A beside B', { exact: true }).click();
    await expect(page.getByRole('list', { name: 'Order B' })).toBeVisible();
    await expectAccessible(page);
  });
});
