import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { answerPage } from '../../../src/main/shell/page-answer.ts';
import { pageFile } from '../../../src/main/shell/page-file.ts';

const folder = '/srv/page';

describe('the resolver of both shells', () => {
  it('E3: finds the page and its parts', () => {
    expect(pageFile(folder, '/')).toEqual({ path: '/srv/page/index.html', mediaType: 'text/html; charset=utf-8', isDocument: true });
    expect(pageFile(folder, '/?x=1')?.path).toBe('/srv/page/index.html');
    expect(pageFile(folder, '/assets/main-a1b2c3d4.js?v=1#t')).toEqual({
      path: '/srv/page/assets/main-a1b2c3d4.js',
      mediaType: 'text/javascript; charset=utf-8',
      isDocument: false,
    });
    expect(pageFile(folder, '/fonts/inter%20variable.woff2')?.path).toBe('/srv/page/fonts/inter variable.woff2');
  });

  const hostile = [
    '',
    'index.html',
    '/../secret.js',
    '/assets/../../secret.js',
    '/..%2fsecret.js',
    '/%2e%2e/secret.js',
    '/%252e%252e%252fsecret.js',
    '/..\\secret.js',
    '/%5c..%5csecret.js',
    '//etc/passwd.js',
    '/c:/secret.js',
    '/main.js:stream.js',
    '/main.js%00.html',
    '/main.js%0a',
    '/%',
    '/%ff',
    '/.env.js',
    '/.git/config.json',
    '/assets/./main.js',
    '/assets/',
    '/assets',
    '/page.php',
    '/notes.txt',
    '/main.constructor',
    'app://evil/index.html',
    'http://127.0.0.1/index.html',
    '\\index.html',
  ];
  it.each(hostile)('E3, N5: has nothing at %j', (target) => {
    expect(pageFile(folder, target)).toBeUndefined();
  });

  it('E3: a link in the page that leads out of it is not followed', async () => {
    const base = mkdtempSync(join(tmpdir(), 'paretoscope-page-'));
    onTestFinished(() => rmSync(base, { recursive: true }));
    mkdirSync(join(base, 'page'));
    writeFileSync(join(base, 'secret.js'), 'secret');
    writeFileSync(join(base, 'page', 'own.js'), 'own');
    symlinkSync(join(base, 'secret.js'), join(base, 'page', 'out.js'));
    symlinkSync(join(base, 'page', 'own.js'), join(base, 'page', 'in.js'));
    expect((await answerPage(join(base, 'page'), 'GET', '/out.js')).status).toBe(404);
    expect((await answerPage(join(base, 'page'), 'GET', '/in.js')).status).toBe(200);
  });
});
