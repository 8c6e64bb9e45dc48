import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, test } from 'vitest';
import type { LogSchema } from '../../../src/core/dataset/log-schema.ts';
import type { ExplorationData } from '../../../src/core/policy/exploration-data.ts';
import type { PolicyPoint } from '../../../src/core/policy/sweep-result.ts';
import type { LearnerRecord } from '../../../src/core/policy/learned.ts';
import { RandomStream } from '../../../src/core/random/random-stream.ts';
import { causeBeforeScoring, type DrillFailure } from '../../../src/core/serving/decision.ts';
import type { PolicyExport } from '../../../src/core/register/export-document.ts';
import { LearningClient } from '../../../src/main/engine/learning/client.ts';
import { learnPolicy } from '../../../src/main/host/learning/learn-policy.ts';
import type { NamedPolicy } from '../../../src/contract/explanations.ts';
import { explanationsHandlers } from '../../../src/main/host/services/explanations.ts';
import { policiesHandlers } from '../../../src/main/host/services/policies.ts';
import { servingHandlers } from '../../../src/main/host/services/serving.ts';
import { openConnection } from '../../../src/main/store/connection.ts';
import { cohortPolicy, samplePolicy, sampleSweep } from '../../core/register/sample.ts';
import { noSignal, serviceContext } from './service-context.ts';

const rows = 6_000;
const draws = new RandomStream(3, 'serving test');
const numbers = Array.from({ length: rows }, (_, row) => row);
const kind = Int32Array.from(numbers, (row) => draws.int(row, 2));
const action = Int32Array.from(numbers, (row) => draws.int(rows + row, 2));
const tier = Int32Array.from(numbers, (row) => (row >> 1) % 2);
const signal = new AbortController().signal;

/** Two actions; `send` suits requests of kind y, `hold` those of kind x. */
const data: ExplorationData = {
  rows,
  actions: ['hold', 'send'],
  action,
  propensity: new Float64Array(rows).fill(0.5),
  objectives: ['visit', 'spend'],
  rewards: [0, 1].map((reward) =>
    Float64Array.from(numbers, (row) => (action[row] === kind[row] ? 2 : 0) + draws.normal((2 + reward) * rows + row)),
  ),
  context: [{ name: 'kind', kind: 'category', data: kind, levels: ['x', 'y'] }],
};
const schema: LogSchema = {
  name: 'mails',
  kind: 'exploration',
  rows,
  columns: [
    { name: 'kind', role: 'context', type: 'i32', levels: ['x', 'y'] },
    // The net was learned without it.
    { name: 'tier', role: 'context', type: 'i32', levels: ['a', 'b'] },
    { name: 'action', role: 'action', type: 'i32' },
    { name: 'propensity', role: 'propensity', type: 'f64' },
    { name: 'visit', role: 'reward', type: 'f64' },
    { name: 'spend', role: 'reward', type: 'f64' },
  ],
  actions: [
    { name: 'hold', weights: { save: 1 } },
    { name: 'send', weights: { save: 2 } },
  ],
  production: 'hold',
  randomised: true,
};

let learned: LearnerRecord | undefined;
const learning = new LearningClient();
beforeAll(async () => {
  const every = Int32Array.from(numbers);
  const made = await learnPolicy(
    { learning },
    data,
    { learn: every, predict: every.slice(0, 4) },
    { seed: 1 },
    { signal, progress: () => undefined },
  );
  learned = made?.record;
});
afterAll(() => learning.close());

