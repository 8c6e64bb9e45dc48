import { expect, test } from './fixture.ts';
import { expectAccessible } from './pages/accessibility.ts';
import { FramePage } from './pages/frame-page.ts';
import { HomePage } from './pages/home-page.ts';

test.describe('the first start', () => {
  test.use({ workspace: 'empty' });

  test('says what is loaded and leads into each screen on the demo', { tag: '@smoke' }, async ({ console }) => {
    const { page } = console;
    const frame = new FramePage(page);
    const home = new HomePage(page);
    await console.idle();
    await expect(home.row('demo')).toContainText('events');
    await expect(home.row('demo-tuning')).toContainText('exploration');

    await home.steps.getByRole('link', { name: 'Replay a session' }).click();
    await expect(page).toHaveURL(/#\/replay\?dataset=demo/);
    await frame.open('Home');
    await home.steps.getByRole('link', { name: 'Explain one request' }).click();
    await expect(page).toHaveURL(/#\/inspect\?dataset=demo/);
    await frame.open('Home');
    await home.steps.getByRole('link', { name: 'Tune the trade-off' }).click();
    await expect(page).toHaveURL(/#\/tuning\?dataset=demo-tuning/);
    await expect(page.getByLabel('Dataset', { exact: true })).toHaveValue('demo-tuning');
  });
});

test.describe('home', () => {
  test('has no fault that axe can find', async ({ console }) => {
    await console.idle();
    await expectAccessible(console.page);
  });

  test('deletes a dataset after asking, and keeps it when told to', async ({ console }) => {
    const { page } = console;
    const home = new HomePage(page);
    await console.idle();
    await home.row('demo-tuning').getByRole('button', { name: 'Delete demo-tuning' }).click();
    await page.getByRole('button', { name: 'Keep' }).click();
    await expect(home.row('demo-tuning')).toBeVisible();
    await home.delete('demo-tuning');
    await expect(home.row('demo-tuning')).toHaveCount(0);
    await expect(home.row('demo')).toBeVisible();
  });
});

test.describe('frame', () => {
  test('is reached by keyboard alone: palette, screens, theme, help', { tag: '@smoke' }, async ({ console }) => {
    const { page } = console;
    const frame = new FramePage(page);
    await console.idle();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to the screen' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('#main')).toBeFocused();
    await expect(page).toHaveURL(/#?\/?$/);

    await page.keyboard.press('Control+k');
    await page.keyboard.type('Tuning');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/#\/tuning/);
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await expect(page.getByRole('heading', { name: 'System', level: 1 })).toBeVisible();
    await page.keyboard.press('?');
    await expect(frame.help).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(frame.help).toBeHidden();
    await page.keyboard.press('Control+j');
    await expect(page.locator(':root')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  });

  test('the palette finds a session by user and opens it', async ({ console }) => {
    const { page } = console;
    await console.idle();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('person-051');
    await page
      .getByRole('button', { name: /^Session person-051:/ })
      .first()
      .click();
    await expect(page).toHaveURL(/#\/replay\?.*session=person-051/);
  });

  test('the chosen theme, dataset and narrow navigation survive a reload', async ({ console }) => {
    const { page } = console;
    const frame = new FramePage(page);
    await console.idle();
    await frame.useScheme('dark');
    await frame.navigation.getByRole('button', { name: 'Narrow the navigation' }).click();
    await page.getByLabel('Dataset', { exact: true }).click();
    await page.getByRole('option', { name: /demo-tuning/ }).click();
    await page.reload();
    await console.idle();
    await expect(page.locator(':root')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    await expect(frame.navigation.getByRole('button', { name: 'Widen the navigation' })).toBeVisible();
    await expect(page.getByLabel('Dataset', { exact: true })).toHaveValue('demo-tuning');
  });

  test('the open palette, the help and the job list have no fault that axe can find', async ({ console }) => {
    const { page } = console;
    const frame = new FramePage(page);
    await console.idle();
    for (const [open, close] of [
      ['Control+k', 'Escape'],
      ['?', 'Escape'],
    ] as const) {
      await page.keyboard.press(open);
      await page.getByRole('dialog').waitFor();
      await expectAccessible(page);
      await page.keyboard.press(close);
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
    await frame.status.getByRole('button', { name: /^Jobs/ }).click();
    await page.getByRole('dialog', { name: 'Jobs' }).waitFor();
    await expectAccessible(page);
  });
});

test.describe('system', () => {
  test('gives a reason for every device and has no fault that axe can find', async ({ console }) => {
    const { page } = console;
    const frame = new FramePage(page);
    await console.idle();
    await frame.open('System');
    const devices = page.getByRole('region', { name: 'Execution providers' }).getByRole('row');
    await expect(devices.filter({ hasText: 'in use' })).toHaveCount(1);
    for (const row of (await devices.all()).slice(1)) await expect(row.getByRole('cell').nth(2)).not.toBeEmpty();
    await page.getByRole('button', { name: 'Read', exact: true }).click();
    await expect(page.getByText(/in the last/)).toBeVisible();
    await expectAccessible(page);
  });
});
