import { expect, test } from 'vitest';
import { buildAlphaCurve, matches, type CurvePoint, type CurveRows, type SlateMasks } from '../../../src/core/policy/alpha-curve.ts';
import { chooseActions } from '../../../src/core/policy/choose-actions.ts';
import { buildHitCurve } from '../../../src/core/policy/hit-curve.ts';
import type { Predictions } from '../../../src/core/policy/predictions.ts';
import { RandomStream } from '../../../src/core/random/random-stream.ts';

function finish<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

interface Made {
  readonly rows: number;
  readonly arms: number;
  readonly seed: number;
  /** Whole eighths, so that lines meet exactly and often. */
  readonly tied?: boolean;
  readonly divisors?: readonly [number, number];
  readonly production?: number;
  readonly alike?: boolean;
  readonly slates?: boolean;
}

function makeRows({ rows: n, arms, seed, tied, divisors, production, alike, slates }: Made): CurveRows {
  const draw = new RandomStream(seed, 'alpha curve');
  const value = (index: number) => (tied === true ? draw.int(index, 5) / 8 : draw.uniform(index));
  const part = (from: number): Predictions => ({
    base: Float64Array.from({ length: n }, (_, row) => draw.uniform(from + row)),
    stride: alike === true ? 0 : arms,
    preference: Float32Array.from({ length: alike === true ? arms : n * arms }, (_, place) => value(from + 1e6 + place)),
  });
  const action = Int32Array.from({ length: n }, (_, row) => draw.int(9e6 + row, arms));
  const words = (from: number): Uint32Array => Uint32Array.from({ length: n }, (_, row) => draw.int(from + row, 2 ** 32));
  const masks: SlateMasks = { low: words(1e7), high: words(2e7) };
  for (let row = 0; row < n; row += 1) {
    const arm = action[row] ?? 0;
    const word = arm < 32 ? masks.low : masks.high;
    word[row] = ((word[row] ?? 0) | (1 << (arm & 31))) >>> 0;
  }
  return {
    n,
    arms,
    production,
    divisors: divisors ?? [1, 1],
    predictions: [part(0), part(4e6)],
    rewards: [
      Float64Array.from({ length: n }, (_, row) => draw.int(3e7 + row, 4)),
      Float64Array.from({ length: n }, (_, row) => draw.int(4e7 + row, 2)),
    ],
    action,
    inverse: Float64Array.from({ length: n }, (_, row) => 1 / (0.05 + draw.uniform(5e7 + row))),
    slates: slates === true ? masks : undefined,
    explored: Uint8Array.from({ length: n }, (_, row) => (draw.int(6e7 + row, 4) === 0 ? 0 : 1)),
  };
}

/** The same numbers by choosing and adding up at one alpha. */
function bruteForce(rows: CurveRows, alpha: number): CurvePoint {
  const { n, arms, predictions, divisors, production, rewards, inverse, explored } = rows;
  const chosen = chooseActions(predictions, [(1 - alpha) / divisors[0], alpha / divisors[1]], n, arms, production);
  let [hits, weights, squares, exploredHits] = [0, 0, 0, 0];
  const pair = () => new Float64Array(2);
  const [dm, residual, reward, rewardSquare, exploredReward] = [pair(), pair(), pair(), pair(), pair()] as const;
  const add = (to: Float64Array, objective: number, value: number) => (to[objective] = (to[objective] ?? 0) + value);
  chosen.forEach((arm, row) => {
    const hit = matches(rows, row, arm);
    const weight = hit ? (inverse[row] ?? 0) : 0;
    const uniform = hit && typeof explored !== 'boolean' && explored[row] === 1;
    if (hit) hits += 1;
    weights += weight;
    squares += weight * weight;
    if (uniform) exploredHits += 1;
    for (const objective of [0, 1] as const) {
      const part = predictions[objective];
      const q = (part.base[row] ?? 0) + (part.preference[row * part.stride + arm] ?? 0);
      const r = rewards[objective][row] ?? 0;
      add(dm, objective, q / n);
      add(residual, objective, (weight * (r - q)) / n);
      add(reward, objective, weight * r);
      add(rewardSquare, objective, (weight * r) ** 2);
      if (uniform) add(exploredReward, objective, r);
    }
  });
  const both = (value: (objective: number) => number) => [value(0), value(1)] as const;
  const get = (of: Float64Array, objective: number) => of[objective] ?? 0;
  return {
    hits,
    ess: hits === 0 ? 0 : weights ** 2 / squares,
    effectiveEvents: both((o) => (get(rewardSquare, o) === 0 ? 0 : get(reward, o) ** 2 / get(rewardSquare, o))),
    dm: both((o) => get(dm, o)),
    dr: both((o) => get(dm, o) + get(residual, o)),
    ips: both((o) => get(reward, o) / n),
    snips: both((o) => get(reward, o) / weights),
    exploredHits,
    rewardAtHit: both((o) => get(exploredReward, o) / exploredHits),
  };
}