/** A live policy on the net, or on none; and row 0 of each kind. */
async function live(record: LearnerRecord | undefined = learned, serving = { budgetMs: 500, maxAgeDays: 30 }, beside?: PolicyPoint) {
  const context = { ...serviceContext(), version: '1.2.3' };
  const { store } = context;
  const writer = store.datasets.create('mails', 'exploration');
  await writer.write({ type: 'log', log: 0, schema });
  for (const [column, values] of [kind, tier, action, data.propensity, ...data.rewards].entries())
    await writer.write({ type: 'block', log: 0, column, block: 0, data: values });
  const counts = { users: 0, items: 0, sessions: 0, events: 0, untimedEvents: 0, requests: rows };
  const read = { read: rows, imported: rows, duplicate: 0, rejected: 0, identical: 0 };
  await writer.write({ type: 'finish', counts: { rows: read, files: [], ...counts, actionEvents: [], notes: [], hash: 'h' } });
  await writer.commit();
  const result = {
    ...sampleSweep(),
    ...(record === undefined ? {} : { learned: record }),
    ...(beside === undefined ? {} : { policies: [beside] }),
  };
  store.runs.insert({ kind: 'sweep', title: 'Sweep', dataset: 'mails', createdAtMs: Date.now(), result });
  const policies = policiesHandlers(context);
  const served = servingHandlers(context);
  const choice = beside === undefined ? { point: 1 } : { beside: 0 };
  await policies['policies.propose']({ run: 1, ...choice, by: 'Ana', reason: 'more', serving }, noSignal);
  await policies['policies.approve']({ policy: 1, by: 'Bo' }, noSignal);
  const decide = (input: { readonly request?: number; readonly context?: Record<string, string | null> }) =>
    Promise.resolve(served['serving.decide']({ policy: 1, ...input }, noSignal)).then(({ decision }) => decision);
  const drill = (input: { readonly only?: DrillFailure | 'none'; readonly by?: string; readonly column?: string }) =>
    Promise.resolve().then(() => served['serving.drill']({ policy: 1, request: 0, ...input }, noSignal));
  const get = () => Promise.resolve(served['serving.get']({ policy: 1, limit: 50 }, noSignal));
  return { ...context, policies, decide, drill, get };
}

it('answers each request with the action that its features call for, and logs nothing of it', async () => {
  const { decide, get } = await live();
  for (const row of [0, 1, 2, 3]) expect(await decide({ request: row })).toMatchObject({ source: 'policy', action: { index: kind[row] } });
  expect(await decide({ context: { kind: 'y' } })).toMatchObject({ source: 'policy', action: { name: 'send', weights: { save: 2 } } });
  expect(await get()).toMatchObject({ hasModel: true, requests: rows, decisions: [], rule: { required: ['kind'], budgetMs: 500 } });
});

it('falls back to production for each failure, says why, and keeps it in the log', async () => {
  const { decide, policies, get } = await live();
  expect(await decide({ context: {} })).toMatchObject({
    source: 'fallback',
    reason: 'missing-feature',
    action: { name: 'hold', weights: { save: 1 } },
    detail: expect.stringContaining('does not bring kind') as string,
  });
  // A value that is known to be missing is no missing feature.
  expect(await decide({ context: { kind: null } })).toMatchObject({ source: 'policy' });
  await policies['policies.rollback']({ dataset: 'mails', to: 'production', by: 'Cy', reason: 'worse' }, noSignal);
  expect(await decide({ request: 0 })).toMatchObject({ reason: 'not-live', action: { name: 'hold' } });
  expect((await get()).decisions.map(({ reason, request, action: name }) => [reason, request, name])).toEqual([
    ['not-live', 0, 'hold'],
    ['missing-feature', undefined, 'hold'],
  ]);
});

