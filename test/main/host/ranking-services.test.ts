import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plainRequest } from '../../../src/contract/inspect.ts';
import type { EvaluationResult } from '../../../src/contract/ranking.ts';
import { rankOrder } from '../../../src/core/ranking/rank-order.ts';
import { bundleHandlers } from '../../../src/main/host/services/bundles.ts';
import { inspectHandlers } from '../../../src/main/host/services/inspect.ts';
import { rankingHandlers } from '../../../src/main/host/services/ranking.ts';
import type { StoredDataset } from '../../../src/main/store/types.ts';
import { toyVectors, wave } from '../engine/toy-trunk.ts';
import { writeToyTrunkBundle } from '../files/bundle/toy-trunk-bundle.ts';
import { addToyBundle, importDataset, type RankingContext, rankingContext } from './ranking-context.ts';
import { noSignal } from './service-context.ts';

const dimensions = 4;

/** 30 users of 12 events over 25 items; the third user's second half is one burst without time between. Every third event is a save. */
async function smallDataset(context: RankingContext, name = 'small', users = 30): Promise<StoredDataset> {
  const folder = join(context.folder, `source of ${name}`);
  mkdirSync(folder);
  const lines = ['user,item,action,ts'];
  for (let user = 0; user < users; user++) {
    for (let event = 0; event < 12; event++) {
      const item = Math.floor(((wave(user * 100 + event) + 1) / 2) * 25);
      const at = 1_700_000_000 + user * 10_000 + (user === 2 && event >= 6 ? 600 : event * 60);
      lines.push(`u${user},i${item},${event % 3 === 2 ? 'save' : 'impression'},${at}`);
    }
  }
  writeFileSync(join(folder, 'events.csv'), `${lines.join('\n')}\n`);
  return importDataset(context, folder, name, 'events');
}

/** The toy model by plain loops: the query after the first `length` events. */
function toyQuery(
  dataset: StoredDataset,
  context: RankingContext,
  userId: string,
  length: number,
  hidden: readonly number[] = [],
  dropped: readonly number[] = [],
): Float64Array {
  const vectors = toyVectors(dataset.items, dimensions);
  const sequence = context.store.events.sequence(dataset, context.store.users.get(dataset, userId).index);
  const query = new Float64Array(dimensions);
  for (let index = 0; index < length; index++) {
    if (dropped.includes(index)) continue;
    const bits = sequence.actions[index] ?? 0;
    const weight = hidden.includes(index) ? 0 : 1 + (bits & 1) + ((bits >>> 1) & 1);
    const item = sequence.item[index] ?? 0;
    for (let column = 0; column < dimensions; column++)
      query[column] = (query[column] ?? 0) + weight * (vectors[item * dimensions + column] ?? 0);
  }
  return query;
}

function order(dataset: StoredDataset, query: Float64Array, excluded: ReadonlySet<number>): number[] {
  const vectors = toyVectors(dataset.items, dimensions);
  const scores = Float64Array.from({ length: dataset.items }, (_, item) =>
    query.reduce((sum, value, column) => sum + value * (vectors[item * dimensions + column] ?? 0), 0),
  );
  return Array.from(rankOrder(scores)).filter((item) => !excluded.has(item));
}

function seenItems(dataset: StoredDataset, context: RankingContext, userId: string, length: number): ReadonlySet<number> {
  const sequence = context.store.events.sequence(dataset, context.store.users.get(dataset, userId).index);
  return new Set(sequence.item.subarray(0, length));
}