function expectSame(rows: CurveRows, alphas: readonly number[]): void {
  const curve = finish(buildAlphaCurve(rows));
  const hitCurve = finish(buildHitCurve(rows));
  for (const alpha of alphas) {
    const expected = bruteForce(rows, alpha);
    const found = curve.at(alpha);
    expect([alpha, found.hits, found.exploredHits]).toEqual([alpha, expected.hits, expected.exploredHits]);
    expect(found.rewardAtHit).toEqual(expected.rewardAtHit);
    for (const name of ['dm', 'dr', 'ips', 'snips', 'effectiveEvents'] as const) {
      for (const objective of [0, 1] as const) {
        const scale = Math.max(1, Math.abs(expected[name][objective]));
        expect(Math.abs(found[name][objective] - expected[name][objective]) / scale).toBeLessThan(1e-9);
      }
    }
    expect(found.ess).toBeCloseTo(expected.ess, 6);
    if (rows.slates === undefined) {
      const only = hitCurve.at(alpha);
      expect([only.hits, ...only.rewardAtHit]).toEqual([expected.exploredHits, ...expected.rewardAtHit]);
    }
  }
}

const even = Array.from({ length: 101 }, (_, step) => step / 100);
const dyadic = Array.from({ length: 129 }, (_, step) => step / 128);

test('every alpha of random rows equals choosing and adding up anew, counts to the last row', () => {
  expectSame(makeRows({ rows: 700, arms: 49, seed: 1, production: 24, divisors: [0.7, 1.9] }), even);
  expectSame(makeRows({ rows: 700, arms: 3, seed: 2, divisors: [0.1, 12] }), even);
});

test('with ties everywhere, at crossings and at both ends, counts are equal too', () => {
  expectSame(makeRows({ rows: 800, arms: 12, seed: 3, tied: true, production: 5 }), dyadic);
  expectSame(makeRows({ rows: 800, arms: 30, seed: 4, tied: true }), dyadic);
  expectSame(makeRows({ rows: 300, arms: 49, seed: 5, tied: true, production: 0, divisors: [0.5, 2] }), dyadic);
});

test('where one row of preferences stands for all', () => {
  expectSame(makeRows({ rows: 500, arms: 9, seed: 6, alike: true, production: 3 }), even);
  expectSame(makeRows({ rows: 500, arms: 9, seed: 7, alike: true, tied: true, production: 3 }), dyadic);
});

test('where equal slates are matched', () => {
  expectSame(makeRows({ rows: 500, arms: 49, seed: 8, slates: true, production: 24 }), even);
  expectSame(makeRows({ rows: 500, arms: 40, seed: 9, slates: true, tied: true }), dyadic);
});

test('a bucket with most of the steps gives the same sums', () => {
  // Divisors that squeeze every crossing into a sliver of alpha.
  expectSame(makeRows({ rows: 9_000, arms: 4, seed: 10, divisors: [1e-7, 1] }), [0, 1e-9, 1e-7, 3e-7, 0.5, 1]);
  expectSame(makeRows({ rows: 9_000, arms: 4, seed: 10, divisors: [1, 1e-7] }), [0, 0.5, 1 - 3e-7, 1 - 1e-7, 1]);
});

test('the alphas of the steps are those at which some row changes its choice', () => {
  const rows = makeRows({ rows: 40, arms: 7, seed: 11, production: 2 });
  const curve = finish(buildAlphaCurve(rows));
  const changes = finish(curve.steps.alphas());
  expect([...changes].every((alpha, place) => place === 0 || alpha >= (changes[place - 1] ?? 0))).toBe(true);
  const choose = (alpha: number) => chooseActions(rows.predictions, [1 - alpha, alpha], rows.n, rows.arms, rows.production);
  for (const alpha of changes) expect(choose(alpha - 1e-9)).not.toEqual(choose(alpha + 1e-9));
});
