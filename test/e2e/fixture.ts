import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, test as base, type Page } from '@playwright/test';
import { connectToConsole } from '../../src/main/bench/console-client.ts';
import { findChromium } from '../../scripts/find-chromium.ts';
import { skipped } from '../skipped.ts';
import { type ServedConsole, startServedConsole } from './served-console.ts';

/** A running console and a page that shows it. */
export interface ConsoleUnderTest {
  readonly page: Page;
  readonly server: () => ServedConsole;
  readonly dataDirectory: string;
  /** Stops the console and starts it again over the same workspace; the page opens its new address. */
  restart(): Promise<void>;
  /** Waits until the page has nothing more to do. */
  idle(): Promise<void>;
  /** A fault of the page that this test causes on purpose; all others fail it. */
  expectFault(pattern: RegExp): void;
}

interface ConsoleFixtures {
  /** Arguments of the served shell. */
  readonly serverArgs: readonly string[];
  /** `seeded`: a copy of a workspace that holds the demo already; `empty`: the very first start. */
  readonly workspace: 'seeded' | 'empty';
  readonly console: ConsoleUnderTest;
}

interface WorkerFixtures {
  /** Undefined where this machine has none. */
  readonly chromiumBrowser: Browser | undefined;
  /** A workspace as the console leaves it after its first start. */
  readonly seededWorkspace: string;
}

/** Every journey uses this: it fails on an error of the page, an error in its console, or a violation of its security policy. */
export const test = base.extend<ConsoleFixtures, WorkerFixtures>({
  serverArgs: [[], { option: true }],
  workspace: ['seeded', { option: true }],

  chromiumBrowser: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern to learn what a fixture needs.
    async ({}, use) => {
      const found = await findChromium();
      const browser = found === undefined ? undefined : await chromium.launch({ executablePath: found.path });
      await use(browser);
      await browser?.close();
    },
    { scope: 'worker' },
  ],

  seededWorkspace: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern to learn what a fixture needs.
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'paretoscope-seeded-'));
      const server = await startServedConsole(folder);
      const { client, close } = await connectToConsole(server.url);
      for (;;) {
        const { jobs } = await client['jobs.list']({});
        if (jobs.length > 0 && jobs.every(({ state }) => state !== 'running')) break;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      close();
      await server.stop();
      await use(folder);
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],

  console: async (
    {
      chromiumBrowser,
      seededWorkspace,
      serverArgs,
      workspace,
      locale,
      timezoneId,
      colorScheme,
      viewport,
      deviceScaleFactor,
      contextOptions,
    },
    use,
    info,
  ) => {
    if (chromiumBrowser === undefined) return info.skip(true, skipped('no Chromium was found or could be fetched'));
    const dataDirectory = mkdtempSync(join(tmpdir(), 'paretoscope-e2e-'));
    if (workspace === 'seeded') cpSync(seededWorkspace, dataDirectory, { recursive: true });
    const faults: string[] = [];
    const expected: RegExp[] = [];
    let server = await startServedConsole(dataDirectory, serverArgs);
    const context = await chromiumBrowser.newContext({
      ...contextOptions,
      viewport,
      ...(locale === undefined ? {} : { locale }),
      ...(timezoneId === undefined ? {} : { timezoneId }),
      colorScheme: colorScheme ?? 'light',
      deviceScaleFactor: deviceScaleFactor ?? 1,
    });
    await collectFaults(context, faults);
    const page = await context.newPage();
    await page.goto(server.url);
    try {
      await use({
        page,
        dataDirectory,
        server: () => server,
        async restart() {
          // A page that is open meanwhile would report its lost connection as a fault.
          await page.goto('about:blank');
          await server.stop();
          server = await startServedConsole(dataDirectory, serverArgs);
          await page.goto(server.url);
        },
        async idle() {
          await page.locator('body[data-idle="true"]').waitFor();
        },
        expectFault: (pattern) => expected.push(pattern),
      });
    } finally {
      await context.close();
      await server.stop();
      rmSync(dataDirectory, { recursive: true, force: true });
    }
    const unexpected = faults.filter((fault) => !expected.some((pattern) => pattern.test(fault)));
    if (unexpected.length > 0) throw new Error(`The page had faults:\n${unexpected.join('\n')}`);
  },
});

export { expect } from '@playwright/test';

async function collectFaults(context: BrowserContext, faults: string[]): Promise<void> {
  context.on('weberror', (error) => faults.push(`error: ${error.error().message}`));
  context.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  await context.exposeBinding('reportViolation', (_source, violation: string) => void faults.push(`policy: ${violation}`));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { reportViolation } = window as unknown as { readonly reportViolation: (violation: string) => void };
      reportViolation(`${event.effectiveDirective} blocked ${event.blockedURI} ${event.sourceFile ?? ''}:${event.lineNumber}`);
    });
  });
}