it('drills every failure, and keeps the drill in a chain that stays valid', async () => {
  const { drill, policies, get } = await live(learned, { budgetMs: 80, maxAgeDays: 30 });
  const all = await drill({ by: 'Ana' });
  expect(all.cases.map(({ injected, source, reason, held }) => [injected, source, reason, held])).toEqual([
    ['none', 'policy', undefined, true],
    ['missing-feature', 'fallback', 'missing-feature', true],
    ['timeout', 'fallback', 'timeout', true],
    ['stale-model', 'fallback', 'stale-model', true],
    ['broken-model', 'fallback', 'broken-model', true],
  ]);
  expect(all.held).toBe(true);
  const register = await policies['policies.audit']({}, noSignal);
  expect(register).toMatchObject({ chainValid: true, policies: [{ drill: { by: 'Ana' } }] });
  expect(register.audit.at(-1)).toMatchObject({ seq: 4, what: 'drill', summary: expect.stringContaining('all 5 answers') as string });
  expect((await get()).decisions.map(({ injected }) => injected)).toEqual([
    'broken-model',
    'stale-model',
    'timeout',
    'missing-feature',
    'none',
  ]);
  await drill({ only: 'timeout' });
  expect((await policies['policies.list']({}, noSignal)).audit).toHaveLength(4);
  await expect(drill({ only: 'timeout', by: 'Ana' })).rejects.toMatchObject({ code: 'usage' });
  await expect(drill({ column: 'mood' })).rejects.toMatchObject({ code: 'not-found' });
});

it('serves each cohort at its own alpha, and what tells no cohort by the static weights', async () => {
  const { decide, drill, get, policies } = await live(learned, { budgetMs: 80, maxAgeDays: 30 }, cohortPolicy);
  const request = numbers.find((row) => kind[row] === 1 && tier[row] === 0) ?? 0;
  expect(await decide({ request })).toMatchObject({ source: 'policy', action: { name: 'send' } });
  expect(await decide({ context: { kind: 'x', tier: 'a' } })).toMatchObject({ source: 'policy', action: { name: 'hold' } });
  // A cohort without an alpha, an unknown one and a missing one stay with production, and that is the policy's answer.
  for (const tier of ['b', 'c', null])
    expect(await decide({ context: { kind: 'y', tier } })).toMatchObject({ source: 'policy', action: { index: 0 } });
  expect(await decide({ context: { kind: 'y' } })).toMatchObject({ source: 'fallback', reason: 'missing-cohort' });
  expect(await decide({ context: { tier: 'a' } })).toMatchObject({ source: 'fallback', reason: 'missing-feature' });
  expect((await get()).rule).toMatchObject({ required: ['tier', 'kind'], cohort: 'tier' });
  const all = await drill({ by: 'Ana' });
  expect(all.cases.map(({ injected }) => injected)).toEqual([
    'none',
    'missing-feature',
    'missing-cohort',
    'timeout',
    'stale-model',
    'broken-model',
  ]);
  expect(all.held).toBe(true);
  expect(await drill({ only: 'missing-feature', column: 'tier' })).toMatchObject({ held: true, cases: [{ reason: 'missing-cohort' }] });

  const { text } = await policies['policies.export']({ policy: 1 }, noSignal);
  const { choice, network, serving } = JSON.parse(text) as PolicyExport;
  expect(choice).toMatchObject({
    type: 'cohorts',
    column: 'tier',
    otherwise: { name: 'hold' },
    cohorts: [{ value: 'a', alpha: 0.3 }, { value: 'b' }],
  });
  expect(network).toMatchObject({
    of: 'predictions',
    cohorts: { column: 'tier', otherwise: 0, weights: [{ value: 'a', alpha: 0.3 }, { value: 'b' }] },
  });
  expect(network?.cohorts?.weights[0]?.weights).toEqual([0.7 / 0.3, 0.3 / 1.5]);
  expect(serving).toMatchObject({ cohort: 'tier', required: ['tier', 'kind'] });
  for (const { context, action: expected } of network?.probes ?? [])
    expect(expected).toBe(context['tier'] === 'a' && context['kind'] === 'y' ? 1 : 0);
  expect(new Set(network?.probes.map(({ action: expected }) => expected)).size).toBe(2);
  const register = await policies['policies.audit']({ against: text }, noSignal);
  expect(register.chainValid).toBe(true);
  expect(register.audit[1]?.summary).toContain('alpha per tier: a 0.3, b production');
});

