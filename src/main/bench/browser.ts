import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The little of a Playwright page that the benchmarks use. */
export interface BenchPage {
  goto(url: string): Promise<unknown>;
  waitForSelector(selector: string, options?: { readonly timeout?: number }): Promise<unknown>;
  setInputFiles(selector: string, files: readonly string[]): Promise<void>;
  click(selector: string, options?: { readonly timeout?: number }): Promise<void>;
  fill(selector: string, text: string): Promise<void>;
  evaluate<T>(script: string): Promise<T>;
}

interface Playwright {
  readonly chromium: {
    launch(options: {
      readonly executablePath: string;
      readonly args: readonly string[];
    }): Promise<{ newPage(options: object): Promise<BenchPage>; close(): Promise<void> }>;
  };
}

interface ChromiumFinder {
  findChromium(): Promise<{ readonly path: string } | undefined>;
}

/** A page in a real browser; undefined, with the reason told, where there is none (a packaged copy, a machine without Chromium). */
export async function openPage(
  projectFolder: string,
  tell: (reason: string) => void,
): Promise<{ readonly page: BenchPage; close(): Promise<void> } | undefined> {
  const finder = join(projectFolder, 'scripts', 'find-chromium.ts');
  if (!existsSync(finder)) {
    tell('no browser: this copy of the console has no scripts folder');
    return undefined;
  }
  const { chromium } = (await import('@playwright/test')) as unknown as Playwright;
  const chromiumFinder = (await import(pathToFileURL(finder).href)) as ChromiumFinder;
  const found = await chromiumFinder.findChromium();
  if (found === undefined) {
    tell('no browser: no Chromium was found');
    return undefined;
  }
  const browser = await chromium.launch({ executablePath: found.path, args: [] });
  return { page: await browser.newPage({ viewport: { width: 1440, height: 900 } }), close: () => browser.close() };
}
