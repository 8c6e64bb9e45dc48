import { expect, it } from 'vitest';
import type { SweepInput } from '../../../src/contract/tuning.ts';
import type { LogSchema } from '../../../src/core/dataset/log-schema.ts';
import type { SweepResult } from '../../../src/core/policy/sweep-result.ts';
import type { PolicyExport } from '../../../src/core/register/export-document.ts';
import { RandomStream } from '../../../src/core/random/random-stream.ts';
import { explanationsHandlers } from '../../../src/main/host/services/explanations.ts';
import { policiesHandlers } from '../../../src/main/host/services/policies.ts';
import { servingHandlers } from '../../../src/main/host/services/serving.ts';
import { tuningHandlers } from '../../../src/main/host/services/tuning.ts';
import { userEmbeddingsHandlers } from '../../../src/main/host/services/user-embeddings.ts';
import { sampleParts, sampleStartMs } from '../store/sample-parts.ts';
import { addToyBundle, rankingContext } from './ranking-context.ts';
import { noSignal } from './service-context.ts';

const [rows, users] = [11_000, 400];
const dayMs = 86_400_000;
/** The first requests of every user come on the day of their first events. */
const early = 1_000;
const size = { users, eventsPerUser: 12, items: 20 };
const draws = new RandomStream(4, 'user embeddings test');
const numbers = Array.from({ length: rows }, (_, row) => row);
const user = Int32Array.from(numbers, (row) => row % users);
const at = Float64Array.from(numbers, (row) => sampleStartMs + (row < early ? 10 * 3_600_000 : dayMs + row * 3_000));
const action = Int32Array.from(numbers, (row) => draws.int(row, 2));
/** What suits a user shows in nothing but the embedding. */
const suits = (row: number) => (user[row] ?? 0) % 2;
const rewards = [0, 1].map((reward) =>
  Float64Array.from(numbers, (row) => (action[row] === suits(row) ? 2 : 1) + 0.5 * draws.normal((2 + reward) * rows + row)),
);
const schema: LogSchema = {
  name: 'mails',
  kind: 'exploration',
  rows,
  columns: [
    { name: 'user', role: 'user', type: 'i32' },
    { name: 'at', role: 'at', type: 'f64' },
    { name: 'action', role: 'action', type: 'i32' },
    { name: 'propensity', role: 'propensity', type: 'f64' },
    { name: 'visit', role: 'reward', type: 'f64' },
    { name: 'spend', role: 'reward', type: 'f64' },
    { name: 'mood', role: 'context', type: 'i32' },
  ],
  actions: [{ name: 'hold' }, { name: 'send' }],
  production: 'hold',
  randomised: true,
};
const columns = [
  user,
  at,
  action,
  new Float64Array(rows).fill(0.5),
  ...rewards,
  Int32Array.from(numbers, (row) => draws.int(9 * rows + row, 7)),
];

/** A dataset with events and an exploration log of the same users. */
async function sample() {
  const context = rankingContext();
  const writer = context.store.datasets.create('mails', 'events');
  for (const part of sampleParts(size)) {
    if (part.type === 'log' || part.type === 'block' || part.type === 'candidates') continue;
    if (part.type === 'finish') {
      await writer.write({ type: 'log', log: 0, schema });
      for (const [column, data] of columns.entries()) await writer.write({ type: 'block', log: 0, column, block: 0, data });
    }
    await writer.write(part);
  }
  const dataset = await writer.commit();
  const tuning = tuningHandlers(context, () => Promise.resolve('seers'));
  const sweep = async (more: Partial<SweepInput> = {}): Promise<SweepResult> => {
    const input: SweepInput = { dataset: 'mails', learner: 'prl-puts', estimator: 'dr', level: 0.95, learnShare: 0.6, seed: 1, ...more };
    const { job } = await tuning['tuning.sweep']({ replicates: 0, ...input }, noSignal);
    const ended = await context.jobs.finished(job);
    expect(ended).toMatchObject({ state: 'done' });
    const { result } = await tuning['runs.get']({ run: (ended.result as { readonly run: number }).run }, noSignal);
    return result as SweepResult;
  };
  return { context, dataset, sweep, tuning };
}

