import { expect, test } from './fixture.ts';
import { expectAccessible } from './pages/accessibility.ts';
import { FramePage } from './pages/frame-page.ts';
import { HomePage } from './pages/home-page.ts';
import { ImportPage } from './pages/import-page.ts';

/** Rows under column names that no shape knows; the last row has no user. */
const visits = [
  'who,film,when,did',
  'ann,f1,2024-05-01T10:00:00Z,watch',
  'ann,f2,2024-05-01T10:05:00Z,watch',
  'bob,f1,2024-05-02T09:00:00Z,like',
  ',f2,2024-05-02T09:01:00Z,watch',
].join('\n');
const events = ['user,item,action,ts', 'u1,a,view,1714557600', 'u1,b,save,1714557660', 'u2,a,view,1714644000', 'u2,a,view,1714644000'].join(
  '\n',
);
const items = ['item,title,topics', 'a,Blue chair,home|blue', 'b,Red lamp,home|red'].join('\n');

test.describe('import', () => {
  test('files dropped on another screen are previewed, imported and opened', { tag: '@smoke' }, async ({ console }) => {
    const { page } = console;
    const frame = new FramePage(page);
    const form = new ImportPage(page);
    await console.idle();
    await frame.open('System');
    await form.drop([
      { name: 'events.csv', content: events },
      { name: 'items.csv', content: items },
    ]);
    await expect(form.files.getByRole('tab')).toHaveCount(2);
    await expect(form.files.getByRole('table')).toContainText('1714557660');
    await form.name.fill('shop');
    await expectAccessible(page);
    await form.start.click();

    await expect(page.getByRole('heading', { name: 'shop is loaded' })).toBeVisible();
    await expect(form.figure('Rows read')).toHaveText('4');
    await expect(form.figure('Imported')).toHaveText('3');
    await expect(form.figure('Duplicate, dropped')).toHaveText('1');
    await expect(form.figure('Users')).toHaveText('2');
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Open dataset' }).click();
    await expect(page).toHaveURL(/#\/replay\?dataset=shop/);
    await frame.idle();
    await expect(page.getByText('Blue chair').first()).toBeVisible();
  });

  test('unknown columns are mapped by hand, bad rows are left out and listed, the mapping is kept', async ({ console }) => {
    const { page } = console;
    const frame = new FramePage(page);
    const form = new ImportPage(page);
    await console.idle();
    await frame.goTo('/import');
    await expectAccessible(page);
    await form.pick([{ name: 'visits.csv', content: visits }]);
    await page.getByRole('combobox', { name: 'Format' }).click();
    await page.getByRole('option', { name: 'events', exact: true }).click();
    for (const [field, column] of [
      ['user', 'who'],
      ['item', 'film'],
      ['ts', 'when'],
      ['action', 'did'],
    ] as const) {
      await form.map(field, column);
      await frame.idle();
    }
    await expect(form.start).toBeEnabled();
    await form.mapping.getByLabel('Name for this mapping').fill('visits');
    await form.mapping.getByRole('button', { name: 'Save' }).click();
    await expect(form.mapping.getByRole('button', { name: 'Saved' })).toBeVisible();
    await expectAccessible(page);
    await page.getByText('is left out and listed').click();
    await form.start.click();

    await expect(form.figure('Imported')).toHaveText('3');
    await expect(form.figure('Rejected')).toHaveText('1');
    await expect(page.getByRole('region', { name: 'Rejected rows' })).toContainText('visits.csv:5');

    await frame.goTo('/import');
    await form.pick([{ name: 'visits.csv', content: visits }]);
    await expect(page.getByText('A mapping saved for these columns is in force.')).toBeVisible();
  });

  test('a bad row stops the import, says where, and nothing is stored', async ({ console }) => {
    const { page } = console;
    const frame = new FramePage(page);
    const form = new ImportPage(page);
    await console.idle();
    await frame.goTo('/import');
    await form.pick([{ name: 'broken.csv', content: `${events}\n,b,view,1714644060` }]);
    await form.name.fill('broken');
    await form.start.click();
    await expect(page.getByRole('alert')).toContainText('broken.csv, line 6: the user is empty');
    await expectAccessible(page);
    await frame.open('Home');
    await expect(new HomePage(page).row('broken')).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'What changed' })).toContainText('Failed');
  });

  test('the result is still there after the console was started again', async ({ console }) => {
    const { page } = console;
    const form = new ImportPage(page);
    const frame = new FramePage(page);
    await console.idle();
    await frame.goTo('/import');
    await form.pick([{ name: 'events.csv', content: events }]);
    await form.name.fill('kept');
    await form.start.click();
    await expect(page.getByRole('heading', { name: 'kept is loaded' })).toBeVisible();
    await console.restart();
    await console.idle();
    await frame.status.getByRole('button', { name: /^Jobs/ }).click();
    await page.getByRole('dialog').getByRole('link', { name: 'Open result: Import kept' }).click();
    await expect(form.figure('Imported')).toHaveText('3');
  });

  test('a name that is taken is refused before the import starts', async ({ console }) => {
    const { page } = console;
    const frame = new FramePage(page);
    const form = new ImportPage(page);
    await console.idle();
    await frame.goTo('/import');
    await form.pick([{ name: 'events.csv', content: events }]);
    await form.name.fill('demo');
    await expect(page.getByText('A dataset has this name already')).toBeVisible();
    await expect(form.start).toBeDisabled();
    await page.getByRole('button', { name: 'Discard' }).click();
    await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
  });
});
