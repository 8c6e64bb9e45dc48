import { describe, expect, test } from 'vitest';
import { type NoisyLevels, smoothLevels } from '../../../src/core/learn/smooth-levels.ts';
import { type SurfaceInputs, surfaceInputs } from '../../../src/core/learn/surface-inputs.ts';
import { RandomStream } from '../../../src/core/random/random-stream.ts';

/** A grid of seven by seven weights on [-1, 1]. */
const sides = Array.from({ length: 7 }, (_, step) => step / 3 - 1);
const points = sides.flatMap((x) => sides.map((y) => [x, y] as const));
const weights = points.map(([x, y]) => [Math.exp(x), 2 * Math.exp(y), 3]);
const grid = surfaceInputs({ heads: ['x', 'y', 'z'], values: weights }, 49);
const lone = surfaceInputs(undefined, 0);
const smooth = Float64Array.from(points, ([x, y]) => 0.5 * Math.tanh(x - y));
const seeds = Array.from({ length: 6 }, (_, seed) => seed);

/** Levels of one reward. */
function levelsOf(noisy: NoisyLevels, arms: SurfaceInputs): Float64Array {
  return smoothLevels([noisy], arms)[0] ?? new Float64Array(0);
}

/** Root of the mean squared error over some draws of noise, and of the means themselves. */
function errors(truth: Float64Array, arms: SurfaceInputs, deviation: number): { readonly smoothed: number; readonly raw: number } {
  let [smoothed, raw] = [0, 0];
  for (const seed of seeds) {
    const draws = new RandomStream(seed, 'smooth levels test');
    const means = truth.map((value, action) => value + deviation * draws.normal(action));
    const levels = levelsOf({ means, variances: new Float64Array(truth.length).fill(deviation ** 2) }, arms);
    truth.forEach((value, action) => {
      smoothed += ((levels[action] ?? 0) - value) ** 2;
      raw += ((means[action] ?? 0) - value) ** 2;
    });
  }
  const count = seeds.length * truth.length;
  return { smoothed: Math.sqrt(smoothed / count), raw: Math.sqrt(raw / count) };
}

describe('levels of actions from noisy means', () => {
  test('a smooth surface is found with far less error than the means have', () => {
    const { smoothed, raw } = errors(smooth, grid, 0.1);
    expect(smoothed).toBeLessThan(0.65 * raw);
  });

  test('actions that are all alike come out almost alike', () => {
    const { smoothed, raw } = errors(new Float64Array(49), grid, 0.1);
    expect(smoothed).toBeLessThan(0.35 * raw);
  });

  test('an action far off the surface keeps its own level', () => {
    const truth = smooth.slice();
    truth[10] = (truth[10] ?? 0) + 1;
    const levels = levelsOf({ means: truth, variances: new Float64Array(49).fill(0.03 ** 2) }, grid);
    expect(levels[10]).toBeGreaterThan((truth[10] ?? 0) - 0.1);
    expect(levels[11]).toBeCloseTo(truth[11] ?? 0, 1);
  });

  test('actions without weights are shrunk towards their mean by what separates them', () => {
    const draws = new RandomStream(3, 'smooth levels test, alone');
    const apart = Float64Array.from({ length: 30 }, (_, action) => draws.normal(action));
    expect(errors(apart, lone, 0.1).smoothed).toBeLessThan(0.105);
    expect(errors(apart, lone, 1).smoothed).toBeLessThan(0.85);
    expect(errors(new Float64Array(30), lone, 1).smoothed).toBeLessThan(0.4);
  });

  test('an action without rows lies on the surface, or at the mean of the others', () => {
    const variances = new Float64Array(49).fill(0.01 ** 2);
    variances[24] = Infinity;
    const means = smooth.slice();
    means[24] = 0;
    expect(levelsOf({ means, variances }, grid)[24]).toBeCloseTo(0, 1);
    expect(levelsOf({ means: Float64Array.of(1, 3, 0), variances: Float64Array.of(0.01, 0.01, Infinity) }, lone)[2]).toBeCloseTo(2, 1);
  });

  test('few actions, one action or none are no error', () => {
    expect(levelsOf({ means: Float64Array.of(4), variances: Float64Array.of(1) }, lone)).toEqual(Float64Array.of(4));
    expect(levelsOf({ means: new Float64Array(0), variances: new Float64Array(0) }, lone)).toHaveLength(0);
    const two = levelsOf(
      { means: Float64Array.of(0, 1), variances: Float64Array.of(1e-6, 1e-6) },
      surfaceInputs({ heads: ['x'], values: [[1], [2]] }, 2),
    );
    expect(two[1]).toBeCloseTo(1, 2);
  });

  test('where rows cannot tell scales apart, the best of equal ratios lies in the middle', () => {
    const variances = new Float64Array(49).fill(0.1 ** 2);
    const offMiddle = [0, 1, 2].flatMap((seed) => {
      const draws = new RandomStream(seed, 'smooth levels test, common scale');
      const rewards = [1, -1].map((sign, reward) => ({
        means: smooth.map((value, action) => sign * value + 0.1 * draws.normal(reward * 49 + action)),
        variances,
      }));
      const ofOneRatio = (levels: Float64Array) => Array.from({ length: 7 }, (_, step) => levels[8 * step] ?? 0);
      return smoothLevels(rewards, grid).map((levels) => {
        const own = ofOneRatio(levels);
        return Math.abs(own.indexOf(Math.max(...own)) - 3);
      });
    });
    expect(offMiddle.filter((steps) => steps <= 1).length).toBeGreaterThanOrEqual(5);
  });

  test('a common scale that matters to one reward is looked for in the others', () => {
    const variances = new Float64Array(49).fill(0.03 ** 2);
    const rising = (share: number) => ({ means: Float64Array.from(points, ([x, y]) => share * (x + y)), variances });
    const rise = (levels: Float64Array | undefined) => (levels?.[48] ?? 0) - (levels?.[0] ?? 0);
    expect(rise(smoothLevels([rising(0.1)], grid)[0])).toBeGreaterThan(0.35);
    expect(rise(smoothLevels([rising(0.012)], grid)[0])).toBeLessThan(0.01);
    expect(rise(smoothLevels([rising(0.1), rising(0.012)], grid)[1])).toBeGreaterThan(0.03);
  });

  test('noise does not bend a surface beyond the second degree', () => {
    const corners = [-1, -0.5, 0, 0.5, 1].flatMap((x) => [-1, -0.5, 0, 0.5, 1].map((y) => [x, y] as const));
    const small = surfaceInputs({ heads: ['x', 'y'], values: corners.map(([x, y]) => [Math.exp(x), Math.exp(y)]) }, corners.length);
    const arched = corners.map(([x, y]) => 0.1 * (x - y) - 0.05 * (x - y) ** 2);
    let [smoothed, raw] = [0, 0];
    for (const seed of seeds) {
      const draws = new RandomStream(seed, 'smooth levels test, bends');
      const means = Float64Array.from(arched, (value, action) => value + 0.1 * draws.normal(action));
      const levels = levelsOf({ means, variances: new Float64Array(corners.length).fill(0.1 ** 2) }, small);
      arched.forEach((value, action) => {
        smoothed += ((levels[action] ?? 0) - value) ** 2;
        raw += ((means[action] ?? 0) - value) ** 2;
      });
    }
    expect(Math.sqrt(smoothed / raw)).toBeLessThan(0.345);
  });
});
