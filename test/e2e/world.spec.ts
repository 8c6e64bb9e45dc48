import { expect, test } from './fixture.ts';
import { expectAccessible } from './pages/accessibility.ts';
import { FramePage } from './pages/frame-page.ts';
import { HomePage } from './pages/home-page.ts';
import { WorldPage } from './pages/world-page.ts';

test.describe('world', () => {
  test.beforeEach(async ({ console }) => {
    await console.idle();
  });

  test('is created from Home, and its card says what is planted and what a request brings', { tag: '@smoke' }, async ({ console }) => {
    test.setTimeout(240_000);
    const { page } = console;
    const frame = new FramePage(page);
    const world = new WorldPage(page);
    await page.getByRole('link', { name: 'Create a world' }).click();
    await expect(world.name).toHaveValue('world-small');
    await expectAccessible(page);
    await world.create('small');
    await page.reload();
    await expect(page.getByText(/^World world-small$|world-small is ready/).first()).toBeVisible();
    await page.getByRole('link', { name: 'Open the world card' }).click({ timeout: 180_000 });
    await expect(page.getByText('preset small, seed 7')).toBeVisible();

    await expect(world.grid.getByRole('cell')).toHaveCount(49);
    await expect(world.grid.locator('td[data-production]')).toHaveCount(1);
    await expect(world.grid.getByRole('img', { name: 'Production' })).toBeVisible();
    await expect(world.rates.getByRole('row', { name: /^save / })).toContainText(/\[0\.\d+, 0\.\d+\]/);
    await expect(page.getByRole('region', { name: 'Taste cohorts' }).getByRole('row', { name: /^savers/ })).toContainText('30%');
    await page.getByRole('radiogroup', { name: 'Reward of exploration' }).getByText('hide', { exact: true }).click();
    await expect(page.getByRole('table', { name: 'hide per cell against production' })).toBeVisible();
    await expectAccessible(page);

    await frame.open('Home');
    await new HomePage(page).row('world-small').getByRole('link', { name: 'world card' }).click();
    await expect(page).toHaveURL(/#\/world\?dataset=world-small/);
  });

  test('stops when told to, and leaves nothing behind', async ({ console }) => {
    const { page } = console;
    const frame = new FramePage(page);
    const world = new WorldPage(page);
    await frame.goTo('/create-world');
    await world.create('demo');
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect(page.getByText('The world was cancelled')).toBeVisible({ timeout: 60_000 });
    await frame.open('Home');
    await expect(new HomePage(page).row('world-demo')).toHaveCount(0);
  });

  test('takes no name that is taken, and no card without a world', async ({ console }) => {
    const { page } = console;
    const frame = new FramePage(page);
    const world = new WorldPage(page);
    await frame.goTo('/create-world');
    await world.name.fill('demo');
    await expect(page.getByText('A dataset has this name already')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Create small' })).toBeDisabled();
    await frame.goTo('/world?dataset=demo');
    await expect(page.getByText('demo is no world')).toBeVisible();
  });
});
