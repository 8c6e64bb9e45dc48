import { expect, test } from 'vitest';
import type { ExplorationData } from '../../../src/core/policy/exploration-data.ts';
import { measureHealth } from '../../../src/core/policy/measure-health.ts';
import { finish } from '../../../src/core/policy/progress.ts';
import { RandomStream } from '../../../src/core/random/random-stream.ts';
import { makeWorld } from './world.ts';

const names = { dataset: 'test', log: 'log' };

function logWithControl(): ExplorationData {
  const world = makeWorld({ rows: 12_000, seed: 3, heterogeneity: 0, perUser: 4 });
  const draw = new RandomStream(4, 'health');
  const explored = Uint8Array.from({ length: world.rows }, (_, row) => (draw.uniform(row) < 0.8 ? 1 : 0));
  const action = Int32Array.from(world.action, (arm, row) => (explored[row] === 1 ? arm : 1));
  const propensity = Float64Array.from(action, (arm) => 0.8 / 4 + (arm === 1 ? 0.2 : 0));
  const at = Float64Array.from({ length: world.rows }, (_, row) => 1e12 + row * 1e5);
  const cohort = {
    name: 'cohort',
    kind: 'category' as const,
    data: Uint8Array.from(explored, (_, row) => (row % 1_000 === 0 ? 1 : 0)),
    levels: ['CORE', 'REST'],
  };
  return { ...world, explored, action, propensity, at, context: [...world.context, cohort] };
}

test('a sound log: weights sum to 1, histogram and support hold every row, and power follows the rows', () => {
  const data = logWithControl();
  const health = finish(measureHealth(data, names));
  expect(health.weights.map(({ policy }) => policy).slice(0, 2)).toEqual(['every action as likely', 'arm 1']);
  for (const { errors } of health.weights) expect(errors).toBeLessThan(3.5);
  expect(health.propensity.histogram.reduce((sum, { rows }) => sum + rows, 0)).toBe(12_000);
  expect(health.support?.groups.map(({ name, rows }) => [name, rows])).toEqual([
    ['CORE', 11_988],
    ['REST', 12],
  ]);
  expect(health.drift.map(({ steps }) => steps.length)).toEqual([12, 12]);
  expect(health.cost).toHaveLength(2);
  const [first] = health.power;
  const three = first?.rowsFor.find(({ lift }) => lift === 0.03);
  expect(three?.rows).toBeCloseTo(12_000 * ((first?.detectable ?? 0) / 0.03) ** 2, -1);
  const codes = health.findings.map(({ code }) => code);
  expect(codes).toContain('thin-group');
  expect(codes).not.toContain('propensity-sum');
});

test('wrong propensities and a reward that moves are told', () => {
  const data = logWithControl();
  const wrong = finish(measureHealth({ ...data, propensity: new Float64Array(data.rows).fill(1 / 4) }, names));
  expect(wrong.findings.find(({ code }) => code === 'propensity-sum')?.message).toContain('arm 1');
  const moved = data.rewards.map((rewards) => rewards.map((value, row) => (row > 9_000 ? 1 : value)));
  expect(finish(measureHealth({ ...data, rewards: moved }, names)).findings.some(({ code }) => code === 'drift')).toBe(true);
});