it('serves a policy by a net of its own, whatever the sweep predicted with', async () => {
  const rule = { type: 'network', model: learned?.model, weights: [1] } as const;
  const { decide, drill, policies } = await live(
    { kind: 'ridge', note: 'few rows' },
    undefined,
    samplePolicy('DRL-PUT, both', 'drl-put', rule),
  );
  for (const row of [0, 1, 2, 3]) expect(await decide({ request: row })).toMatchObject({ source: 'policy', action: { index: kind[row] } });
  expect((await drill({ by: 'Ana' })).cases.map(({ injected, held }) => [injected, held])).not.toContainEqual(['missing-cohort', true]);
  const { text } = await policies['policies.export']({ policy: 1 }, noSignal);
  const { choice, network, probe, policy } = JSON.parse(text) as PolicyExport;
  expect(choice).toEqual({ type: 'network', network: 'own', weights: [1] });
  expect(network).toMatchObject({ of: 'own', weights: [1, 0], rule: 'sum' });
  expect(network?.probes).toHaveLength(100);
  expect(policy.beside).toEqual({ place: 0, name: 'DRL-PUT, both', kind: 'drl-put' });
  expect(probe).toContainEqual({ pointer: '/snapshot/body/result/policies/0/hits', value: 400 });
});

it('explains what each kind of policy does with a request: what it was told by, its scores, and what it gives', async () => {
  const on = numbers.find((row) => kind[row] === 1 && tier[row] === 0) ?? 0;
  const left = numbers.find((row) => kind[row] === 1 && tier[row] === 1) ?? 0;
  const { decide, store } = await live(learned, undefined, cohortPolicy);
  const handlers = explanationsHandlers({ store });
  const explain = (of: NamedPolicy, request: number) => Promise.resolve().then(() => handlers['tuning.explain']({ of, request }, noSignal));
  const ownAlpha = await explain({ run: 1, beside: 0 }, on);
  expect(ownAlpha).toMatchObject({
    choice: { action: 1, ground: { type: 'cohort', column: 'tier', value: 'a', alpha: 0.3, listed: true } },
    objectives: ['visit', 'spend'],
  });
  const [visit = [], spend = []] = ownAlpha.surfaces;
  ownAlpha.choice.scores?.forEach((score, action) =>
    expect(score).toBeCloseTo(((visit[action] ?? 0) * 0.7) / 0.3 + ((spend[action] ?? 0) * 0.3) / 1.5, 9),
  );
  expect((await decide({ request: on })).action.index).toBe(ownAlpha.choice.action);
  const { choice: kept } = await explain({ run: 1, beside: 0 }, left);
  expect(kept).toEqual({ action: 0, ground: { type: 'cohort', column: 'tier', value: 'b', listed: true } });
  expect((await explain({ run: 1, point: 1 }, left)).choice).toMatchObject({ action: 1, ground: { type: 'alpha', alpha: 0.5 } });
  // The first rows of one kind and cohort change; the policy as it was frozen says the same when its run is gone.
  const most = (of: NamedPolicy) => Promise.resolve(handlers['tuning.changed']({ of, limit: 100 }, noSignal));
  const { examined, requests } = await most({ run: 1, beside: 0 });
  const suited = numbers.filter((row) => row < examined && kind[row] === 1 && tier[row] === 0);
  expect(requests.map(({ request }) => request).toSorted((a, b) => a - b)).toEqual(suited.slice(0, 100));
  expect(requests.every(({ gain, places }) => gain > 0 && places === undefined)).toBe(true);
  store.runs.remove(1);
  await expect(explain({ run: 1, beside: 0 }, on)).rejects.toMatchObject({ code: 'not-found' });
  expect(await explain({ policy: 1 }, on)).toEqual(ownAlpha);
  expect((await most({ policy: 1 })).requests).toEqual(requests);
  await expect(explain({ policy: 1 }, rows)).rejects.toMatchObject({ code: 'not-found' });
});

