import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../../src/main/store/open.ts';
import type { Store } from '../../../src/main/store/types.ts';
import { quietLog } from './quiet-log.ts';
import { sampleCandidates, sampleEvent, sampleLogRows, sampleParts, writeAll } from './sample-parts.ts';
import { temporaryFolder } from './temporary-folder.ts';

const size = { users: 40, eventsPerUser: 23, items: 70 };

function open(): Store {
  const store = openStore(join(temporaryFolder(), 'workspace.sqlite'), { log: quietLog() });
  onTestFinished(() => store.close());
  return store;
}

async function openWithSample() {
  const store = open();
  const writer = store.datasets.create('sample', 'events', { demo: true });
  await writeAll(writer, sampleParts(size));
  return { store, dataset: await writer.commit() };
}

describe('a dataset', () => {
  it('is invisible until it is committed, and then whole', async () => {
    const store = open();
    const writer = store.datasets.create('sample', 'events');
    for (const part of sampleParts(size)) {
      await writer.write(part);
      expect(store.datasets.list()).toEqual([]);
      expect(() => store.datasets.get('sample')).toThrow(expect.objectContaining({ code: 'not-found' }));
    }
    const dataset = await writer.commit();
    expect(store.datasets.list()).toEqual([dataset]);
    expect(dataset).toMatchObject({
      name: 'sample',
      format: 'events',
      demo: false,
      hash: 'hash-of-sample',
      users: 40,
      items: 70,
      sessions: 200,
      events: 920,
      surfaces: ['home'],
    });
    expect(dataset.actions).toEqual([
      { name: 'click', positive: false, events: 920 },
      { name: 'save', positive: true, events: 0 },
    ]);
    expect(store.datasets.rejects(dataset)).toEqual([{ file: 'log.csv', line: 7, code: 'bad-row', message: 'item is empty' }]);
  });

  it('gives the thread back many times while one part is written', async () => {
    const store = open();
    const writer = store.datasets.create('sample', 'events');
    let turns = 0;
    let counting = true;
    const count = () => {
      turns += 1;
      if (counting) setImmediate(count);
    };
    setImmediate(count);
    const items = Array.from({ length: 20_000 }, (_, item) => ({ id: `${item}`, title: `Item ${item}`, topics: [] }));
    await writer.write({ type: 'items', first: 0, items });
    counting = false;
    expect(turns).toBeGreaterThan(5);
    await writer.abandon();
  });

  it('comes back as it was written: sequences, items, users, log columns', async () => {
    const { store, dataset } = await openWithSample();
    const sequences = [...store.events.scan(dataset)];
    expect(sequences.map((sequence) => sequence.user)).toEqual(Array.from({ length: 40 }, (_, user) => user));
    for (const sequence of sequences) {
      const rows = Array.from({ length: 23 }, (_, seq) => sampleEvent(size, sequence.user, seq));
      expect(sequence.firstSeq).toBe(0);
      for (const field of ['item', 'actions', 'atMs', 'session', 'surface', 'dwellMs', 'value', 'text'] as const) {
        expect([field, [...sequence[field]]]).toEqual([field, rows.map((row) => row[field])]);
      }
    }
    expect(store.items.get(dataset, [5, 3, 5]).map((item) => item.title)).toEqual(['Film 5 (195)', 'Amélie, line\nbroken', 'Film 5 (195)']);
    expect(store.items.ids(dataset)).toEqual(Array.from({ length: 70 }, (_, item) => `i${item}`));
    expect([...store.items.all(dataset)].map((item) => item.index)).toEqual(Array.from({ length: 70 }, (_, item) => item));
    expect(store.users.get(dataset, 'u:7')).toEqual({ index: 7, id: 'u:7', events: 23 });
    expect([...store.users.all(dataset)]).toHaveLength(40);
    const blocks = [...store.logs.column(dataset, 'random', 'propensity')];
    expect(blocks.map((block) => [block.constructor.name, block.length])).toEqual([
      ['Float64Array', 16_384],
      ['Float64Array', 100],
    ]);
    expect(blocks.flatMap((block) => Array.from(block))).toEqual(Array.from({ length: sampleLogRows }, (_, row) => 1 / (2 + (row % 3))));
    const clicks = [...store.logs.column(dataset, 'random', 'click')].flatMap((block) => Array.from(block));
    expect(clicks.reduce((sum, click) => sum + click, 0)).toBe(sampleLogRows / 2);
  });

  it('keeps all candidates of some requests, and gives one row of a log', async () => {
    const { store, dataset } = await openWithSample();
    expect(store.logs.expanded(dataset, 'random', { from: 0, limit: 10 })).toEqual([7, 9, 16_400]);
    expect(store.logs.expanded(dataset, 'random', { from: 8, limit: 1 })).toEqual([9]);
    expect(store.logs.candidates(dataset, 'random', 9)).toEqual(sampleCandidates(size, 9));
    expect(store.logs.candidates(dataset, 'random', 8)).toBeUndefined();
    expect(store.logs.row(dataset, 'random', 16_400)).toEqual([16_400 % 40, 1 / (2 + (16_400 % 3)), 0]);
    expect(() => store.logs.row(dataset, 'random', sampleLogRows)).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(() => store.logs.candidates(dataset, 'bts', 9)).toThrow(expect.objectContaining({ code: 'not-found' }));
    await store.datasets.remove('sample');
    expect(() => store.logs.expanded(dataset, 'random', { from: 0, limit: 10 })).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  it('tells the hash of a catalogue: the same for the same items, another for others', async () => {
    const store = open();
    const write = async (name: string, title: string) => {
      const writer = store.datasets.create(name, 'events');
      for (const part of sampleParts(size, name))
        await writer.write(
          part.type === 'items' ? { ...part, items: part.items.map((item) => (item.id === 'i9' ? { ...item, title } : item)) } : part,
        );
      return (await writer.commit()).catalogueHash;
    };
    const one = await write('one', 'A title');
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(await write('two', 'A title')).toBe(one);
    expect(await write('three', 'Another title')).not.toBe(one);
  });

  it('gives the newest events before a place, oldest first', async () => {
    const { store, dataset } = await openWithSample();
    const part = store.events.sequence(dataset, 4, { before: 20, limit: 6 });
    expect([part.firstSeq, part.item.length]).toEqual([14, 6]);
    expect([...part.text]).toEqual([14, 15, 16, 17, 18, 19].map((seq) => sampleEvent(size, 4, seq).text));
    expect([...store.events.sequence(dataset, 4, { from: 21 }).session]).toEqual([24, 24]);
    expect(store.events.sequence(dataset, 4, { before: 0 }).item).toHaveLength(0);
  });

  it('refuses a taken name, also while it is being written', async () => {
    const { store } = await openWithSample();
    const exists: unknown = expect.objectContaining({ code: 'exists' });
    expect(() => store.datasets.create('sample', 'events')).toThrow(exists);
    const writer = store.datasets.create('other', 'events');
    expect(() => store.datasets.create('other', 'events')).toThrow(exists);
    await writer.abandon();
    await store.datasets.create('other', 'events').abandon();
  });

  it('given up in the middle of a part takes nothing more, and nothing of it stays', async () => {
    const { store, dataset } = await openWithSample();
    const writer = store.datasets.create('other', 'events');
    const items = Array.from({ length: 50_000 }, (_, item) => ({ id: `${item}`, title: `Item ${item}`, topics: [] }));
    const writing = writer.write({ type: 'items', first: 0, items });
    await new Promise((resolve) => setImmediate(resolve));
    const abandoned = writer.abandon();
    const cancelled: unknown = expect.objectContaining({ code: 'cancelled' });
    await expect(writing).rejects.toThrow(cancelled);
    await abandoned;
    await expect(writer.write({ type: 'items', first: 0, items })).rejects.toThrow(cancelled);
    await expect(writer.commit()).rejects.toThrow(cancelled);
    await writer.abandon();
    expect(store.datasets.list()).toEqual([dataset]);
  });

  it('cannot be committed before its last part', async () => {
    const store = open();
    const writer = store.datasets.create('sample', 'events');
    await expect(writer.commit()).rejects.toThrow(/last part/);
    await writer.abandon();
  });

  it('removed while it is read ends the reading with an error, not with a part of it', async () => {
    const store = open();
    const writer = store.datasets.create('large', 'events');
    await writeAll(writer, sampleParts({ users: 900, eventsPerUser: 10, items: 50 }));
    const dataset = await writer.commit();
    const scan = store.events.scan(dataset)[Symbol.iterator]();
    expect(scan.next().value).toMatchObject({ user: 0 });
    const removed = store.datasets.remove('large');
    expect(store.datasets.list()).toEqual([]);
    const gone: unknown = expect.objectContaining({ code: 'not-found' });
    expect(() => {
      for (let next = scan.next(); next.done !== true; next = scan.next());
    }).toThrow(gone);
    expect(() => store.events.sequence(dataset, 1)).toThrow(gone);
    await removed;
    await expect(store.datasets.remove('large')).rejects.toThrow(gone);
    const again = store.datasets.create('large', 'events');
    await writeAll(again, sampleParts(size));
    expect((await again.commit()).id).not.toBe(dataset.id);
  });

  it('names an unknown log or column', async () => {
    const { store, dataset } = await openWithSample();
    expect(() => store.logs.column(dataset, 'bts', 'click')).toThrow(
      expect.objectContaining({ code: 'not-found', message: expect.stringContaining('random') as string }),
    );
    expect(() => store.logs.column(dataset, 'random', 'x')).toThrow(expect.objectContaining({ code: 'not-found' }));
  });
});

describe('closing', () => {
  it('ends a writer without harm and the next opening deletes what it left', async () => {
    const path = join(temporaryFolder(), 'workspace.sqlite');
    const store = openStore(path, { log: quietLog() });
    const writer = store.datasets.create('sample', 'events');
    const writing = writeAll(writer, sampleParts({ users: 2000, eventsPerUser: 20, items: 500 }));
    await new Promise((resolve) => setTimeout(resolve, 20));
    await store.close();
    await expect(writing).rejects.toThrow(expect.objectContaining({ code: 'unavailable' }));
    await expect(writer.commit()).rejects.toThrow(expect.objectContaining({ code: 'unavailable' }));
    await writer.abandon();
    await store.close();
    const again = openStore(path, { log: quietLog() });
    expect(again.datasets.list()).toEqual([]);
    await again.datasets.create('sample', 'events').abandon();
    await again.close();
  });

  it('keeps jobs, runs, mappings and settings', async () => {
    const path = join(temporaryFolder(), 'workspace.sqlite');
    const store = openStore(path, { log: quietLog() });
    const job = store.jobs.insert({
      kind: 'import',
      title: 'Import x',
      state: 'running',
      phase: 'Reading',
      fraction: 0.5,
      startedAtMs: 10,
    });
    store.jobs.update({
      id: job,
      kind: 'import',
      title: 'Import x',
      state: 'failed',
      phase: 'Failed',
      startedAtMs: 10,
      endedAtMs: 20,
      error: { code: 'bad-row', message: 'no', line: 3 },
    });
    const run = store.runs.insert({ kind: 'sweep', title: 'A', dataset: 'd', createdAtMs: 5, result: { points: [1, 2.5] } });
    store.mappings.save('mine', { format: 'events', columns: { user: 'u' } });
    store.mappings.save('mine', { format: 'events', columns: { user: 'v' } });
    store.settings.set('theme', { dark: true });
    await store.close();
    const again = openStore(path, { log: quietLog() });
    expect(again.jobs.list()).toEqual([
      {
        id: job,
        kind: 'import',
        title: 'Import x',
        state: 'failed',
        phase: 'Failed',
        startedAtMs: 10,
        endedAtMs: 20,
        error: { code: 'bad-row', message: 'no', line: 3 },
      },
    ]);
    expect(again.jobs.get(job + 1)).toBeUndefined();
    expect(again.runs.get(run)).toEqual({ id: run, kind: 'sweep', title: 'A', dataset: 'd', createdAtMs: 5, result: { points: [1, 2.5] } });
    expect(again.runs.list()).toEqual([{ id: run, kind: 'sweep', title: 'A', dataset: 'd', createdAtMs: 5 }]);
    again.runs.remove(run);
    expect(again.runs.get(run)).toBeUndefined();
    expect(again.mappings.list()).toEqual([{ name: 'mine', mapping: { format: 'events', columns: { user: 'v' } } }]);
    expect(again.settings.get('theme')).toEqual({ dark: true });
    expect(again.settings.get('other')).toBeUndefined();
    await again.close();
  });
});
