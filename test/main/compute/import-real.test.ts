import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { sharedData } from '../../shared-data.ts';
import { type CollectedImport, runImport } from './collect-import.ts';

/** The public datasets, beside the repository; each folder's SOURCE.md has the reference numbers used here. */
const { path: data, present } = sharedData();

function sum(values: readonly number[] | undefined): number {
  return (values ?? []).reduce((total, value) => total + value, 0);
}

function bits(found: CollectedImport, name: string): number {
  const bit = found.actions.findIndex((action) => action.name === name);
  return found.counts?.actionEvents[bit] ?? -1;
}

describe.skipIf(!present)('MovieLens', () => {
  let found: CollectedImport;
  beforeAll(async () => {
    found = await runImport(join(data, 'ml-latest-small'));
  });

  it('has every rating and tag as an event', () => {
    expect(found.counts).toMatchObject({ users: 610, items: 9742, events: 104_519, untimedEvents: 0 });
    expect(found.counts?.rows).toEqual({ read: 104_519, imported: 104_519, duplicate: 0, rejected: 0, identical: 0 });
    expect(bits(found, 'rate')).toBe(100_836);
    expect(bits(found, 'tag')).toBe(3683);
    expect(found.order).toEqual(['vocabulary', 'items', 'users', 'events', 'sessions', 'rejects', 'finish']);
  });

  it('likes what has four stars or more, keeps stars and tag words, and reads times as seconds', () => {
    const ratings = found.events.filter((event) => event.actions !== 4);
    expect(ratings.every((event) => (event.actions === 3) === event.value >= 4)).toBe(true);
    expect(new Set(found.events.flatMap((event) => (event.text === undefined ? [] : [event.text]))).has('Highly quotable')).toBe(true);
    expect(new Date(found.counts?.firstAtMs ?? 0).toISOString().slice(0, 10)).toBe('1996-03-29');
    expect(new Date(found.counts?.lastAtMs ?? 0).toISOString().slice(0, 10)).toBe('2018-09-24');
  });

  it('has readable titles with commas and quotes, and no topics where none are listed', () => {
    expect(found.items[0]).toMatchObject({
      id: '1',
      title: 'Toy Story (1995)',
      topics: ['Adventure', 'Animation', 'Children', 'Comedy', 'Fantasy'],
    });
    expect(found.items.find((item) => item.id === '11')?.title).toBe('American President, The (1995)');
    expect(found.items.filter((item) => item.topics.length === 0)).toHaveLength(34);
  });

  it('is sorted by user, sequence and time, and its sessions cover every event once', () => {
    for (const [place, event] of found.events.entries()) {
      const before = found.events[place - 1];
      if (before === undefined || before.user !== event.user) expect(event.seq).toBe(0);
      else if (event.seq !== before.seq + 1 || event.atMs < before.atMs) throw new Error(`event ${place} is out of order`);
    }
    expect(sum(found.sessions.map((session) => session.events))).toBe(found.events.length);
    expect(new Set(found.sessions.map((session) => session.name)).size).toBe(found.sessions.length);
    for (const event of found.events) {
      const session = found.sessions[event.session];
      if (
        session === undefined ||
        session.user !== event.user ||
        event.seq < session.firstSeq ||
        event.seq >= session.firstSeq + session.events
      ) {
        throw new Error('an event lies outside its session');
      }
    }
  });
});

