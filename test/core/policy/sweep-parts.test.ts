import { expect, test } from 'vitest';
import { chooseActions } from '../../../src/core/policy/choose-actions.ts';
import type { ExplorationData } from '../../../src/core/policy/exploration-data.ts';
import type { Predictions } from '../../../src/core/policy/predictions.ts';
import { finish } from '../../../src/core/policy/progress.ts';
import { heldRows, splittingParts } from '../../../src/core/policy/split.ts';
import { RandomStream } from '../../../src/core/random/random-stream.ts';
import { runSweep } from './run.ts';
import { expectedReward, makeWorld } from './world.ts';

const split = { learnShare: 0.5, confirmShare: 0.4, seed: 3 };

test('three parts share no user and hold every row; with times, held rows are later', () => {
  const data = {
    ...makeWorld({ rows: 4_000, seed: 1, heterogeneity: 0, perUser: 5 }),
    at: Float64Array.from({ length: 4_000 }, (_, row) => (row * 7919) % 4_000),
  };
  const parts = finish(splittingParts(data, split));
  const users = [parts.learn, parts.score, parts.confirm].map((rows) => new Set(Array.from(rows, (row) => data.user?.[row])));
  expect(parts.learn.length + parts.score.length + parts.confirm.length).toBe(4_000);
  expect(users.every((own, place) => users.every((other, at) => at === place || own.isDisjointFrom(other)))).toBe(true);
  expect(Math.abs(parts.confirm.length / 4_000 - 0.2)).toBeLessThan(0.04);
  const later = finish(splittingParts(data, { ...split, time: 'later' }));
  const cut = later.cutMs ?? Number.NaN;
  expect([...later.learn].every((row) => (data.at[row] ?? 0) < cut)).toBe(true);
  expect([...heldRows(later)].every((row) => (data.at[row] ?? 0) >= cut)).toBe(true);
  const same = finish(splittingParts(data, { ...split, sameData: true }));
  expect([same.learn.length, same.score.length, same.confirm.length]).toEqual([4_000, 4_000, 0]);
});

test('every point has confirm figures of its own, guardrails on the other rewards, and bootstrap shares', () => {
  const world = makeWorld({ rows: 12_000, seed: 4, heterogeneity: 0.4, perUser: 6 });
  const draw = new RandomStream(5, 'others');
  const clicks = Float64Array.from({ length: world.rows }, (_, row) => (draw.uniform(row) < 0.4 ? 1 : 0));
  const broken = Float64Array.from(world.action, (arm, row) => (draw.uniform(1e6 + row) < (arm === 3 ? 0.05 : 0.5) ? 1 : 0));
  const data: ExplorationData = {
    ...world,
    others: [
      { name: 'clicks', values: clicks },
      { name: 'broken', values: broken },
    ],
  };
  const { result } = runSweep(data, { replicates: 200, level: 0.95 });
  const last = result.points.at(-1);
  expect(last?.confirm?.values).not.toEqual(last?.values);
  expect(Object.keys(last?.confirm?.values ?? {})).toEqual(['saves', 'depth']);
  expect(result.points.every(({ rewards }) => rewards?.length === 2)).toBe(true);
  // Depth alone asks for the last arm, and there the other reward breaks.
  expect(last?.rewards?.find(({ reward }) => reward === 'broken')?.verdict).toBe('violated');
  expect(last?.status).toBe('infeasible');
  expect(last?.bootstrap?.guardrails['broken']).toBe(0);
  expect(result.bootstrap?.replicates).toBe(200);
  for (const { bootstrap } of result.points) {
    expect(bootstrap?.beatsProduction).toBeGreaterThanOrEqual(0);
    expect(bootstrap?.beatenByStatic).toBeLessThanOrEqual(1);
  }
  expect(result.hypervolumes?.corrected).toBeLessThan(result.hypervolumes?.optimistic ?? 0);
  expect(result.split.estimand).toContain('New users');
});

test('learning and scoring on the same rows is said loudly, and has nothing to confirm with', () => {
  const { result } = runSweep(makeWorld({ rows: 3_000, seed: 6, heterogeneity: 0 }), { sameData: true });
  expect(result.findings[0]).toMatchObject({ level: 'flag', code: 'same-data' });
  expect(result.points[0]?.confirm).toBeUndefined();
});

test('Reward@HIT counts the uniform rows alone where a control arm is logged beside them', () => {
  // A tenth of the rows is served by arm 1, whose users earn less.
  const world = makeWorld({ rows: 20_000, seed: 7, heterogeneity: 0 });
  const draw = new RandomStream(8, 'control arm');
  const explored = Uint8Array.from({ length: world.rows }, (_, row) => (draw.uniform(row) < 0.9 ? 1 : 0));
  const action = Int32Array.from(world.action, (arm, row) => (explored[row] === 1 ? arm : 1));
  const rewards = [0, 1].map((objective) =>
    Float64Array.from(action, (arm, row) => (draw.uniform((1 + objective) * 1e6 + row) < expectedReward(objective, arm, 4, 0, 0) ? 1 : 0)),
  );
  const propensity = Float64Array.from(action, (arm) => 0.9 / 4 + (arm === 1 ? 0.1 : 0));
  const { result } = runSweep({ ...world, action, rewards, propensity, explored }, { learner: 'static' });
  const point = result.points[0];
  const atHit = point?.estimates.find(({ estimator, objective }) => estimator === 'replay' && objective === 'saves');
  expect(atHit?.value).toBeCloseTo(expectedReward(0, 0, 4, 0, 0), 1);
  expect(Math.abs((atHit?.value ?? 0) - (point?.values['saves'] ?? 0))).toBeLessThan(0.05);
});

test('predictions and policies from outside are scored as they are', () => {
  const data = makeWorld({ rows: 6_000, seed: 9, heterogeneity: 0.5, perUser: 3 });
  const parts = finish(splittingParts(data, { learnShare: 0.5, confirmShare: 0.5, seed: 1 }));
  const rows = heldRows(parts);
  const exact = [0, 1].map((objective): Predictions => ({
    base: new Float64Array(rows.length),
    stride: 4,
    preference: Float32Array.from({ length: 4 * rows.length }, (_, place) =>
      expectedReward(objective, place % 4, 4, data.taste[rows[Math.floor(place / 4)] ?? 0] ?? 0, 0.5),
    ),
  }));
  const chosen = chooseActions(exact, [0.5, 0.5], rows.length, 4, 1);
  const record = { kind: 'network' as const, note: 'exact' };
  const rule = { type: 'network', weights: [0.5, 0.5] } as const;
  const { result } = runSweep(data, {}, { predictions: exact, policies: [{ name: 'half and half', kind: 'other', chosen, rule }], record });
  expect(result.learned).toEqual(record);
  const half = result.points.find(({ alpha }) => alpha === 0.5);
  expect(result.policies?.[0]?.rule).toEqual(rule);
  expect(result.policies?.[0]?.shares).toEqual(chooseSame(half?.shares));
  expect(half?.values['saves']).toBeGreaterThan(result.baseline.scored.values['saves'] ?? 1);
});

/** Divisors of the two objectives are near each other, but not the same: shares agree closely. */
function chooseSame(shares: readonly number[] | undefined): unknown {
  return (shares ?? []).map((share) => expect.closeTo(share, 1));
}
