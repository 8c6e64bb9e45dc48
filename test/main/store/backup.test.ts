import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openConnection } from '../../../src/main/store/connection.ts';
import { openStore } from '../../../src/main/store/open.ts';
import { restoreBackup } from '../../../src/main/store/restore.ts';
import { quietLog } from './quiet-log.ts';
import { sampleParts, writeAll } from './sample-parts.ts';
import { temporaryFolder } from './temporary-folder.ts';

async function storeWithSample(folder: string) {
  const store = openStore(join(folder, 'workspace.sqlite'), { log: quietLog() });
  onTestFinished(() => store.close());
  const writer = store.datasets.create('sample', 'events');
  await writeAll(writer, sampleParts({ users: 300, eventsPerUser: 20, items: 50 }));
  return { store, dataset: await writer.commit() };
}

describe('a backup', () => {
  it('is one private file that is restored with what was inside it', async () => {
    const folder = temporaryFolder();
    const { store, dataset } = await storeWithSample(folder);
    const model = new Uint8Array(2_500_000).map((_, index) => index % 251);
    const files = [
      { path: 'bundles/toy/model.onnx', data: model },
      { path: 'bundles/toy/empty', data: new Uint8Array() },
    ];
    const path = join(folder, 'copy.backup');
    const { bytes } = await store.backup(path, files);
    expect(statSync(path)).toMatchObject({ size: bytes });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(['.partial', '-wal', '-shm', '.partial-wal'].filter((end) => existsSync(path + end))).toEqual([]);

    const other = join(folder, 'restored');
    restoreBackup(path, join(other, 'workspace.sqlite'), other);
    expect(readFileSync(join(other, 'bundles/toy/model.onnx')).equals(model)).toBe(true);
    expect(readFileSync(join(other, 'bundles/toy/empty'))).toHaveLength(0);
    const restored = openStore(join(other, 'workspace.sqlite'), { log: quietLog() });
    expect(restored.datasets.get('sample')).toEqual(dataset);
    expect([...restored.events.scan(dataset)]).toEqual([...store.events.scan(dataset)]);
    await restored.close();
  });

  it('taken while a dataset is written holds none of it once opened', async () => {
    const folder = temporaryFolder();
    const { store, dataset } = await storeWithSample(folder);
    const writer = store.datasets.create('late', 'events');
    const writing = writeAll(writer, sampleParts({ users: 3000, eventsPerUser: 20, items: 50 }));
    const copy = join(folder, 'copy.backup');
    await Promise.all([store.backup(copy), writing]);
    await writer.commit();
    const restored = openStore(copy, { log: quietLog() });
    expect(restored.datasets.list()).toEqual([dataset]);
    await restored.datasets.create('late', 'events').abandon();
    await restored.close();
    expect(store.datasets.get('late').users).toBe(3000);
  });

  it('that is none, is damaged, or is newer is refused', async () => {
    const folder = temporaryFolder();
    const { store } = await storeWithSample(folder);
    const refused = (file: string, code: string) => {
      const target = join(folder, 'restored');
      expect(() => restoreBackup(file, join(target, 'w.sqlite'), target)).toThrow(expect.objectContaining({ code, file }));
      expect(readdirSync(target)).toEqual([]);
    };
    const text = join(folder, 'text');
    writeFileSync(text, 'not a database at all, but long enough to look at'.repeat(100));
    refused(text, 'bad-file');
    const damaged = join(folder, 'damaged');
    await store.backup(damaged);
    const bytes = readFileSync(damaged);
    bytes.fill(0x5a, bytes.length - 40_000, bytes.length - 20_000);
    writeFileSync(damaged, bytes);
    refused(damaged, 'bad-file');
    const newer = join(folder, 'newer');
    await store.backup(newer);
    const database = openConnection(newer, { writable: true });
    database.pragma('user_version = 77');
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.close();
    refused(newer, 'newer-database');
  });

  it.each(['../outside', '/etc/x', 'a//b', 'a/../../b', 'c:\\x', 'a\0b'])(
    'with a file at %j is refused and writes nothing there',
    async (bad) => {
      const folder = temporaryFolder();
      const { store } = await storeWithSample(folder);
      const path = join(folder, 'copy.backup');
      await store.backup(path, [{ path: bad, data: new Uint8Array([1]) }]);
      const target = join(folder, 'deep', 'restored');
      expect(() => restoreBackup(path, join(target, 'w.sqlite'), target)).toThrow(expect.objectContaining({ code: 'bad-file' }));
      expect(existsSync(join(folder, 'deep', 'outside'))).toBe(false);
    },
  );
});
