import { existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsHandlers } from '../../../src/main/host/services/imports.ts';
import { noSignal, serviceContext } from './service-context.ts';

const badFile: unknown = expect.objectContaining({ code: 'bad-file' });

describe('an upload', () => {
  it('is written in order into a private folder, and discarded', async () => {
    const context = serviceContext();
    const handlers = importsHandlers(context);
    const { grant } = await handlers['imports.upload'](
      {
        files: [
          { path: 'logs/a.csv', bytes: 6 },
          { path: 'logs/sub/b.csv', bytes: 0 },
        ],
      },
      noSignal,
    );
    const { path } = context.grants.get(grant);
    expect([
      statSync(join(context.dataDirectory, 'incoming')).mode & 0o777,
      statSync(path).mode & 0o777,
      statSync(join(path, 'a.csv')).mode & 0o777,
    ]).toEqual([0o700, 0o700, 0o600]);
    const pieces = ['ab', 'cd', 'ef'].map(async (text) =>
      handlers['imports.write']({ grant, file: 0, bytes: new TextEncoder().encode(text) }, noSignal),
    );
    expect((await Promise.all(pieces)).map((answer) => answer.received)).toEqual([2, 4, 6]);
    expect(readFileSync(join(path, 'a.csv'), 'utf8')).toBe('abcdef');
    await expect(handlers['imports.write']({ grant, file: 0, bytes: new Uint8Array(1) }, noSignal)).rejects.toThrow(badFile);
    await expect(handlers['imports.write']({ grant, file: 2, bytes: new Uint8Array(1) }, noSignal)).rejects.toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
    expect(await handlers['imports.discard']({ grant }, noSignal)).toEqual({ discarded: true });
    expect(readdirSync(join(context.dataDirectory, 'incoming'))).toEqual([]);
    await expect(handlers['imports.write']({ grant, file: 0, bytes: new Uint8Array(1) }, noSignal)).rejects.toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
  });

  it.each([
    '/etc/passwd',
    '../x.csv',
    'a/../../x.csv',
    'a/./x.csv',
    'a//x.csv',
    'a\\x.csv',
    'c:x.csv',
    'a\u0000.csv',
    'a\n.csv',
    '..',
    `${'d/'.repeat(20)}x.csv`,
  ])('refuses the file name %j and leaves nothing', async (path) => {
    const context = serviceContext();
    const handlers = importsHandlers(context);
    await expect(
      handlers['imports.upload'](
        {
          files: [
            { path: 'fine.csv', bytes: 1 },
            { path, bytes: 1 },
          ],
        },
        noSignal,
      ),
    ).rejects.toThrow(badFile);
    expect(existsSync(join(context.dataDirectory, 'incoming'))).toBe(false);
  });

  it('refuses one name twice, in whatever case, and a file where a folder is', async () => {
    const handlers = importsHandlers(serviceContext());
    for (const pair of [
      ['a.csv', 'A.csv'],
      ['a', 'a/b.csv'],
    ]) {
      await expect(handlers['imports.upload']({ files: pair.map((path) => ({ path, bytes: 1 })) }, noSignal)).rejects.toThrow(badFile);
    }
  });

  it('is not looked at before all of it has come', async () => {
    const handlers = importsHandlers(serviceContext());
    const { grant } = await handlers['imports.upload']({ files: [{ path: 'a.csv', bytes: 4 }] }, noSignal);
    await handlers['imports.write']({ grant, file: 0, bytes: new Uint8Array(3) }, noSignal);
    const missing: unknown = expect.objectContaining({
      code: 'bad-file',
      message: expect.stringContaining('3 of 4') as string,
      file: 'a.csv',
    });
    await expect(handlers['imports.preview']({ grant }, noSignal)).rejects.toThrow(missing);
    await expect(handlers['imports.start']({ grant, onBadRow: 'stop' }, noSignal)).rejects.toThrow(missing);
  });

  it('larger than the disk is refused', async () => {
    const context = serviceContext();
    const handlers = importsHandlers(context);
    await expect(handlers['imports.upload']({ files: [{ path: 'a.csv', bytes: Number.MAX_SAFE_INTEGER }] }, noSignal)).rejects.toThrow(
      expect.objectContaining({ code: 'too-large' }),
    );
    expect(readdirSync(join(context.dataDirectory, 'incoming'))).toEqual([]);
  });

  it('left by an earlier process is deleted', async () => {
    const context = serviceContext();
    const left = join(context.dataDirectory, 'incoming', 'old');
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, 'a.csv'), 'x');
    const handlers = importsHandlers(context);
    await expect.poll(() => existsSync(left)).toBe(false);
    expect(await handlers['imports.mappings']({}, noSignal)).toEqual({ mappings: [] });
  });
});

describe('N10: a path named by a client', () => {
  it('is granted inside a root alone, links followed', async () => {
    const context = serviceContext();
    const handlers = importsHandlers(context);
    const root = context.importRoots[0] ?? '';
    mkdirSync(join(root, 'inside'), { recursive: true });
    writeFileSync(join(root, 'inside', 'a.csv'), 'x');
    writeFileSync(join(context.folder, 'secret.csv'), 'x');
    symlinkSync(join(context.folder, 'secret.csv'), join(root, 'way-out.csv'));
    symlinkSync(join(root, 'inside'), join(root, 'way-in'));
    mkdirSync(`${root}-beside`);

    for (const path of [join(root, 'inside', 'a.csv'), join(root, 'way-in', 'a.csv')]) {
      const { grant } = await handlers['imports.grantPath']({ path }, noSignal);
      expect(context.grants.get(grant)).toMatchObject({ path: realpathSync(join(root, 'inside', 'a.csv')), temporary: false });
    }
    const outside = [
      join(root, 'way-out.csv'),
      join(root, '..', 'secret.csv'),
      `${root}-beside`,
      dirname(root),
      '/etc/hostname',
      '/no/such/place',
      'inside/a.csv',
      `${root}\0`,
    ];
    for (const path of outside) {
      await expect(handlers['imports.grantPath']({ path }, noSignal), path).rejects.toThrow(expect.objectContaining({ code: 'refused' }));
    }
    await expect(handlers['imports.grantPath']({ path: join(root, 'none.csv') }, noSignal)).rejects.toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
  });
});
