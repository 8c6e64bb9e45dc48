import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, expect, type Page, test as base } from '@playwright/test';
import { skipped } from '../skipped.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Why the desktop shell cannot run here, or undefined. The sandbox is never switched off to make it run. */
function obstacle(): string | undefined {
  const named = join(root, 'node_modules', 'electron', 'path.txt');
  if (!existsSync(named) || !existsSync(join(root, 'node_modules', 'electron', 'dist', readFileSync(named, 'utf8').trim()))) {
    return "Electron's binary is not here (npm start downloads it where it can)";
  }
  if (process.platform === 'linux' && process.getuid?.() === 0) return "Electron's sandbox does not run as root";
  if (process.platform === 'linux' && (process.env['DISPLAY'] ?? '') === '') return 'there is no display here';
  return undefined;
}

const reason = obstacle();
if (reason !== undefined) skipped(reason);

interface Desktop {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly folder: string;
}

const test = base.extend<{ readonly desktop: Desktop }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern to learn what a fixture needs.
  desktop: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'paretoscope-desktop-'));
    const app = await _electron.launch({ args: [root, `--data=${folder}`, '--demo=toy'] });
    const page = await app.firstWindow();
    await page.locator('body[data-idle="true"]').waitFor();
    await use({ app, page, folder });
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  },
});

test.describe('security of the desktop shell', () => {
  test.skip(reason !== undefined, reason ?? '');

  test('E1: the window runs with every protection, and the page has nothing of Node', async ({ desktop: { app, page } }) => {
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      return contents.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({ contextIsolation: true, nodeIntegration: false, sandbox: true, webviewTag: false });
    expect(await page.evaluate(() => ['require', 'process', 'module'].filter((name) => name in globalThis))).toEqual([]);
  });

  test('E3, E4: the page comes from our scheme, reads no file, and runs no injected script', async ({ desktop: { page } }) => {
    const outcome = await page.evaluate(async () => {
      const file = await fetch('file:///etc/hosts').then(
        () => 'read',
        () => 'refused',
      );
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
      return { origin: location.origin, file, ran: 'ran' in window };
    });
    expect(outcome).toEqual({ origin: 'app://console', file: 'refused', ran: false });
  });

  test('E5, E6, E7: it cannot be led elsewhere, and opens nothing', async ({ desktop: { app, page } }) => {
    const address = page.url();
    await page.evaluate(() => {
      location.href = 'https://evil.test/';
      const link = document.createElement('a');
      link.href = 'https://evil.test/';
      document.body.append(link);
      link.click();
      document.body.append(document.createElement('webview'));
    });
    expect(await page.evaluate(() => window.open('https://evil.test/'))).toBeNull();
    expect(page.url()).toBe(address);
    expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
  });

  test('E8: permissions are denied', async ({ desktop: { page } }) => {
    const outcome = await page.evaluate(async () => ({
      notification: await Notification.requestPermission(),
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'granted',
        (error: Error) => error.name,
      ),
    }));
    expect(outcome).toEqual({ notification: 'denied', camera: 'NotAllowedError' });
  });

  test('E9: the page is given one function, and a frame inside it gets no port', async ({ desktop: { page } }) => {
    expect(await page.evaluate(() => Object.keys(window.paretoscope ?? {}))).toEqual(['connect']);
    const frame = await page.evaluate(async () => {
      const inner = document.createElement('iframe');
      inner.src = location.href;
      document.body.append(inner);
      await new Promise((resolve) => inner.addEventListener('load', resolve));
      return inner.contentWindow !== null && 'paretoscope' in inner.contentWindow;
    });
    expect(frame).toBe(false);
  });

  test('E14: a second start focuses the first, and the workspace is private', async ({ desktop: { app, folder } }) => {
    const second = await _electron.launch({ args: [root, `--data=${folder}`, '--demo=toy'] }).catch(() => undefined);
    await second?.close().catch(() => undefined);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });
});
