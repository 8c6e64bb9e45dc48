import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ChainEntry, nextEntry } from '../../../src/core/register/chain.ts';
import { verifyChain } from '../../../src/core/register/verify-chain.ts';
import { openConnection } from '../../../src/main/store/connection.ts';
import { openStore } from '../../../src/main/store/open.ts';
import { sha256 } from '../../core/register/sha256.ts';
import { quietLog } from './quiet-log.ts';
import { temporaryFolder } from './temporary-folder.ts';

function follow(last: ChainEntry | undefined, payload: unknown): ChainEntry {
  return nextEntry(last, { at: '2026-01-01T00:00:00.000Z', who: 'Ana', what: 'note', payload }, sha256);
}

const first = follow(undefined, { a: 1 });
const second = follow(first, { a: 2 });
const snapshot = { hash: sha256('{}'), body: '{}' };

describe('the register in the store', () => {
  it('keeps entries and snapshots as they were given, over a restart', async () => {
    const path = join(temporaryFolder(), 'w.sqlite');
    const store = openStore(path, { log: quietLog() });
    store.register.append([first, second], [snapshot]);
    await store.close();
    const again = openStore(path, { log: quietLog() });
    expect(again.register.entries()).toEqual([first, second]);
    expect(verifyChain(again.register.entries(), sha256)).toEqual([]);
    expect(again.register.snapshot(snapshot.hash)).toBe('{}');
    expect(again.register.snapshot('none')).toBeUndefined();
    await again.close();
  });

  it('appends all or nothing, and only at the end', async () => {
    const store = openStore(join(temporaryFolder(), 'w.sqlite'), { log: quietLog() });
    store.register.append([first], []);
    const third = follow(second, { a: 3 });
    expect(() => store.register.append([third], [])).toThrow(/only grows at its end/);
    expect(() => store.register.append([first], [])).toThrow(/only grows at its end/);
    expect(() => store.register.append([{ ...second, previous: first.previous }], [])).toThrow(/only grows at its end/);
    expect(() => store.register.append([second, second], [snapshot])).toThrow(/only grows at its end/);
    expect(store.register.entries()).toEqual([first]);
    expect(store.register.snapshot(snapshot.hash)).toBeUndefined();
    store.register.append([second, third], [snapshot]);
    expect(() => store.register.append([], [snapshot])).toThrow(/stored once/);
    expect(store.register.entries()).toHaveLength(3);
    await store.close();
  });

  it.each([
    [`UPDATE register_entries SET who = 'Bo' WHERE seq = 1`, /only grows/],
    ['DELETE FROM register_entries WHERE seq = 2', /only grows/],
    ['DELETE FROM register_entries', /only grows/],
    [
      `INSERT OR REPLACE INTO register_entries SELECT seq, at, 'Bo', what, payload, payload_hash, previous, hash FROM register_entries`,
      /at its end/,
    ],
    [`UPDATE register_snapshots SET body = '[]'`, /never changes/],
    ['DELETE FROM register_snapshots', /never changes/],
    [`INSERT OR REPLACE INTO register_snapshots SELECT hash, '[]' FROM register_snapshots`, /stored once/],
  ])('refuses %s', async (sql, message) => {
    const path = join(temporaryFolder(), 'w.sqlite');
    const store = openStore(path, { log: quietLog() });
    store.register.append([first, second], [snapshot]);
    await store.close();
    const database = openConnection(path, { writable: true });
    expect(() => database.exec(sql)).toThrow(message);
    database.close();
  });

  it('is read by a second process and written by the first alone', async () => {
    const path = join(temporaryFolder(), 'w.sqlite');
    const writer = openStore(path, { log: quietLog() });
    writer.register.append([first], []);
    const reader = openStore(path, { log: quietLog() });
    expect(reader.register.entries()).toEqual([first]);
    expect(() => reader.register.append([second], [])).toThrow(expect.objectContaining({ code: 'busy' }));
    await reader.close();
    await writer.close();
  });
});
