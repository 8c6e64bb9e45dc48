/** Drives the built console over a fresh workspace with the demo and writes the pictures of the user guide, light and dark. */
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

/** In this order: Home comes last, so that it has something to tell. */
const pictures: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ['import', showImport],
  ['replay', showReplay],
  ['inspect', (page) => goTo(page, '/inspect?dataset=demo&user=person-051&at=40')],
  ['tuning', showTuning],
  ['home', (page) => goTo(page, '/?dataset=demo')],
];

async function main(): Promise<void> {
  const found = await findChromium();
  if (found === undefined) throw new Error('No Chromium was found; see the line above.');
  const data = mkdtempSync(join(tmpdir(), 'paretoscope-screenshots-'));
  const server = await startServedConsole(data);
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
    // The demo is seeded in the background when a workspace is new.
    await page.getByRole('region', { name: 'Table of datasets' }).getByRole('button', { name: 'demo-tuning', exact: true }).waitFor();
    for (const [name, show] of pictures) {
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
