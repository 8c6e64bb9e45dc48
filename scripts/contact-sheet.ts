/** Draws `docs/pictures/contact-sheet.png`: 100 pictures of items, 1440 px wide. Needs Chromium; see find-chromium.ts. */
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { itemPicture } from '../src/core/world/picture/item-picture.ts';
import { RandomStream } from '../src/core/random/random-stream.ts';
import { findChromium } from './find-chromium.ts';

const [seed = '7', target = fileURLToPath(new URL('../docs/pictures/contact-sheet.png', import.meta.url))] = process.argv.slice(2);
const random = new RandomStream(Number(seed), 'contact-sheet');
const pictures = Array.from({ length: 100 }, (_, place) => {
  // Every middle topic comes twice, in an order that mixes the tops; leaves, styles and seeds are drawn.
  const top = place % 8;
  const middle = Math.floor(place / 8) % 6;
  const topic = (top * 6 + middle) * 5 + random.int(3 * place, 5);
  return itemPicture({ topic, style: random.int(3 * place + 1, 12), seed: random.int(3 * place + 2, 0x1_0000_0000), variant: 0 });
});
const tiles = pictures.map((svg) => `<img alt="" src="data:image/svg+xml,${encodeURIComponent(svg)}">`).join('');
const css =
  'body{margin:0;padding:24px;background:#fff;display:grid;grid-template-columns:repeat(10,1fr);gap:14px}img{width:100%;border-radius:10px;display:block}';
const found = await findChromium();
if (found === undefined) throw new Error('No Chromium was found; see the line above.');
const browser = await chromium.launch({ executablePath: found.path });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.setContent(`<style>${css}</style>${tiles}`);
mkdirSync(dirname(resolve(target)), { recursive: true });
await page.screenshot({ path: target, fullPage: true });
await browser.close();
console.log(`${resolve(target)}: ${pictures.length} pictures, ${Math.max(...pictures.map((svg) => svg.length))} bytes at most`);
