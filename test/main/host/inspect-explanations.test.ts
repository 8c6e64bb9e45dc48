import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plainRequest, type RequestInput } from '../../../src/contract/inspect.ts';
import { bundleRegistry } from '../../../src/main/host/bundles/registry.ts';
import { inspectHandlers } from '../../../src/main/host/services/inspect.ts';
import { toyVectors, wave } from '../engine/toy-trunk.ts';
import { addToyBundle, importDataset, rankingContext } from './ranking-context.ts';
import { noSignal } from './service-context.ts';

const dimensions = 4;
const eventCount = 10;

/** One user, `u`, with ten events over 25 items (some never met); every third event is a save. */
async function oneUser(secondsBetween = 60) {
  const context = rankingContext();
  const folder = join(context.folder, 'source');
  mkdirSync(folder);
  const met = Array.from({ length: eventCount }, (_, event) => Math.floor(((wave(event) + 1) / 2) * 25));
  const events = met.map(
    (item, event) => `u,i${item},${event % 3 === 2 ? 'save' : 'impression'},${1_700_000_000 + event * secondsBetween}`,
  );
  writeFileSync(join(folder, 'events.csv'), `user,item,action,ts\n${events.join('\n')}\n`);
  const items = Array.from({ length: 25 }, (_, item) => `i${item},Picture ${item},topic ${item % 3}`);
  writeFileSync(join(folder, 'items.csv'), `item,title,topics\n${items.join('\n')}\n`);
  const dataset = await importDataset(context, folder, 'one', 'events');
  await addToyBundle(context, dataset, { historyLength: 8, topics: ['topic 0', 'topic 1'], offsets: ['+1 h', '+1 d', '+7 d'] });
  const vectors = toyVectors(dataset.items, dimensions);
  const sequence = context.store.events.sequence(dataset, 0);
  const vectorOf = (item: number) => vectors.subarray(item * dimensions, (item + 1) * dimensions);
  const own = Array.from(sequence.item, (item, index) => {
    const bits = sequence.actions[index] ?? 0;
    return { item, weight: 1 + (bits & 1) + ((bits >>> 1) & 1) };
  });
  // The toy model by plain loops: a query is the weighted sum of the vectors of the newest eight events.
  const queryOf = (history: readonly { readonly item: number; readonly weight: number }[]) =>
    history
      .slice(-8)
      .reduce<readonly number[]>(
        (sum, { item, weight }) => sum.map((value, column) => value + weight * (vectorOf(item)[column] ?? 0)),
        [0, 0, 0, 0],
      );
  const scoreOf = (query: readonly number[], item: number) =>
    query.reduce((sum, value, column) => sum + value * (vectorOf(item)[column] ?? 0), 0);
  const ids = context.store.items.ids(dataset);
  const ask = { ...plainRequest, dataset: 'one', bundle: 'toy', user: 'u', weights: { save: 1 }, k: 6 };
  return { context, dataset, handlers: inspectHandlers(context), ask, own, queryOf, scoreOf, ids, seen: new Set(sequence.item) };
}

const chance = (logit: number) => 1 / (1 + Math.exp(-logit));

