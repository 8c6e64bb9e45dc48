import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

function filesUnder(folder: string): readonly (readonly [string, string])[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(tsx?|mjs|html)$/.test(path))
    .map((path) => [`${folder}/${path.replaceAll('\\', '/')}`, readFileSync(join(root, folder, path), 'utf8')]);
}

const source = filesUnder('src');

function filesWith(pattern: RegExp): readonly string[] {
  return source.filter(([, text]) => pattern.test(text)).map(([path]) => path);
}

describe('words that must not stand in the source', () => {
  it('reads the source', () => {
    expect(source.length).toBeGreaterThan(100);
    expect(filesWith(/contextIsolation/)).toEqual(['src/main/electron/security.ts']);
  });

  it('E2: nothing weakens the web platform', () => {
    expect(
      filesWith(/webSecurity|allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|bypassCSP|disable-web-security/),
    ).toEqual([]);
    expect(filesWith(/no-sandbox|disable-setuid-sandbox|ignore-certificate-errors|certificate-error/)).toEqual([]);
  });

  it('E3: the window is never shown a file or a remote page', () => {
    expect(filesWith(/file:\/\/|loadFile\(/)).toEqual([]);
    expect(filesWith(/loadURL\((?!pageAddress\))/)).toEqual([]);
  });

  it('E7: a webview is refused', () => {
    expect(filesWith(/'will-attach-webview', \(event\) => event\.preventDefault\(\)/)).toEqual(['src/main/electron/main.ts']);
  });

  it('E9: one file receives from the page, one file sends, on one channel', () => {
    expect(filesWith(/\bipcMain\b/)).toEqual(['src/main/electron/main.ts']);
    expect(filesWith(/\bipcRenderer\b/)).toEqual(['src/preload/index.ts']);
    expect(filesWith(/exposeInMainWorld\('paretoscope', \{ connect: \(\) => ipcRenderer\.send\(channel\) \}\)/)).toEqual([
      'src/preload/index.ts',
    ]);
    const main = source.find(([path]) => path === 'src/main/electron/main.ts')?.[1] ?? '';
    expect(main.match(/ipcMain\.\w+/g)).toEqual(['ipcMain.on']);
  });

  it('E10: main evaluates nothing in the page', () => {
    expect(filesWith(/executeJavaScript|insertCSS|\beval\(|new Function\(/)).toEqual([]);
  });

  it('E16: HTML is never built from data', () => {
    expect(filesWith(/dangerouslySetInnerHTML|\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write/)).toEqual([]);
  });

  it('N6: no CORS header is ever written', () => {
    expect(filesWith(/access-control-/i)).toEqual([]);
  });

  it('N4: no cookie is ever written', () => {
    expect(filesWith(/set-cookie|document\.cookie/i)).toEqual([]);
  });

  it('E4: the page holds no inline script, style or handler', () => {
    const page = source.find(([path]) => path === 'src/renderer/index.html')?.[1] ?? '';
    expect(page).toContain('<script type="module" src="./main.tsx"></script>');
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/);
  });
});
