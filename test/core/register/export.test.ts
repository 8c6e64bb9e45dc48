import { expect, test } from 'vitest';
import { canonicalJson } from '../../../src/core/register/canonical-json.ts';
import { diffSnapshots } from '../../../src/core/register/diff-snapshots.ts';
import { compareExport, makeExport, type PolicyExport, verifyExport } from '../../../src/core/register/export-document.ts';
import { evidenceOf } from '../../../src/core/register/evidence.ts';
import { judgeGuardrails } from '../../../src/core/register/guardrails.ts';
import { besideOf } from '../../../src/core/register/chosen-policy.ts';
import type { OperatingPolicy } from '../../../src/core/register/register-state.ts';
import { cohortPolicy, sampleSnapshot, sampleSweep } from './sample.ts';
import { sha256 } from './sha256.ts';

const body = sampleSnapshot();
const snapshot = { id: 1, hash: sha256(canonicalJson(body)), dataset: 'mails', log: 'mails', run: 3, by: 'Ana', at: 't1' };
const policy: OperatingPolicy = {
  id: 1,
  dataset: 'mails',
  snapshot: 1,
  point: 1,
  alpha: 0.5,
  reason: 'more of both',
  guardrails: [],
  proposedBy: 'Ana',
  proposedAt: 't1',
  approvedBy: 'Bo',
  approvedAt: 't2',
  state: 'live',
};
const made = makeExport({ policy, snapshot, body, head: { seq: 3, hash: 'h' } }, sha256);

test('an export survives its own JSON, and its probe names the chosen point', () => {
  const read = JSON.parse(JSON.stringify(made, undefined, 2)) as PolicyExport;
  expect(verifyExport(read, sha256)).toEqual([]);
  expect(compareExport(read, { ...policy, state: 'superseded' }, snapshot)).toEqual([]);
  expect(made.probe).toContainEqual({ pointer: '/snapshot/body/result/points/1/values/visit', value: 2.3 });
  expect(made.probe).toContainEqual({ pointer: '/snapshot/body/result/baseline/scored/values/spend', value: 4 });
  expect(made.probe).toContainEqual({ pointer: '/snapshot/body/result/points/1/hits', value: 400 });
});

test.each<[string, (document: PolicyExport) => PolicyExport]>([
  ['the reason', (document) => ({ ...document, policy: { ...document.policy, reason: 'other' } })],
  ['the head', (document) => ({ ...document, head: { seq: 2, hash: 'h' } })],
  [
    'a number of the snapshot',
    (document) => ({ ...document, snapshot: { ...document.snapshot, body: sampleSnapshot({ hypervolume: 9 }) } }),
  ],
  ['a probe', (document) => ({ ...document, probe: document.probe.map((probe) => ({ ...probe, value: probe.value + 1 })) })],
])('an export shows a change of %s', (_, change) => {
  expect(verifyExport(change(made), sha256).length).toBeGreaterThan(0);
});

test('a probe finds wrong numbers even where every hash was made anew', () => {
  const points = sampleSweep().points.map((point) => ({ ...point, values: { visit: 9, spend: 9 } }));
  const forged = sampleSnapshot({ points });
  const { hash: _, ...rest } = { ...made, snapshot: { id: 1, hash: sha256(canonicalJson(forged)), body: forged } };
  const document = { ...rest, hash: sha256(canonicalJson(rest)) };
  expect(verifyExport(document, sha256).map(({ message }) => message)).toEqual([
    expect.stringContaining('expects 2.3 at /snapshot/body/result/points/1/values/visit and finds 9') as string,
    expect.stringContaining('values/spend') as string,
  ]);
  expect(compareExport(document, policy, snapshot)).toHaveLength(1);
});

test('an export of another policy or snapshot is told from the register', () => {
  expect(compareExport(made, undefined, undefined)).toHaveLength(2);
  expect(compareExport(made, { ...policy, approvedBy: 'Cy' }, snapshot)).toHaveLength(1);
  expect(compareExport(made, policy, { ...snapshot, hash: 'x' })).toHaveLength(1);
});

test('guardrails: kept above the margin, broken below it, open in between or without an interval', () => {
  const point = {
    lifts: { a: 0.1, b: -0.2, c: 0, d: 0 },
    liftIntervals: [
      { objective: 'a', low: -0.01, high: 0.2, level: 0.95 },
      { objective: 'b', low: -0.3, high: -0.0101, level: 0.95 },
      { objective: 'c', low: -0.0101, high: 0.3, level: 0.95 },
    ],
  };
  const verdicts = (margins: Record<string, number>) =>
    judgeGuardrails(point, ['a', 'b', 'c', 'd', 'e'], margins).map(({ verdict }) => verdict);
  expect(verdicts({})).toEqual(['kept', 'broken', 'open', 'open', 'open']);
  expect(verdicts({ b: 0.3, c: 0.011 })).toEqual(['kept', 'kept', 'kept', 'open', 'open']);
  expect(judgeGuardrails(point, ['e'], {})).toEqual([{ objective: 'e', margin: 0.01, verdict: 'open' }]);
});