describe('inspect', () => {
  it('inserts and reorders events, attributes a score by leaving each out, and takes several vectors', async () => {
    const { handlers, ask, own, queryOf, scoreOf, ids, dataset } = await oneUser();
    const unmet = ids[[...Array(dataset.items).keys()].find((item) => own.every((event) => event.item !== item)) ?? -1] ?? '';
    const inserted = { before: 4, item: unmet, actions: ['save', 'impression'] };
    const edited = await handlers['inspect.request']({ ...ask, insert: [inserted], move: [{ event: 9, before: 0 }] }, noSignal);
    const [last] = own.slice(-1);
    const history = [last, ...own.slice(0, 4), { item: ids.indexOf(unmet), weight: 3 }, ...own.slice(4, 9)].flatMap((event) => event ?? []);
    expect(edited.queries[0]?.norm).toBeCloseTo(Math.hypot(...queryOf(history)), 4);
    // Eight of eleven are read; what came first is too old.
    expect(edited.history.map(({ seq, edit }) => [seq, edit])).toEqual([
      [2, undefined],
      [3, undefined],
      [-1, 'inserted'],
      ...[4, 5, 6, 7, 8].map((seq) => [seq, undefined]),
    ]);
    expect(edited.candidates.every(({ item }) => item.id !== unmet)).toBe(true);

    const plain = await handlers['inspect.request'](ask, noSignal);
    expect([plain.history.length, plain.historyLength]).toEqual([8, 8]);
    const target = plain.candidates[2];
    const found = await handlers['inspect.attribution']({ ...ask, item: target?.item.id ?? '', events: 5, skip: 0 }, noSignal);
    const number = target?.item.index ?? -1;
    const whole = scoreOf(queryOf(own), number);
    expect(found.retrievalScore).toBeCloseTo(whole, 4);
    expect(found.utility).toBeCloseTo(target?.utility ?? Number.NaN, 5);
    expect([found.events.map(({ seq }) => seq), found.older]).toEqual([[5, 6, 7, 8, 9], 3]);
    const rest = await handlers['inspect.attribution']({ ...ask, item: target?.item.id ?? '', events: 5, skip: 5 }, noSignal);
    expect([rest.events.map(({ seq }) => seq), rest.older]).toEqual([[2, 3, 4], 0]);
    const none = await handlers['inspect.attribution']({ ...ask, item: target?.item.id ?? '', events: 5, skip: 20 }, noSignal);
    expect([none.events, none.older]).toEqual([[], 0]);
    for (const { seq, utility, retrievalScore, heads } of [...rest.events, ...found.events]) {
      const without = scoreOf(queryOf(own.filter((_, index) => index >= 2 && index !== seq)), number);
      expect(retrievalScore).toBeCloseTo(whole - without, 4);
      expect(utility).toBeCloseTo(chance(whole + 1) - chance(without + 1), 4);
      expect(heads[0]).toBeCloseTo(chance(whole) - chance(without), 4);
    }
  });

  it('retrieves by time offsets, outcomes, topics and the long term, each vector with its share', async () => {
    const { handlers, ask, own, queryOf, dataset } = await oneUser();
    const heads = dataset.actions.map(({ name }) => name);
    const query = queryOf(own);
    const norms = async (change: Partial<RequestInput>) => {
      const { queries } = await handlers['inspect.request']({ ...ask, ...change }, noSignal);
      return queries.map(({ name, norm, share }) => [name, Number(norm.toFixed(3)), Number(share.toFixed(3))]);
    };
    // The toy's query: the state times (1 + offset), plus the mix on the first columns, plus the topic's number on the last.
    const norm = (scale: number, mix: readonly number[] = [], topic = 0) =>
      Number(Math.hypot(...query.map((value, column) => value * scale + (mix[column] ?? 0) + (column === 3 ? topic : 0))).toFixed(3));
    const [first, second] = heads.map((name) => heads.map((head) => Number(head === name)));
    expect(await norms({ vectors: 4 })).toEqual([
      ['history', norm(1), 0.25],
      ['+1 h', norm(2), 0.25],
      ['+1 d', norm(3), 0.25],
      ['+7 d', norm(4), 0.25],
    ]);
    expect(await norms({ outcome: { save: 3, impression: 1 } })).toEqual([
      [
        'mix',
        norm(
          1,
          heads.map((head) => (head === 'save' ? 0.75 : 0.25)),
        ),
        1,
      ],
    ]);
    expect(await norms({ topics: ['topic 1', 'topic 0'] })).toEqual([
      ['topic 1', norm(1, [], 2), 0.5],
      ['topic 0', norm(1, [], 1), 0.5],
    ]);
    const sixteen = await norms({ vectors: 16, outcome: { [heads[0] ?? '']: 1, [heads[1] ?? '']: 3 } });
    expect(sixteen).toHaveLength(8);
    expect([sixteen[0], sixteen[5]]).toEqual([
      [heads[1], norm(1, second), 0.188],
      [`${heads[0]}, +1 h`, norm(2, first), 0.063],
    ]);
    expect(await norms({ horizon: 'both' })).toEqual([
      ['history', norm(1), 0.5],
      ['long-term', 1, 0.5],
    ]);
    const both = await handlers['inspect.request']({ ...ask, horizon: 'both' }, noSignal);
    expect(both.queries.reduce((sum, { claimed }) => sum + claimed, 0)).toBe(both.candidates.length);
    expect(both).toMatchObject({
      pool: { fetched: 6 },
      abilities: { topics: ['topic 0', 'topic 1'], offsets: ['next', '+1 h', '+1 d', '+7 d'] },
    });
    expect(both.pool.topicEntropy).toBeGreaterThan(0);
    // A second look at the same history finds it encoded, and is told what the stages took.
    expect(both).toMatchObject({ kept: true, stages: { encode: { ms: 0 } } });
    const cost = await handlers['inspect.cost'](ask, noSignal);
    for (const path of [cost.shared, cost.twoModels])
      expect(path.map(({ stage, ms }) => [stage, ms > 0])).toEqual(
        ['encode', 'generate', 'retrieve', 'rank'].map((stage) => [stage, true]),
      );
    const flops = ({ shared, twoModels }: typeof cost) =>
      [shared, twoModels].map((path) => path.reduce((sum, stage) => sum + stage.flops, 0));
    expect(flops(cost)[1]).toBeGreaterThan(flops(cost)[0] ?? 0);
    expect(both.stages.rank.flops).toBeGreaterThan(0);
    for (const change of [{ topics: ['none'] }, { outcome: { fly: 1 } }])
      await expect(handlers['inspect.request']({ ...ask, ...change }, noSignal)).rejects.toMatchObject({
        code: expect.stringMatching(/not-found|usage/),
      });
  });

  it('keeps the long-term embedding of the night before, and makes one of its own for a what-if that changes what it knows', async () => {
    const { context, dataset, handlers, ask, own, queryOf } = await oneUser(8_640);
    // Ten events in a day from 22:13 UTC on: one stands before midnight.
    const request = async (change: Partial<RequestInput> = {}) => {
      const { longTerm, candidates } = await handlers['inspect.request']({ ...ask, horizon: 'both', ...change }, noSignal);
      return { longTerm, found: candidates.map(({ item, retrievalScore }) => [item.id, retrievalScore.toFixed(5)]) };
    };
    const first = await request();
    const asOfMs = Date.UTC(2023, 10, 15);
    expect(first.longTerm).toEqual({ asOfMs, events: 1, stored: false });
    const hash = (await bundleRegistry(context).get('toy')).bundle.hash;
    const kept = context.store.userEmbeddings.newest(dataset, hash, 0);
    const norm = Math.hypot(...queryOf(own.slice(0, 1)));
    expect(kept?.asOfMs).toBe(asOfMs);
    queryOf(own.slice(0, 1)).forEach((value, column) => expect(kept?.vector[column]).toBeCloseTo(value / norm, 5));
    expect(await request()).toEqual({ ...first, longTerm: { asOfMs, events: 1, stored: true } });
    // An edit of the same day leaves it as it is; one of an event it knows does not, and is not stored.
    expect((await request({ mask: [9] })).longTerm?.stored).toBe(true);
    const edited = await request({ mask: [0] });
    expect(edited.longTerm).toEqual({ asOfMs, events: 1, stored: false });
    expect(context.store.userEmbeddings.newest(dataset, hash, 0)).toEqual(kept);
    // An earlier request of the same day reads the same.
    expect((await request({ at: 4 })).longTerm).toEqual({ asOfMs, events: 1, stored: true });
    await context.store.datasets.remove('one');
    expect(context.store.userEmbeddings.newest(dataset, hash, 0)).toBeUndefined();
  });

  it('says why an item was not shown, with figures that brute force confirms', async () => {
    const { handlers, ask, own, queryOf, scoreOf, ids, seen, context, dataset } = await oneUser();
    const { candidates } = await handlers['inspect.request'](ask, noSignal);
    const asked = (item: string) => handlers['inspect.whyNot']({ ...ask, item, shown: 3 }, noSignal);
    const [first, , third, fourth] = candidates;
    expect((await asked(first?.item.id ?? '')).reason).toEqual({ type: 'shown', rank: 1 });
    const below = await asked(fourth?.item.id ?? '');
    expect(below.reason).toEqual({
      type: 'ranked-below',
      rank: 4,
      margin: expect.closeTo((third?.utility ?? 0) - (fourth?.utility ?? 0), 6),
    });

    const query = queryOf(own);
    const order = ids
      .map((_, item) => item)
      .filter((item) => !seen.has(item))
      .toSorted((left, right) => scoreOf(query, right) - scoreOf(query, left));
    const far = order[9] ?? -1;
    const missed = await asked(ids[far] ?? '');
    expect(missed.reason).toEqual({ type: 'not-retrieved' });
    expect(missed.places).toEqual([
      {
        query: 'history',
        rank: 10,
        score: expect.closeTo(scoreOf(query, far), 4),
        quota: 6,
        lastScore: expect.closeTo(scoreOf(query, order[5] ?? -1), 4),
      },
    ]);
    expect(missed.ranking?.utility).toBeCloseTo(chance(scoreOf(query, far) + 1), 4);
    expect(missed.ranking?.rank).toBe(1 + candidates.filter(({ utility }) => utility > (missed.ranking?.utility ?? 0)).length);

    const known = own.at(-1)?.item ?? -1;
    const filtered = await asked(ids[known] ?? '');
    expect(filtered.reason).toEqual({ type: 'filtered', seq: own.findLastIndex(({ item }) => item === known) });
    expect(filtered.places[0]?.rank).toBe(1 + order.filter((item) => scoreOf(query, item) > scoreOf(query, known)).length);

    expect(await handlers['inspect.findItems']({ dataset: 'one', text: 'picture 1', limit: 3 }, noSignal)).toMatchObject({
      items: ids
        .filter((id) => /^i1\d?$/.test(id))
        .slice(0, 3)
        .map((id) => ({ id })),
    });
    expect((await handlers['inspect.findItems']({ dataset: 'one', text: 'i7', limit: 3 }, noSignal)).items[0]?.id).toBe('i7');
    await expect(asked('nothing')).rejects.toMatchObject({ code: 'not-found' });

    // A bundle that knows all items but one.
    await addToyBundle(context, dataset, { name: 'smaller', rows: 24, itemIds: ids.slice(0, 24) });
    const outside = await handlers['inspect.whyNot']({ ...ask, bundle: 'smaller', item: ids[24] ?? '', shown: 3 }, noSignal);
    expect(outside).toMatchObject({ reason: { type: 'outside-bundle' }, places: [] });
  });
});