it('explains a net of its own, fixed weights and a static policy; and says what to do where a run does not hold what chooses', async () => {
  const { store } = await live();
  const handlers = explanationsHandlers({ store });
  const own = samplePolicy('DRL-PUT, both', 'drl-put', { type: 'network', model: learned?.model, weights: [1] });
  const argmax = samplePolicy('Q-argmax, both', 'other', { type: 'network', weights: [0, 2] });
  const put = (result: object) =>
    store.runs.insert({ kind: 'sweep', title: '', dataset: 'mails', createdAtMs: Date.now() + 1, result: { ...sampleSweep(), ...result } });
  const explain = (of: NamedPolicy) => Promise.resolve().then(() => handlers['tuning.explain']({ of, request: 0 }, noSignal));
  const run = put({ learned, policies: [own, argmax, samplePolicy('One alpha per cohort', 'cohorts')] });
  expect(await explain({ run, beside: 0 })).toMatchObject({ choice: { action: kind[0], ground: { type: 'preference' } } });
  expect((await explain({ run, beside: 1 })).choice.ground).toEqual({ type: 'rewards', weights: [{ reward: 'spend', weight: 2 }] });
  await expect(explain({ run, beside: 2 })).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringMatching(/does not hold how "One alpha per cohort" chooses\. Sweep again/) as string,
  });
  await expect(explain({ run, beside: 3 })).rejects.toMatchObject({ code: 'not-found' });
  await expect(explain({ run: put({}), point: 0 })).rejects.toMatchObject({ code: 'refused' });
  expect(await explain({ run: put({ learner: 'static' }), point: 0 })).toEqual({
    choice: { action: 0, ground: { type: 'static' } },
    objectives: [],
    surfaces: [],
  });
});

it('believes no model whose file or whose register was changed behind its back', async () => {
  const { dataDirectory, decide, store } = await live();
  const database = openConnection(join(dataDirectory, 'workspace.sqlite'), { writable: true });
  for (const name of ['entries_update', 'snapshots_update']) database.exec(`DROP TRIGGER register_${name}`);
  database.exec(`UPDATE register_snapshots SET body = replace(body, '"alpha":0.5', '"alpha":0.6')`);
  expect(await decide({ request: 0 })).toMatchObject({ reason: 'broken-model', action: { name: 'hold' } });
  database.exec(`UPDATE register_entries SET who = 'Al' WHERE seq = 3`);
  expect(() => database.exec('DELETE FROM policy_decisions')).toThrow(/never changes/);
  expect(() => database.exec(`UPDATE policy_decisions SET source = 'policy'`)).toThrow(/never changes/);
  database.close();
  expect(await decide({ request: 0 })).toMatchObject({ reason: 'broken-model', detail: expect.stringContaining('Entry 3') as string });
  expect(store.decisions.list(1, 10)).toHaveLength(2);
});

it('says so where nothing was learned that could be asked', async () => {
  const { decide, drill, policies } = await live({ kind: 'ridge', note: 'few rows' });
  expect(await decide({ request: 0 })).toMatchObject({ reason: 'no-model', action: { name: 'hold' } });
  expect((await drill({ only: 'none' })).held).toBe(false);
  const { text } = await policies['policies.export']({ policy: 1 }, noSignal);
  expect((JSON.parse(text) as PolicyExport).serving).toMatchObject({ required: [], fallback: { name: 'hold', why: 'production' } });
});

test('a model is stale from the day after its last one, and where its age cannot be read', () => {
  const rule = {
    required: [],
    budgetMs: 50,
    maxAgeDays: 2,
    learnedAt: '2026-01-01T00:00:00Z',
    fallback: { index: 0, name: 'a', why: 'production' },
  } as const;
  const at = (day: number) => Date.UTC(2026, 0, day);
  expect(causeBeforeScoring(rule, {}, at(3))).toBeUndefined();
  expect(causeBeforeScoring(rule, {}, at(3) + 1)).toMatchObject({ reason: 'stale-model' });
  expect(causeBeforeScoring({ ...rule, learnedAt: 'soon' }, {}, at(1))).toMatchObject({ reason: 'stale-model' });
});