describe('bundles', () => {
  it('are added, listed with their dataset, and removed', async () => {
    const context = rankingContext();
    const dataset = await smallDataset(context);
    const handlers = bundleHandlers(context);
    await addToyBundle(context, dataset, { name: 'toy' });
    const { bundles } = await handlers['bundles.list']({}, noSignal);
    expect(bundles).toMatchObject([{ name: 'toy', dataset: 'small', items: dataset.items, heads: ['impression', 'save'], demo: false }]);
    await expect(addToyBundle(context, dataset, { name: 'toy' })).rejects.toMatchObject({ code: 'exists' });
    expect(await handlers['bundles.remove']({ bundle: 'toy' }, noSignal)).toEqual({ removed: 'toy' });
    expect((await handlers['bundles.list']({}, noSignal)).bundles).toEqual([]);
    expect(readdirSync(join(context.dataDirectory, 'bundles'))).toEqual([]);
    await expect(handlers['bundles.remove']({ bundle: 'toy' }, noSignal)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('that ship with the console are listed and stay', async () => {
    const context = rankingContext();
    const rows = [{ what: 'recall@10', value: 0.2, low: 0.1 }];
    const figures = [{ title: 'Quality', date: '2026-11-23', data: { name: 'toy data', hash: 'toy hash' }, how: 'All targets.', rows }];
    writeToyTrunkBundle(join(context.resourcesDirectory, 'bundles', 'demo'), {
      name: 'shipped',
      change: (manifest) => Object.assign(manifest, { record: { figures, raw: 1 } }),
    });
    const handlers = bundleHandlers(context);
    expect((await handlers['bundles.list']({}, noSignal)).bundles).toMatchObject([{ name: 'shipped', demo: true, figures }]);
    await expect(handlers['bundles.remove']({ bundle: 'shipped' }, noSignal)).rejects.toMatchObject({ code: 'usage' });
  });

  it('are refused with the file that is off, also when they change after they were added', async () => {
    const context = rankingContext();
    const dataset = await smallDataset(context);
    await expect(addToyBundle(context, dataset, { files: { 'score.onnx': 'nonsense' } })).rejects.toMatchObject({
      code: 'bad-bundle',
      file: 'score.onnx',
    });
    await addToyBundle(context, dataset, { name: 'kept' });
    writeFileSync(join(context.dataDirectory, 'bundles', 'kept', 'items.f32'), new Uint8Array(dataset.items * dimensions * 4));
    const asked = inspectHandlers(context)['inspect.request'](
      { ...plainRequest, dataset: 'small', bundle: 'kept', user: 'u1', k: 5 },
      noSignal,
    );
    await expect(asked).rejects.toMatchObject({ code: 'bad-bundle', file: 'items.f32' });
  });

  it('are found in a folder that holds one', async () => {
    const context = rankingContext();
    writeToyTrunkBundle(join(context.folder, 'dropped', 'inner'), { name: 'inner one' });
    const { id } = context.grants.add(join(context.folder, 'dropped'), { temporary: true });
    expect(await bundleHandlers(context)['bundles.add']({ grant: id, as: 'renamed' }, noSignal)).toMatchObject({ name: 'renamed' });
  });
});

describe('replay', () => {
  it.each([true, false])(
    'shows what brute force retrieves at each step, and the exact rank of what came next (seen items out: %s)',
    async (seenExcluded) => {
      const context = rankingContext();
      const dataset = await smallDataset(context);
      const bundle = await addToyBundle(context, dataset, { seenExcluded });
      const { sessions } = context.store.sessions.list(dataset, { user: 'u5', limit: 1, offset: 0 });
      const result = await rankingHandlers(context)['replay.session'](
        { dataset: 'small', bundle, session: sessions[0]?.id ?? '', k: 3 },
        noSignal,
      );
      expect(result).toMatchObject({ user: 'u5', k: 3, seenExcluded });
      expect(result.steps).toHaveLength(12);
      expect(result.steps[0]).toMatchObject({ index: 0, retrieved: [] });
      expect(result.steps[0]?.rankOfActual).toBeUndefined();
      const ranks: number[] = [];
      for (const step of result.steps.slice(1)) {
        const excluded = seenExcluded ? seenItems(dataset, context, 'u5', step.event.seq) : new Set<number>();
        const expected = order(dataset, toyQuery(dataset, context, 'u5', step.event.seq), excluded);
        expect(step.retrieved.map(({ item }) => item.index)).toEqual(expected.slice(0, 3));
        const rank = expected.indexOf(step.event.item.index) + 1;
        expect(step.rankOfActual).toBe(rank === 0 ? undefined : rank);
        if (rank > 0) ranks.push(rank);
      }
      expect(result.metrics.scored).toBe(ranks.length);
      expect(result.metrics.recall).toBeCloseTo(ranks.filter((rank) => rank <= 3).length / ranks.length, 12);
    },
  );

  it('reads the newest events of a history longer than the model takes, as inspect does', async () => {
    const context = rankingContext();
    const dataset = await smallDataset(context);
    const bundle = await addToyBundle(context, dataset, { historyLength: 4 });
    const handlers = rankingHandlers(context);
    const { sessions } = context.store.sessions.list(dataset, { user: 'u7', limit: 1, offset: 0 });
    const replay = await handlers['replay.session']({ dataset: 'small', bundle, session: sessions[0]?.id ?? '', k: 5 }, noSignal);
    const asked = { ...plainRequest, dataset: 'small', bundle, user: 'u7', at: 11, k: 5 };
    const inspect = await inspectHandlers(context)['inspect.request'](asked, noSignal);
    expect(inspect.history.map(({ seq }) => seq)).toEqual([7, 8, 9, 10]);
    const byScore = inspect.candidates.toSorted((left, right) => right.retrievalScore - left.retrievalScore);
    expect(replay.steps[11]?.retrieved.map(({ item }) => item.index)).toEqual(byScore.map(({ item }) => item.index));
    expect(replay.steps[11]?.rankOfActual).toBe(inspect.actual?.retrievalRank);
    expect(replay.steps.slice(1).every(({ retrieved }) => retrieved.length === 5)).toBe(true);
  });

  it('refuses an unknown session and a bundle of another dataset, naming both', async () => {
    const context = rankingContext();
    const dataset = await smallDataset(context);
    await smallDataset(context, 'other', 7);
    const bundle = await addToyBundle(context, dataset);
    const handlers = rankingHandlers(context);
    await expect(handlers['replay.session']({ dataset: 'small', bundle, session: 'none', k: 3 }, noSignal)).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(handlers['replay.session']({ dataset: 'other', bundle, session: 'u1:0', k: 3 }, noSignal)).rejects.toMatchObject({
      code: 'bundle-mismatch',
      message: expect.stringMatching(/"small".*"other"/),
    });
    await expect(handlers['replay.session']({ dataset: 'small', bundle: 'nobody', session: 'u1:0', k: 3 }, noSignal)).rejects.toMatchObject(
      { code: 'not-found' },
    );
  });
});

describe('inspect', () => {
  const ask = { ...plainRequest, dataset: 'small', bundle: 'toy', user: 'u4', k: 10 };

  it('agrees with brute force at every stage, and its contributions add up', async () => {
    const context = rankingContext();
    const dataset = await smallDataset(context);
    await addToyBundle(context, dataset);
    const result = await inspectHandlers(context)['inspect.request']({ ...ask, at: 9, weights: { save: 2, impression: -0.5 } }, noSignal);
    const query = toyQuery(dataset, context, 'u4', 9);
    const retrieved = order(dataset, query, seenItems(dataset, context, 'u4', 9)).slice(0, 10);
    expect(new Set(result.candidates.map(({ item }) => item.index))).toEqual(new Set(retrieved));
    const vectors = toyVectors(dataset.items, dimensions);
    for (const { item, heads, contributions, utility, retrievalScore } of result.candidates) {
      const dot = query.reduce((sum, value, column) => sum + value * (vectors[item.index * dimensions + column] ?? 0), 0);
      expect(retrievalScore).toBeCloseTo(dot, 4);
      expect(heads[0]).toBeCloseTo(1 / (1 + Math.exp(-dot)), 4);
      expect(heads[1]).toBeCloseTo(1 / (1 + Math.exp(-dot - 1)), 4);
      expect(contributions).toEqual([-0.5 * (heads[0] ?? 0), 2 * (heads[1] ?? 0)]);
      expect(utility).toBeCloseTo((contributions[0] ?? 0) + (contributions[1] ?? 0), 10);
    }
    expect(result.candidates.map(({ rank }) => rank)).toEqual(result.candidates.map((_, index) => index + 1));
    expect(result.candidates.map(({ utility }) => -utility)).toEqual(
      result.candidates.map(({ utility }) => -utility).toSorted((left, right) => left - right),
    );
    expect(result).toMatchObject({
      at: 9,
      heads: ['impression', 'save'],
      weights: [-0.5, 2],
      provider: 'cpu',
      stages: { encode: { count: 9 }, rank: { count: 10 } },
    });
    expect(result.history).toHaveLength(9);
    expect(result.actual?.event.seq).toBe(9);
  });

  it('defaults to positive heads, and to everything the user did', async () => {
    const context = rankingContext();
    await addToyBundle(context, await smallDataset(context));
    const result = await inspectHandlers(context)['inspect.request'](ask, noSignal);
    expect(result).toMatchObject({ at: 12, weights: [0, 1] });
    expect(result.actual).toBeUndefined();
  });

  it('hides masked actions and leaves dropped events out', async () => {
    const context = rankingContext();
    const dataset = await smallDataset(context);
    await addToyBundle(context, dataset);
    const result = await inspectHandlers(context)['inspect.request']({ ...ask, at: 8, mask: [3], drop: [5, 6] }, noSignal);
    const query = toyQuery(dataset, context, 'u4', 8, [3], [5, 6]);
    expect(result.queries[0]?.norm).toBeCloseTo(Math.hypot(...query), 4);
    expect(result.history.map(({ seq, edit }) => [seq, edit])).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7].map((seq) => [seq, seq === 3 ? 'masked' : seq === 5 || seq === 6 ? 'dropped' : undefined]),
    );
  });

  it('answers what does not fit with its code', async () => {
    const context = rankingContext();
    await addToyBundle(context, await smallDataset(context));
    const changes = [
      [{ topics: ['cats'] }, 'not-found'],
      [{ outcome: { fly: 0.5 } }, 'usage'],
      [{ at: 0 }, 'refused'],
      [{ at: 13 }, 'usage'],
      [{ at: 5, mask: [5] }, 'usage'],
      [{ at: 5, drop: [9] }, 'usage'],
      [{ at: 5, insert: [{ before: 6, item: 'i1', actions: [] }] }, 'usage'],
      [{ insert: [{ before: 6, item: 'nothing', actions: [] }] }, 'not-found'],
      [{ insert: [{ before: 6, item: 'i1', actions: ['fly'] }] }, 'usage'],
      [{ at: 5, move: [{ event: 5, before: 0 }] }, 'usage'],
      [{ weights: { fly: 1 } }, 'usage'],
      [{ user: 'nobody' }, 'not-found'],
      [{ at: 1, drop: [0] }, 'refused'],
    ] as const;
    for (const [change, code] of changes) {
      // The lists of a constant are readonly; the contract's are not.
      const asked = structuredClone({ ...ask, ...change }) as typeof ask;
      await expect(inspectHandlers(context)['inspect.request'](asked, noSignal), JSON.stringify(change)).rejects.toMatchObject({ code });
    }
  });
});

async function evaluate(
  context: RankingContext,
  input: Partial<Parameters<ReturnType<typeof rankingHandlers>['evaluate.start']>[0]>,
): Promise<EvaluationResult> {
  const asked = {
    dataset: 'small',
    bundle: 'toy',
    split: 'leave-last-out' as const,
    k: [10, 5],
    seed: 1,
    vectors: 1 as const,
    ease: true,
    ...input,
  };
  const { job } = await rankingHandlers(context)['evaluate.start'](asked, noSignal);
  const ended = await context.jobs.finished(job);
  if (ended.state !== 'done') throw new Error(`${ended.state}: ${ended.error?.message ?? ''}`);
  return context.store.runs.get((ended.result as { run: number }).run)?.result as EvaluationResult;
}

describe('evaluate', () => {
  it('ranks every last positive event over the catalogue, beside the baselines, on the same users', async () => {
    const context = rankingContext();
    const dataset = await smallDataset(context);
    await addToyBundle(context, dataset);
    const result = await evaluate(context, {});
    const ranks = Array.from({ length: 30 }, (_, user) => {
      // The last of 12 events is a save: the target.
      const sequence = context.store.events.sequence(dataset, context.store.users.get(dataset, `u${user}`).index);
      return (
        1 +
        order(dataset, toyQuery(dataset, context, `u${user}`, 11), seenItems(dataset, context, `u${user}`, 11)).indexOf(
          sequence.item[11] ?? -1,
        )
      );
    });
    for (const k of [5, 10]) {
      expect(result.recall[k]?.value).toBeCloseTo(ranks.filter((rank) => rank >= 1 && rank <= k).length / 30, 12);
      expect(result.ndcg[k]?.value).toBeCloseTo(
        ranks.reduce((sum, rank) => sum + (rank >= 1 && rank <= k ? 1 / Math.log2(1 + rank) : 0), 0) / 30,
        12,
      );
    }
    expect(result.n).toBe(30);
    expect(Object.keys(result.baselines)).toEqual(['popularity', 'itemKnn', 'itemKnnRecency', 'ease']);
    for (const [name, { recall }] of Object.entries(result.baselines)) {
      const difference = (result.recall['10']?.value ?? 0) - (recall['10']?.value ?? 0);
      expect(result.differences[name]?.recall['10']?.value).toBeCloseTo(difference, 12);
    }
    expect(result.slices.map(({ name, n }) => [name, n])).toContainEqual(['users whose last events do not tie in time', 29]);
    expect(result.rules.join(' ')).toContain('were held out');
    expect(result.findings.join(' ')).toContain('standard error');
    expect(result.findings.join(' ')).not.toContain('not a test');
    expect(await evaluate(context, {})).toEqual({ ...result, seconds: expect.any(Number) });
  });

  it('says that the figures are not a test when training held nothing out', async () => {
    const context = rankingContext();
    await addToyBundle(context, await smallDataset(context), { training: { split: { kind: 'none' } } });
    expect((await evaluate(context, {})).findings[0]).toBe('These figures are not a test: its training held nothing out.');
  });

  it('splits in time, and says when training read past the cut', async () => {
    const context = rankingContext();
    await addToyBundle(context, await smallDataset(context, 'small', 31));
    const result = await evaluate(context, { split: 'temporal' });
    expect(result).toMatchObject({ split: 'temporal' });
    // Users come one after the other in time, so only the one the cut falls into has events on both sides.
    expect(result.n).toBe(1);
    expect(result.findings[0]).toContain('not a test');
  });

  it('draws the users asked for', async () => {
    const context = rankingContext();
    await addToyBundle(context, await smallDataset(context));
    const result = await evaluate(context, { users: 7 });
    expect(result.n).toBe(7);
    expect(result.findings.join(' ')).toContain('7 of 30 users were drawn');
  });

  it('can be cancelled, and leaves no run', async () => {
    const context = rankingContext();
    await addToyBundle(context, await smallDataset(context), { slow: 60 });
    const { job } = await rankingHandlers(context)['evaluate.start'](
      { dataset: 'small', bundle: 'toy', split: 'leave-last-out', k: [10], seed: 1, vectors: 1, ease: true },
      noSignal,
    );
    context.jobs.watch(job, ({ phase }) => {
      if (phase === 'Bundle') context.jobs.cancel(job);
    });
    expect(await context.jobs.finished(job)).toMatchObject({ state: 'cancelled' });
    expect(context.store.runs.list()).toEqual([]);
  });
});
