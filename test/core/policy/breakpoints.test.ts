import { expect, test } from 'vitest';
import { chooseAlphas, simplexGrid } from '../../../src/core/policy/alphas.ts';
import { buildAlphaCurve } from '../../../src/core/policy/alpha-curve.ts';
import { type Breakpoints, listBreakpoints } from '../../../src/core/policy/breakpoints.ts';
import { chooseActions } from '../../../src/core/policy/choose-actions.ts';
import type { Predictions } from '../../../src/core/policy/predictions.ts';
import { finish } from '../../../src/core/policy/progress.ts';
import { RandomStream } from '../../../src/core/random/random-stream.ts';

const stream = new RandomStream(1, 'breakpoints');

function randomPredictions(rows: number, arms: number, from: number): Predictions {
  return {
    base: new Float64Array(rows),
    stride: arms,
    preference: Float32Array.from({ length: rows * arms }, (_, place) => stream.uniform(from + place)),
  };
}

function findBreakpoints(
  first: Predictions,
  second: Predictions,
  divisors: readonly [number, number],
  rows: number,
  arms: number,
): Breakpoints & { readonly changes: Float64Array } {
  const none = new Float64Array(rows);
  const curve = finish(
    buildAlphaCurve({
      n: rows,
      arms,
      production: undefined,
      divisors,
      predictions: [first, second],
      rewards: [none, none],
      action: new Int32Array(rows),
      inverse: none,
      slates: undefined,
      explored: false,
    }),
  );
  const changes = finish(curve.steps.alphas());
  return { changes, ...finish(listBreakpoints(changes, first.stride === 0 && second.stride === 0 ? 1 : rows)) };
}

test('between two neighbouring breakpoints no request changes its choice, and at each some request does', () => {
  const rows = 60;
  const arms = 7;
  const parts = [randomPredictions(rows, arms, 0), randomPredictions(rows, arms, 1e5)] as const;
  const scale = [0.7, 1.9] as const;
  const { changes, count, listed } = findBreakpoints(parts[0], parts[1], scale, rows, arms);
  const choose = (alpha: number) => chooseActions(parts, [(1 - alpha) / scale[0], alpha / scale[1]], rows, arms, undefined);
  expect(count).toBe(changes.length);
  expect(listed).toHaveLength(count);
  const edges = [0, ...changes, 1];
  for (let place = 1; place < edges.length; place += 1) {
    const low = edges[place - 1] ?? 0;
    const width = (edges[place] ?? 1) - low;
    expect(choose(low + width * 0.999)).toEqual(choose(low + width * 0.001));
    const after = edges[place + 1];
    if (after !== undefined) {
      const before = choose(low + width * 0.999);
      const beyond = choose((edges[place] ?? 0) + (after - (edges[place] ?? 0)) * 0.001);
      expect(before.filter((arm, row) => arm !== beyond[row]).length).toBe(1);
    }
  }
});

test('a policy that is one for all has few breakpoints, each listed, and points on both sides of each', () => {
  const one = (values: readonly number[]): Predictions => ({ base: new Float64Array(9), stride: 0, preference: Float32Array.from(values) });
  const { changes, count, listed } = findBreakpoints(one([4, 3, 0]), one([0, 3, 4]), [1, 1], 9, 3);
  expect([...changes].map((alpha) => Number(alpha.toPrecision(15)))).toEqual([0.25, 0.75]);
  expect([count, listed]).toEqual([2, [0.25, 0.75]]);
  const alphas = chooseAlphas(changes);
  expect(alphas[0]).toBe(0);
  expect(alphas.at(-1)).toBe(1);
  expect(alphas.length).toBeGreaterThanOrEqual(25);
  expect(alphas.length).toBeLessThanOrEqual(41);
});

test('ties go to production, then to the lower arm', () => {
  const flat: Predictions = { base: new Float64Array(2), stride: 0, preference: Float32Array.from([1, 2, 2]) };
  expect([...chooseActions([flat], [1], 2, 3, 2)]).toEqual([2, 2]);
  expect([...chooseActions([flat], [1], 2, 3, 0)]).toEqual([1, 1]);
  expect([...chooseActions([flat], [1], 2, 3, undefined)]).toEqual([1, 1]);
});

test('simplex grids sum to 1 and hold every corner', () => {
  for (const [objectives, size] of [
    [3, 66],
    [4, 84],
    [5, 70],
    [6, 126],
  ] as const) {
    const grid = simplexGrid(objectives);
    expect(grid).toHaveLength(size);
    expect(grid.every((weights) => Math.abs(weights.reduce((a, b) => a + b, 0) - 1) < 1e-12)).toBe(true);
    expect(grid.filter((weights) => weights.includes(1))).toHaveLength(objectives);
  }
});