const bundle = 'b'.repeat(64);

it('learns from embeddings what the context does not say, and names them; without any it learns as before, to the last bit', async () => {
  const { context, dataset, sweep, tuning } = await sample();
  const ask = (more: Partial<SweepInput>) => Promise.resolve().then(() => sweep(more));
  await expect(ask({ userEmbedding: bundle })).rejects.toMatchObject({ code: 'refused' });
  const put = (one: number, asOfMs: number) =>
    context.store.userEmbeddings.put(dataset, bundle, one, { asOfMs, vector: Float32Array.of(one % 2 === 0 ? 1 : -1, one / users) });
  for (let one = 0; one < users; one += 1) put(one, sampleStartMs + 90 * dayMs);
  const { seconds: _seconds, learned: before, ...without } = await sweep();
  const { seconds: _time, findings, learned: after, ...late } = await sweep({ userEmbedding: bundle });
  expect({ ...late, findings: findings.filter(({ code }) => code !== 'no-user-embeddings') }).toEqual(without);
  expect(findings).toHaveLength(without.findings.length + 1);
  expect(after?.model).toEqual(before?.model);

  for (let one = 0; one < users; one += 1) if (one % 10 !== 7) put(one, sampleStartMs + dayMs);
  const { userEmbedding, learned, points } = await sweep({ userEmbedding: bundle });
  const rowsWith = numbers.filter((row) => row >= early && (user[row] ?? 0) % 10 !== 7).length;
  const asOf = new Date(sampleStartMs + dayMs).toISOString();
  expect(userEmbedding).toMatchObject({
    bundle,
    bundleName: 'seers',
    dimensions: 2,
    columns: ['user_embedding_1', 'user_embedding_2'],
    rowsWith,
    rowsWithout: rows - rowsWith,
    embeddings: 360,
    asOf: { from: asOf, to: asOf },
  });
  expect(userEmbedding?.seed).toBeUndefined();
  expect(learned?.facts).toMatchObject({ 'User embeddings by': 'seers', 'Their inputs': '2, as they are', 'Made as of': asOf });
  expect(learned?.model).toMatchObject({
    inputNames: ['mood', 'user_embedding_1', 'user_embedding_1 is missing', 'user_embedding_2'],
  });
  // Giving everybody the same earns 1.5; suiting the four fifths that have an embedding earns about 1.9.
  const value = (result: Pick<SweepResult, 'points'>) => Math.max(...result.points.map(({ values }) => values['visit'] ?? 0));
  expect(value(without)).toBeLessThan(1.6);
  expect(value({ points })).toBeGreaterThan(1.75);
  const runs = (await tuning['runs.list']({}, noSignal)).runs;
  const explained = explanationsHandlers(context)['tuning.explain'];
  for (const request of [rows - 2, rows - 1, rows - 4, rows - 5].filter((row) => (user[row] ?? 0) % 10 !== 7)) {
    const { surfaces } = await explained({ of: { run: runs[0]?.id ?? 0, point: 0 }, request }, noSignal);
    expect((surfaces[0]?.[1] ?? 0) > (surfaces[0]?.[0] ?? 0)).toBe(suits(request) === 1);
  }
});

