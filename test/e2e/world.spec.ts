import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectToConsole } from '../../src/main/bench/console-client.ts';
import { type ConsoleUnderTest, expect, test } from './fixture.ts';
import { expectAccessible } from './pages/accessibility.ts';
import { FramePage } from './pages/frame-page.ts';
import { HomePage } from './pages/home-page.ts';
import { WorldPage } from './pages/world-page.ts';

/** Made within seconds; its first users are those of every larger one. */
const fewUsers = 150;

/** Has the host make a small world, as the command line would. */
async function makeWorld(console: ConsoleUnderTest, name: string): Promise<void> {
  const second = await connectToConsole(console.server().url);
  const { client } = second;
  const { job } = await client['worlds.create']({ preset: 'small', seed: 7, users: fewUsers, as: name, workers: 2 });
  for await (const { state } of client['jobs.watch']({ job })) if (state !== 'running') expect(state).toBe('done');
  second.close();
}

test.describe('world', () => {
  test.use({ serverArgs: ['--sessions', '2'] });
  test.beforeEach(async ({ console }) => {
    await console.idle();
  });

  test(
    'is created in the page, and its card says who lives there, what is planted and what a request brings',
    { tag: '@smoke' },
    async ({ console }) => {
      const { page } = console;
      const frame = new FramePage(page);
      const world = new WorldPage(page);
      await page.getByRole('link', { name: 'Create a world' }).click();
      await expect(world.name).toHaveValue('world-small');
      await world.create('small', fewUsers);
      await page.reload();
      await page.getByRole('link', { name: 'Open the world card' }).click({ timeout: 60_000 });
      await expect(page.getByText('preset small, seed 7')).toBeVisible();

      await expect(world.rates.getByRole('row', { name: /^save / })).toContainText(/\[0\.\d+, 0\.\d+\].*\[0\.\d+, 0\.\d+\]/);
      await expect(world.rates).toContainText(/\d+\.\d% of its requests have at most one save/);
      await expect(world.people.getByRole('row', { name: /^savers/ })).toContainText('30% of users, save +1.0, p2p \u22121.0');
      await expect(page.getByRole('region', { name: 'What the visible state tells' })).toContainText(/save\s*\u2212?\d+\.\d%/);
      await expect(world.planted).toContainText('rho 0.15');
      await expect(page.getByRole('list', { name: 'Some items of world-small' }).getByRole('listitem')).toHaveCount(48);
      await expect(world.grid.getByRole('cell')).toHaveCount(49);
      await page.getByRole('radiogroup', { name: 'Reward of exploration' }).getByText('hide', { exact: true }).click();
      await expect(page.getByRole('table', { name: 'hide per cell against production' })).toBeVisible();
      await console.idle();
      await expectAccessible(page);

      await world.stories
        .getByRole('link', { name: /^Replay person-/ })
        .first()
        .click();
      await expect(page).toHaveURL(/#\/replay\?dataset=world-small&.*session=person-/);
      await frame.open('Home');
      const home = new HomePage(page);
      await expect(home.world).toContainText('30,000');
      await expect(home.world.getByRole('button', { name: 'Make the full world' })).toBeEnabled();
      await expect(home.world).toContainText(/1,000,000 requests, about .* by what world-small took here/);
      await home.row('world-small').getByRole('link', { name: 'world card' }).click();
      await expect(page).toHaveURL(/#\/world\?dataset=world-small/);
    },
  );

  test('shows the same on every screen with its truth present, damaged and gone', async ({ console }) => {
    // Nine screens over three starts: half a minute on an idle machine.
    test.slow();
    const { page, dataDirectory } = console;
    const frame = new FramePage(page);
    await makeWorld(console, 'planted');
    const truth = join(dataDirectory, 'truth', 'planted.truth');
    const whole = readFileSync(truth);
    const shown = async () => {
      const texts: string[] = [];
      for (const address of ['/world?dataset=planted', '/tuning?dataset=planted&view=log', '/replay?dataset=planted']) {
        await frame.goTo(address);
        await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
        await frame.idle();
        // How long a stage took differs from one run to the next.
        texts.push((await page.locator('#main').innerText()).replaceAll(/[\d.]+ (ms|s)\b/g, '- $1'));
      }
      return texts;
    };
    const present = await shown();
    expect(present.map((text) => text.length > 200)).toEqual([true, true, true]);
    for (const change of [() => writeFileSync(truth, whole.subarray(0, 100)), () => rmSync(truth)]) {
      change();
      await console.restart();
      await console.idle();
      expect(await shown()).toEqual(present);
    }
  });

  test('stops when told to, and leaves nothing behind', async ({ console }) => {
    const { page } = console;
    const frame = new FramePage(page);
    const world = new WorldPage(page);
    await frame.goTo('/create-world');
    await world.create('demo');
    await expect(page.getByText(/Preset demo, seed 7: about .* in all/)).toBeVisible();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect(page.getByText('The world was cancelled')).toBeVisible({ timeout: 60_000 });
    await frame.open('Home');
    await expect(new HomePage(page).row('world-demo')).toHaveCount(0);
  });

  test('takes no name that is taken, says what a preset takes, and shows no card without a world', async ({ console }) => {
    const { page } = console;
    const frame = new FramePage(page);
    const world = new WorldPage(page);
    await frame.goTo('/create-world');
    await world.name.fill('demo');
    await expect(page.getByText('A dataset has this name already')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Create small' })).toBeDisabled();
    await world.choose('large');
    await expect(page.getByText(/^large with 500,000 users takes about .* and [\d.]+ GB on disk/)).toBeVisible();
    await expect(page.getByText(/Cancel leaves nothing behind/)).toBeVisible();
    await world.choose('drift');
    await expect(page.getByText(/begins 182 days after the sequences end/)).toBeVisible();
    await expect(page.getByRole('list', { name: 'Items of seed 7' }).getByText(/\w/).first()).toBeAttached();
    await expectAccessible(page);
    await frame.goTo('/world?dataset=demo');
    await expect(page.getByText('demo is no world')).toBeVisible();
  });
});

test.describe('the first start', () => {
  test.use({ workspace: 'empty', serverArgs: ['--demo', 'world'] });

  test('shows the world while it is made, with its pictures; cancelled, it does not come back', async ({ console }) => {
    const { page } = console;
    const home = new HomePage(page);
    await expect(home.world).toContainText('being made');
    await expect(home.world.getByRole('progressbar')).toBeVisible();
    await expect(home.world.getByRole('list', { name: 'Some of its items' }).getByText(/\w/).first()).toBeAttached();
    await expectAccessible(page);
    await home.world.getByRole('button', { name: 'Cancel' }).click();
    await expect(home.world).toContainText('No simulated world is in this workspace');
    await console.restart();
    await expect(home.world.getByRole('button', { name: /^Make a small world/ })).toBeEnabled();
    await expectAccessible(page);
  });
});
