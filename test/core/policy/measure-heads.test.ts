import { expect, test } from 'vitest';
import type { HeadSample } from '../../../src/core/policy/head-health.ts';
import { measureHeads } from '../../../src/core/policy/measure-heads.ts';
import { finish } from '../../../src/core/policy/progress.ts';
import { RandomStream } from '../../../src/core/random/random-stream.ts';

const [requests, candidates] = [600, 20];
const day = 86_400_000;

/** Two heads; from day 70 of 120 on the first says `factor` times as much. */
function sample(factor: number, seed = 1): HeadSample {
  const draw = new RandomStream(seed, 'heads');
  const values = new Float32Array(requests * candidates * 2);
  const at = Float64Array.from({ length: requests }, (_, request) => (120 * day * request) / requests);
  for (let row = 0; row < requests * candidates; row += 1) {
    const late = (at[Math.floor(row / candidates)] ?? 0) >= 70 * day;
    values[2 * row] = 0.1 * draw.uniform(2 * row) * (late ? factor : 1);
    values[2 * row + 1] = 0.3 * draw.uniform(2 * row + 1);
  }
  return {
    heads: ['save', 'click'],
    counts: new Int32Array(requests).fill(candidates),
    values,
    bonus: new Float32Array(requests * candidates),
    at,
    production: { name: 'production', weights: [30, 1] },
    ranges: [
      { low: 1, high: 90 },
      { low: 1, high: 1.2 },
    ],
  };
}

test('a head that is rescaled is told, with the day and the factor, and no other', () => {
  const { drift, findings } = finish(measureHeads(sample(1.5)));
  const [save, click] = drift;
  expect(save?.change?.ratio).toBeCloseTo(1.5, 1);
  expect(Math.abs((save?.change?.atMs ?? 0) / day - 70)).toBeLessThan(1);
  expect(save?.stability).toBeGreaterThan(0.25);
  expect(click?.stability).toBeLessThan(0.01);
  const told = findings.filter(({ code }) => code === 'head-drift');
  expect(told.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^The save head says 1\.\d+ times as much from about 1970-03-1/),
  ]);
});

test('of twenty logs without a change none is called drifted', () => {
  for (let seed = 1; seed <= 20; seed += 1)
    expect(finish(measureHeads(sample(1, seed))).findings.filter(({ code }) => code === 'head-drift')).toEqual([]);
});

test('shares of the utility are means over candidates of |w p| over their sum, and follow the moved weight', () => {
  const one: HeadSample = {
    ...sample(1),
    counts: Int32Array.of(2),
    at: Float64Array.of(0),
    // Candidate 1: 30 x 0.1 = 3 against 1 x 1 = 1; candidate 2: 3 against 0, beside an added 3.
    values: Float32Array.of(0.1, 1, 0.1, 0),
    bonus: Float32Array.of(0, -3),
  };
  const { contribution, findings } = finish(measureHeads(one));
  expect(contribution?.shares[0]).toBeCloseTo((0.75 + 0.5) / 2, 6);
  expect(contribution?.shares[1]).toBeCloseTo(0.125, 6);
  expect(contribution?.boost).toBeCloseTo(0.25, 6);
  const [save] = contribution?.sweeps ?? [];
  expect(save?.steps.map(({ weight }) => weight).slice(0, 2)).toEqual([1, 1 + 89 / 12]);
  expect(save?.steps.at(-1)?.shares[0]).toBeCloseTo((9 / 10 + 9 / 12) / 2, 6);
  for (const { shares, boost } of save?.steps ?? []) expect(shares.reduce((sum, share) => sum + share, boost)).toBeCloseTo(1, 9);
  expect(findings.find(({ code }) => code === 'weight-does-little')?.message).toContain('click');
});