it('serves and exports what was learned with embeddings: they are features like others, a missing one is flagged, an absent one falls back', async () => {
  const { context, dataset, sweep } = await sample();
  const { store } = context;
  for (let one = 0; one < users; one += 1) {
    const vector = Float32Array.from({ length: 20 }, (_, place) => (place === 0 ? 4 - 8 * (one % 2) : draws.normal(one * 20 + place)));
    if (one % 10 !== 7) store.userEmbeddings.put(dataset, bundle, one, { asOfMs: sampleStartMs + dayMs, vector });
  }
  const { userEmbedding } = await sweep({ userEmbedding: bundle });
  expect(userEmbedding).toMatchObject({ dimensions: 20, seed: 1 });
  expect(userEmbedding?.columns).toHaveLength(16);
  const policies = policiesHandlers(context);
  await policies['policies.propose']({ run: 1, point: 0, by: 'Ana', reason: 'more' }, noSignal);
  await policies['policies.approve']({ policy: 1, by: 'Bo' }, noSignal);
  const { text } = await policies['policies.export']({ policy: 1 }, noSignal);
  const { network, serving, snapshot } = JSON.parse(text) as PolicyExport;
  expect(snapshot.body.result.userEmbedding).toEqual(userEmbedding);
  const columnsOf = userEmbedding?.columns ?? [];
  expect(serving.required).toEqual(['mood', ...columnsOf]);
  expect(network?.features.map(({ input }) => input)).toContain('user_embedding_1 is missing');
  expect(network?.userEmbedding).toMatchObject({ bundle, bundleName: 'seers', dimensions: 20, columns: columnsOf });
  // A caller makes the columns from an embedding by the projection in the file.
  const vectorOf = (one: number) => store.userEmbeddings.newest(dataset, bundle, one)?.vector ?? new Float32Array(20);
  const projected = (one: number) =>
    network?.userEmbedding?.projection?.map((row) => row.reduce((sum, weight, place) => sum + weight * (vectorOf(one)[place] ?? 0), 0)) ??
    [];
  expect(projected(0)).toHaveLength(16);
  const userOf = new Map(Array.from({ length: users }, (_, one) => [Math.fround(projected(one)[0] ?? Number.NaN), one]));
  const told = network?.probes.filter(({ context: known }) => known['user_embedding_1'] !== null) ?? [];
  const missing = network?.probes.filter(({ context: known }) => columnsOf.every((column) => known[column] === null)) ?? [];
  expect(told.length).toBeGreaterThan(20);
  expect(missing.length).toBeGreaterThan(5);
  const suited = told.filter(({ action: chosen, context: known }) => chosen === (userOf.get(Number(known['user_embedding_1'])) ?? 0.5) % 2);
  expect(suited.length).toBeGreaterThan(0.95 * told.length);

  const decide = async (input: { readonly request?: number; readonly context?: Record<string, number | string | null> }) =>
    (await servingHandlers(context)['serving.decide']({ policy: 1, ...input }, noSignal)).decision;
  for (const request of [rows - 2, rows - 1]) expect(await decide({ request })).toMatchObject({ action: { index: suits(request) } });
  const brought = (one: number) => ({
    mood: 3,
    ...Object.fromEntries(columnsOf.map((column, place) => [column, projected(one)[place] ?? 0])),
  });
  for (const one of [0, 1]) expect(await decide({ context: brought(one) })).toMatchObject({ source: 'policy', action: { index: one } });
  const unknown = await decide({ context: { mood: 3, ...Object.fromEntries(columnsOf.map((column) => [column, null])) } });
  expect(unknown).toMatchObject({ source: 'policy', action: { index: missing[0]?.action } });
  expect(await decide({ context: { mood: 3 } })).toMatchObject({ source: 'fallback', reason: 'missing-feature' });
});

it('makes the embeddings that the nights before the requests would have given, once', async () => {
  const { context, dataset, sweep } = await sample();
  const name = await addToyBundle(context, dataset, { historyLength: 8 });
  const { 'embeddings.list': list, 'embeddings.make': make } = userEmbeddingsHandlers(context);
  expect(await list({ dataset: 'mails' }, noSignal)).toEqual({ stored: [], makers: [name] });
  const run = async () => {
    const { job } = await make({ dataset: 'mails', log: 'mails', bundle: name }, noSignal);
    return (await context.jobs.finished(job)).result;
  };
  // Requests of the first day have no night behind them that knows an event.
  expect(await run()).toEqual({ users, known: users, made: users });
  expect(await run()).toEqual({ users, known: users, made: 0 });
  const { stored } = await list({ dataset: 'mails' }, noSignal);
  const night = sampleStartMs + dayMs;
  expect(stored).toMatchObject([{ name, users, embeddings: users, dimensions: 4, fromMs: night, toMs: night }]);
  const { userEmbedding } = await sweep({ userEmbedding: stored[0]?.bundle ?? '', model: 'ridge' });
  expect(userEmbedding).toMatchObject({ rowsWith: rows - early, rowsWithout: early, embeddings: users });
  await expect(Promise.resolve(make({ dataset: 'mails', log: 'none', bundle: name }, noSignal))).rejects.toMatchObject({
    code: 'not-found',
  });
});