describe.skipIf(!present)('KuaiRand', () => {
  let found: CollectedImport;
  beforeAll(async () => {
    found = await runImport(join(data, 'kuairand-pure-apr'));
  });

  it('drops byte-equal rows and keeps untimed history', () => {
    expect(found.counts?.rows).toEqual({ read: 94_784, imported: 92_034, duplicate: 2750, rejected: 0, identical: 0 });
    expect(found.counts).toMatchObject({ users: 21_184, items: 7583, untimedEvents: 817_187, events: 92_034 + 817_187, requests: 0 });
    expect(found.logs).toEqual([]);
  });

  it('has each feedback column as a bit; no sum exceeds the reference taken before duplicates were dropped', () => {
    const timed = found.events.filter((event) => !Number.isNaN(event.atMs));
    const count = (name: string) => {
      const bit = found.actions.findIndex((action) => action.name === name);
      return timed.filter((event) => (event.actions >>> bit) & 1).length;
    };
    const reference = { click: 41_503, long_view: 29_123, like: 1625, follow: 128, comment: 220, forward: 76, hate: 65, profile: 1840 };
    for (const [name, before] of Object.entries(reference)) {
      expect(count(name), name).toBeLessThanOrEqual(before);
      expect(count(name), name).toBeGreaterThan(before * 0.96);
    }
    expect(found.actions.filter((action) => action.positive).map((action) => action.name)).toEqual(['click', 'long_view']);
  });

  it('puts the history before the log as one session, with surfaces and dwell on the log alone', () => {
    const user = found.users.findIndex((one) => one.id === '1');
    const own = found.events.filter((event) => event.user === user);
    const history = own.filter((event) => Number.isNaN(event.atMs));
    expect(history.map((event) => found.items[event.item]?.id)).toEqual([
      '4258',
      '6354',
      '3645',
      '4073',
      '1725',
      '3891',
      '5606',
      '4352',
      '2853',
    ]);
    expect(history.map((event) => event.seq)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    const like = 1 << found.actions.findIndex((action) => action.name === 'like');
    expect(history.filter((event) => event.actions & like).map((event) => found.items[event.item]?.id)).toEqual(['4352']);
    expect(history.every((event) => event.surface === -1 && Number.isNaN(event.dwellMs))).toBe(true);
    expect(found.sessions.find((session) => session.user === user)?.name).toBe('1:0');
    expect(own.filter((event) => !Number.isNaN(event.atMs)).every((event) => event.surface >= 0 && event.dwellMs >= 0)).toBe(true);
  });

  it('describes videos and users', () => {
    expect(found.items[0]).toMatchObject({
      id: '0',
      title: 'Video 0',
      topics: ['39'],
      creator: '7349781',
      createdAtMs: Date.UTC(2022, 3, 10),
    });
    expect(found.items.at(-1)).toMatchObject({ topics: ['67', '11'] });
    const user = found.users.find((one) => one.id === '1');
    expect(user?.attributes).toEqual({ user_active_degree: 'full_active', register_days_range: '730+' });
  });
});

describe.skipIf(!present)('KuaiRand before duplicates are dropped', () => {
  it('sums to the reference numbers', async () => {
    const { openTable } = await import('../../../src/main/files/open-table.ts');
    const table = await openTable(join(data, 'kuairand-pure-apr/log_standard_20220425_20220430_pure.csv.gz'));
    const names = ['is_click', 'long_view', 'is_like', 'is_follow', 'is_comment', 'is_forward', 'is_hate', 'is_profile_enter'];
    const places = names.map((name) => table.columns.indexOf(name));
    const sums = names.map(() => 0);
    for await (const batch of table.batches()) {
      for (const record of batch.records)
        for (const [index, place] of places.entries()) sums[index] = (sums[index] ?? 0) + Number(record.fields[place]);
    }
    expect(sums).toEqual([41_503, 29_123, 1625, 128, 220, 76, 65, 1840]);
  });
});

describe.skipIf(!present)('Open Bandit', () => {
  let found: CollectedImport;
  beforeAll(async () => {
    found = await runImport(join(data, 'openbandit-men'));
  });

  it('is two logs of 10,000 requests over 34 items, without users', () => {
    expect(found.logs.map(({ schema }) => [schema.name, schema.rows, schema.actions.length, schema.randomised])).toEqual([
      ['bts', 10_000, 34, false],
      ['random', 10_000, 34, true],
    ]);
    expect(found.counts).toMatchObject({ requests: 20_000, items: 34, users: 0, events: 0, sessions: 0 });
  });

  it('has the reference click rates and the reference estimate of the uniform policy', () => {
    const log = (name: string) => found.logs.find(({ schema }) => schema.name === name)?.columns;
    expect(sum(log('random')?.get('click'))).toBe(46);
    expect(sum(log('bts')?.get('click'))).toBe(69);
    expect(new Set(log('random')?.get('propensity_score'))).toEqual(new Set([1 / 34]));
    const clicks = log('bts')?.get('click') ?? [];
    const weights = (log('bts')?.get('propensity_score') ?? []).map((propensity) => 1 / 34 / propensity);
    const weighted = sum(weights.map((weight, row) => weight * (clicks[row] ?? 0)));
    expect(weighted / 10_000).toBeCloseTo(0.00301, 5);
    expect(weighted / sum(weights)).toBeCloseTo(0.00319, 5);
    expect(sum(weights) / 10_000).toBeCloseTo(0.9433, 4);
    expect(sum(weights) ** 2 / sum(weights.map((weight) => weight ** 2))).toBeCloseTo(655.7, 1);
  });

  it('keeps positions, hashed features as categories, affinities as numbers, and microseconds', () => {
    const schema = found.logs[0]?.schema;
    expect(new Set(found.logs[0]?.columns.get('position'))).toEqual(new Set([1, 2, 3]));
    expect(schema?.columns.filter((column) => column.levels !== undefined).map((column) => column.name)).toEqual(
      [0, 1, 2, 3].map((index) => `user_feature_${index}`),
    );
    expect(schema?.columns.filter((column) => column.name.startsWith('user-item_affinity_') && column.type === 'f64')).toHaveLength(34);
    expect(found.logs[0]?.columns.get('timestamp')?.[0]).toBeCloseTo(Date.UTC(2019, 10, 24, 0, 1, 3) + 979.311, 3);
    expect(schema?.actions[33]).toEqual({ name: 'Item 33', item: 33 });
  });
});

describe.skipIf(!present)('Hillstrom', () => {
  it('keeps all rows, counts the identical ones, and has the reference arm means', async () => {
    const found = await runImport(join(data, 'hillstrom-half-a'));
    expect(found.counts?.rows).toMatchObject({ read: 32_000, imported: 32_000, duplicate: 0, rejected: 0 });
    expect(found.counts?.rows.identical).toBeGreaterThan(0);
    const log = found.logs[0];
    expect(log?.schema).toMatchObject({ name: 'hillstrom', production: 'No E-Mail', randomised: true });
    const arm = log?.columns.get('segment') ?? [];
    const reference = [
      ['Mens E-Mail', 10_778, 0.18315, 0.01095, 1.04033],
      ['Womens E-Mail', 10_636, 0.15297, 0.00874, 1.162],
      ['No E-Mail', 10_586, 0.10816, 0.00586, 0.57401],
    ] as const;
    for (const [index, [name, n, ...means]] of reference.entries()) {
      expect(log?.schema.actions[index]?.name).toBe(name);
      expect(arm.filter((one) => one === index)).toHaveLength(n);
      for (const [place, objective] of ['visit', 'conversion', 'spend'].entries()) {
        const values = (log?.columns.get(objective) ?? []).filter((_, row) => arm[row] === index);
        expect(sum(values) / n).toBeCloseTo(means[place] ?? Number.NaN, 5);
      }
    }
    expect(new Set(log?.columns.get('propensity'))).toEqual(new Set([1 / 3]));
  });
});
