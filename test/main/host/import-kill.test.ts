import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { openConnection } from '../../../src/main/store/connection.ts';
import { openStore } from '../../../src/main/store/open.ts';
import type { Store, StoredDataset } from '../../../src/main/store/types.ts';
import { startChild, nextLine, type Child } from '../store/child.ts';
import { quietLog } from '../store/quiet-log.ts';
import { counterRandom } from './counter-random.ts';
import { writeGeneratedEvents } from './generated-events.ts';

const boundaries = ['ready', 'started', 'vocabulary', 'items', 'users', 'events', 'sessions', 'rejects', 'finish', 'committing', 'done'];
const randomKills = 12;
const seed = 20_261_122;

describe('killing the process during an import', () => {
  const folder = mkdtempSync(join(tmpdir(), 'paretoscope-kill-'));
  const database = join(folder, 'workspace.sqlite');
  const source = join(folder, 'source');
  const wholes: boolean[] = [];
  let kept: { readonly dataset: StoredDataset; readonly digest: string };
  let expected: { readonly hash: string; readonly digest: string };
  /** From the first word of the child to its last. */
  let wholeMs = 0;

  function start(name: string): Child {
    return startChild(join('..', '..', 'host', 'children', 'import-once.ts'), [database, source, name, folder]);
  }

  /** Everything a reader can see of the events and items of a dataset. */
  function digestOf(store: Store, dataset: StoredDataset): string {
    const hash = createHash('sha256');
    for (const sequence of store.events.scan(dataset)) {
      const { item, actions, atMs, session, surface, dwellMs, value } = sequence;
      for (const column of [item, actions, atMs, session, surface, dwellMs, value]) hash.update(new Uint8Array(column.buffer));
    }
    for (const item of store.items.all(dataset)) hash.update(JSON.stringify(item));
    hash.update(JSON.stringify(store.sessions.list(dataset, { limit: 1000, offset: 0 })));
    return hash.digest('hex');
  }

  it('is told by words, and ends whole when it is left alone', async () => {
    writeGeneratedEvents(source, 15_000, seed);
    const child = start('kept');
    const seen = [await nextLine(child)];
    const startedAt = performance.now();
    while (seen.at(-1) !== 'done') seen.push(await nextLine(child));
    wholeMs = performance.now() - startedAt;
    expect(await child.ended).toBe(0);
    expect(seen).toEqual(boundaries);
    const store = openStore(database, { log: quietLog() });
    const dataset = store.datasets.get('kept');
    kept = { dataset, digest: digestOf(store, dataset) };
    expected = { hash: dataset.hash, digest: kept.digest };
    await store.close();
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Everything that was there is there; the new dataset is whole or absent, and of an absent one no row stays. */
  async function check(name: string): Promise<boolean> {
    const log = quietLog();
    const store = openStore(database, { log });
    expect(store.writable).toBe(true);
    expect(store.datasets.get('kept')).toEqual(kept.dataset);
    expect(digestOf(store, kept.dataset)).toBe(kept.digest);
    const found = store.datasets.list().find((dataset) => dataset.name === name);
    if (found !== undefined) {
      expect({ hash: found.hash, digest: digestOf(store, found) }).toEqual(expected);
      await store.datasets.remove(name);
    } else {
      await store.datasets.create(name, 'events').abandon();
    }
    await store.close();
    expect(log.errors).toEqual([]);
    const inside = openConnection(database, { writable: false });
    expect(inside.pragma('integrity_check', { simple: true })).toBe('ok');
    for (const table of ['datasets', 'items', 'users', 'events', 'sessions', 'search_blocks', 'item_sessions', 'session_users']) {
      const column = table === 'datasets' ? 'id' : 'dataset';
      expect([table, inside.prepare(`SELECT count(*) FROM ${table} WHERE ${column} <> ?`).pluck().get(kept.dataset.id)]).toEqual([
        table,
        0,
      ]);
    }
    inside.close();
    return found !== undefined;
  }

  it.each(boundaries)('at the boundary "%s"', async (boundary) => {
    const name = `at ${boundary}`;
    const child = start(name);
    while ((await nextLine(child)) !== boundary);
    child.process.kill('SIGKILL');
    await child.ended.catch(() => undefined);
    const whole = await check(name);
    // Between the last two words the one update may or may not have happened; elsewhere it is known.
    if (boundary !== 'committing') expect(whole).toBe(boundary === 'done');
  });

  const random = counterRandom(seed);
  const moments = Array.from({ length: randomKills }, (_, index) => [index, random()] as const);

  it.each(moments)('at random moment %i (%f of a whole run)', async (index, share) => {
    const name = `random ${index}`;
    const child = start(name);
    await nextLine(child);
    await wait(share * wholeMs);
    child.process.kill('SIGKILL');
    await child.ended.catch(() => undefined);
    wholes.push(await check(name));
  });

  it('met imports under way, not only ended ones', () => {
    expect(wholes).toHaveLength(randomKills);
    expect(wholes.filter((whole) => !whole).length).toBeGreaterThan(0);
  });
});