test('a diff sets settings and figures side by side and marks what differs', () => {
  const other = sampleSnapshot({ estimator: 'snips', hypervolume: 2, split: { ...sampleSweep().split, seed: 8 } });
  const window = { from: '2026-01-01T00:02:43.000Z', to: '2026-01-03T10:00:00.000Z' };
  const rows = diffSnapshots([body, { ...other, log: { ...other.log, window } }, body]);
  const row = (name: string) => rows.find((one) => one.name === name);
  expect(row('estimator')).toMatchObject({ cells: ['dr', 'snips', 'dr'], same: false, group: 'settings' });
  expect(row('seed')).toMatchObject({ cells: [7, 8, 7], same: false });
  expect(row('dataset hash')).toMatchObject({ cells: ['abc', 'abc', 'abc'], same: true });
  expect(row('hypervolume')).toMatchObject({ cells: [1.25, 2, 1.25], same: false });
  // The refused point has no number, so that it cannot be the best.
  expect(row('best spend')).toMatchObject({ cells: [5, 5, 5], same: true });
  expect(row('knee visit')?.cells).toEqual([2.3, 2.3, 2.3]);
  expect(row('window')?.cells).toEqual(['untimed', '2026-01-01 00:02 to 2026-01-03 10:00 UTC', 'untimed']);
  expect(rows.filter(({ same }) => !same)).toHaveLength(4);
});

test('what is quoted and guarded comes from the confirm rows where there are any, and every other logged reward is guarded', () => {
  const result = sampleSweep();
  const [, second] = result.points;
  if (second === undefined) throw new Error('the sample has four points');
  const confirm = {
    ...second,
    lifts: { visit: 0.1, spend: -0.2 },
    liftIntervals: [
      { objective: 'visit', low: 0.05, high: 0.15, level: 0.95 },
      { objective: 'spend', low: -0.3, high: -0.1, level: 0.95 },
    ],
    rewards: [
      { reward: 'open', sense: 'more', margin: 0.02, value: 1, production: 1, lift: 0, low: -0.01, high: 0.01, verdict: 'held' },
      { reward: 'hide', sense: 'less', margin: 0.02, value: 1, production: 1, lift: 0.1, low: 0.05, high: 0.15, verdict: 'violated' },
    ],
    meanWeight: 1,
    meanWeightSe: 0.01,
    refused: false,
  } as const;
  const evidence = evidenceOf({ ...second, confirm });
  expect([evidence.rows, evidenceOf(second).rows]).toEqual(['confirm', 'scored']);
  const verdicts = judgeGuardrails(evidence.figures, result.objectives, {}).map(({ objective, verdict }) => [objective, verdict]);
  expect(verdicts).toEqual([
    ['visit', 'kept'],
    ['spend', 'broken'],
    ['open', 'kept'],
    ['hide', 'broken'],
  ]);
  expect(judgeGuardrails(evidence.figures, result.objectives, { hide: 0.2 }).at(-1)).toMatchObject({
    sense: 'less',
    margin: 0.2,
    verdict: 'kept',
  });

  const confirmed = sampleSnapshot({ points: result.points.map((point, place) => (place === 1 ? { ...point, confirm } : point)) });
  const document = makeExport(
    { policy, snapshot: { ...snapshot, hash: sha256(canonicalJson(confirmed)) }, body: confirmed, head: { seq: 3, hash: 'h' } },
    sha256,
  );
  expect(document.evidence.rows).toBe('confirm');
  expect(document.probe).toContainEqual({ pointer: '/snapshot/body/result/points/1/confirm/lifts/spend', value: -0.2 });
});

test('an export of a policy beside the frontier says how it chooses, and its probe names that policy', () => {
  const confirm = { ...cohortPolicy, meanWeight: 1, meanWeightSe: 0.1, refused: false, rewards: [], lifts: { visit: 0.11, spend: 0.12 } };
  const swept = sampleSnapshot({ policies: [{ ...cohortPolicy, confirm }] });
  const { point: _, alpha: _alpha, ...bare } = policy;
  const chosen = { ...bare, beside: besideOf(cohortPolicy, 0) };
  const parts = { policy: chosen, snapshot: { ...snapshot, hash: sha256(canonicalJson(swept)) }, body: swept, head: { seq: 3, hash: 'h' } };
  const document = JSON.parse(JSON.stringify(makeExport(parts, sha256))) as PolicyExport;
  expect(verifyExport(document, sha256)).toEqual([]);
  expect(compareExport(document, chosen, parts.snapshot)).toEqual([]);
  expect(compareExport(document, { ...chosen, beside: { ...chosen.beside, place: 1 } }, parts.snapshot)).toHaveLength(1);
  expect(document).toMatchObject({
    version: 2,
    evidence: { rows: 'confirm' },
    choice: { type: 'cohorts', column: 'tier', otherwise: { index: 0, name: 'hold' } },
    // No net, so nothing is asked of a request.
    serving: { required: [], fallback: { name: 'hold' } },
  });
  expect(document.probe).toContainEqual({ pointer: '/snapshot/body/result/policies/0/confirm/lifts/visit', value: 0.11 });
  expect(() => makeExport({ ...parts, policy: { ...chosen, beside: { ...chosen.beside, name: 'another' } } }, sha256)).toThrow(
    /does not hold/,
  );
});

test('a diff sets the alphas of cohorts and the policies beside the frontier side by side', () => {
  const group = (name: string, chosenAlpha?: number) => ({
    name,
    rows: 900,
    users: 90,
    points: [],
    ...(chosenAlpha === undefined ? {} : { chosenAlpha }),
  });
  const one = sampleSnapshot({ policies: [cohortPolicy], cohorts: { column: 'tier', groups: [group('a', 0.3), group('b')] } });
  const rows = diffSnapshots([body, one]);
  const cells = (name: string) => rows.find((row) => row.name === name)?.cells;
  expect(cells('cohorts by')).toEqual([undefined, 'tier']);
  expect(cells('alpha of a')).toEqual([undefined, 0.3]);
  expect(cells('alpha of b')).toEqual([undefined, 'production']);
  expect(cells('One alpha per cohort, visit')).toEqual([undefined, 2.3]);
});
