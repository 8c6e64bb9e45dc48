/** Drives the built console over a fresh workspace with the demo and writes the pictures of the user guide, light and dark: all, or those named. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { startServedConsole } from '../test/e2e/served-console.ts';
import { findChromium } from './find-chromium.ts';

const folder = fileURLToPath(new URL('../docs/screenshots', import.meta.url));
const schemes = ['light', 'dark'] as const;

/** Waits until the page has asked for what it needs and drawn it. */
async function idle(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await page.locator('body[data-idle="true"]').waitFor();
}

async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, address);
  await idle(page);
}

/** A made-up export whose column names no shape knows, so that the mapping has something to do. */
function sampleLog(): string {
  const rows = Array.from({ length: 240 }, (_, row) => {
    const at = new Date(Date.UTC(2026, 4, 4, 9) + row * 97_000).toISOString();
    return `member-${String((row * 7) % 41).padStart(3, '0')},pin-${(row * 31) % 173},${at},${['closeup', 'save', 'click'][row % 3]},${((row * 13) % 90) * 250}`;
  });
  return ['member,pin,seen_at,did,stayed_ms', ...rows].join('\n');
}

async function showImport(page: Page): Promise<void> {
  await goTo(page, '/import');
  await page.getByTestId('pick-files').setInputFiles([
    { name: 'spring-log.csv', mimeType: 'text/csv', buffer: Buffer.from(sampleLog()) },
    {
      name: 'items.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('item,title,topics\npin-0,Rustic herb boxes,garden|rustic\npin-31,Minimal picture ledge,home|minimal\n'),
    },
  ]);
  await page.getByRole('combobox', { name: 'Format' }).click();
  await page.getByRole('option', { name: 'events', exact: true }).click();
  for (const [field, column] of [
    ['user', 'member'],
    ['item', 'pin'],
    ['action', 'did'],
    ['ts', 'seen_at'],
    ['dwell_ms', 'stayed_ms'],
  ] as const) {
    const select = page.getByRole('combobox', { name: `Column for ${field}`, exact: true });
    await select.click();
    await page.getByRole('option', { name: column, exact: true }).click();
    await idle(page);
  }
}

/** A step in the second half of a session whose actual item was among the first ten. */
async function showReplay(page: Page): Promise<void> {
  await goTo(page, '/replay?dataset=demo');
  await page.keyboard.press('Shift+ArrowRight');
  await idle(page);
  const timeline = page.getByRole('slider', { name: 'Step of the session' });
  await page.keyboard.press('End');
  for (let step = Number(await timeline.getAttribute('aria-valuemax')); step > 3; step -= 1) {
    if (/ranked ([1-9]|10)\b(?!,\d{3})/.test((await timeline.getAttribute('aria-valuetext')) ?? '')) break;
    await page.keyboard.press('ArrowLeft');
  }
}

async function showTuning(page: Page): Promise<void> {
  await goTo(page, '/tuning?dataset=demo-tuning');
  if ((await page.getByRole('region', { name: /Frontier/ }).count()) === 0) {
    await page.getByRole('button', { name: 'Run sweep' }).click();
    await page
      .getByRole('region', { name: /Frontier/ })
      .first()
      .waitFor({ timeout: 120_000 });
  }
}

/** One policy in production and one that waits for approval, from the sweep that Tuning shows. */
async function showPolicies(page: Page): Promise<void> {
  await showTuning(page);
  const panel = page.getByRole('region', { name: 'Propose this policy' });
  for (const [by, reason] of [
    ['Ana Ruiz', 'More saves at the knee, and p2p is not given up'],
    ['Bo Lind', 'A little further towards p2p before the spring season'],
  ] as const) {
    await page.getByRole('button', { name: 'Propose', exact: true }).first().click();
    for (const margin of await panel.getByRole('textbox', { name: /may lose, %$/ }).all()) await margin.fill('15');
    await panel.getByLabel('Your name').fill(by);
    await panel.getByLabel('Reason').fill(reason);
    await panel.getByRole('button', { name: 'Propose' }).click();
    await panel.getByRole('status').waitFor();
    if (by !== 'Ana Ruiz') continue;
    await panel.getByRole('link', { name: 'Open in Policies' }).click();
    await page.getByLabel(/^Approve as someone other than/).fill('Bo Lind');
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('button', { name: 'Roll back' }).waitFor();
    await showTuning(page);
    await page.getByRole('slider', { name: 'Alpha' }).press('ArrowRight');
  }
  await goTo(page, '/policies?dataset=demo-tuning&policy=1');
}

/** Measures every claim, so that the picture shows verdicts. */
async function showVerify(page: Page): Promise<void> {
  await goTo(page, '/verify?check=personalised-frontier');
  await page.getByRole('button', { name: 'Run all' }).click();
  const job = page.getByRole('region', { name: 'Verification in progress' });
  await job.waitFor();
  await job.waitFor({ state: 'detached', timeout: 600_000 });
}

/** The world of the first start: its card has the same parts as the others. */
async function showWorld(page: Page): Promise<void> {
  await goTo(page, '/world?dataset=world-small');
  await page.getByRole('region', { name: 'Base rates of exploration' }).waitFor();
  await page.getByRole('region', { name: 'Explored weights of exploration', exact: true }).waitFor({ timeout: 60_000 });
}

/** In this order: Home comes last, so that it has something to tell. */
const pictures: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ['import', showImport],
  ['replay', showReplay],
  ['inspect', (page) => goTo(page, '/inspect?dataset=demo&user=person-051&at=40')],
  ['tuning', showTuning],
  ['policies', showPolicies],
  ['world', showWorld],
  ['verify', showVerify],
  ['home', (page) => goTo(page, '/?dataset=demo')],
];

async function main(): Promise<void> {
  const found = await findChromium();
  if (found === undefined) throw new Error('No Chromium was found; see the line above.');
  const data = mkdtempSync(join(tmpdir(), 'paretoscope-screenshots-'));
  const server = await startServedConsole(data, ['--demo', 'both']);
  const browser = await chromium.launch({ executablePath: found.path });
  try {
    mkdirSync(folder, { recursive: true });
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
      colorScheme: 'light',
      reducedMotion: 'reduce',
      locale: 'en-GB',
      timezoneId: 'UTC',
    });
    await page.goto(server.url);
    await idle(page);
    // The demo is made in the background when a workspace is new.
    await page.getByRole('region', { name: 'World' }).getByRole('link', { name: 'Open the world card' }).waitFor({ timeout: 300_000 });
    const wanted = process.argv.slice(2);
    for (const [name, show] of pictures.filter(([name]) => wanted.length === 0 || wanted.includes(name))) {
      await show(page);
      for (const scheme of schemes) {
        await page.emulateMedia({ colorScheme: scheme });
        await page.locator(`:root[data-mantine-color-scheme="${scheme}"]`).waitFor();
        await page.mouse.move(720, 3);
        await idle(page);
        await page.screenshot({ path: join(folder, `${name}-${scheme}.png`), animations: 'disabled' });
        console.log(`docs/screenshots/${name}-${scheme}.png`);
      }
      await page.emulateMedia({ colorScheme: 'light' });
    }
  } finally {
    await browser.close();
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

await main();
