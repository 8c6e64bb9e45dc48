import { expect, test } from 'vitest';
import { composedLevels } from '../../../src/core/learn/composed-levels.ts';
import { smoothLevels } from '../../../src/core/learn/smooth-levels.ts';
import { surfaceInputs } from '../../../src/core/learn/surface-inputs.ts';
import { RandomStream } from '../../../src/core/random/random-stream.ts';

const sides = Array.from({ length: 5 }, (_, step) => step / 2 - 1);
const points = sides.flatMap((x) => sides.map((y) => [x, y] as const));
const grid = surfaceInputs({ heads: ['dear', 'frequent'], values: points.map(([x, y]) => [Math.exp(x), Math.exp(y)]) }, points.length);

/** A dear reward that hardly differs between actions and is measured badly, and a frequent one that bends and is measured well. */
const truths = [Float64Array.from(points, ([x, y]) => 0.05 * (x - y)), Float64Array.from(points, ([x, y]) => 0.5 * Math.sin(2 * (y - x)))];
const deviations = [0.3, 0.03];

function model(levels: readonly Float64Array[], scales: readonly number[]) {
  const [actions, heads] = [points.length, levels.length];
  return {
    heads,
    actions,
    rank: 1,
    scales: scales.map((deviation) => ({ mean: 7, deviation })),
    shared: new Float64Array(heads),
    centre: new Float64Array(heads),
    fixed: Float64Array.from({ length: actions * heads }, (_, at) => levels[at % heads]?.[Math.floor(at / heads)] ?? 0),
    factors: new Float64Array(actions * heads),
    personal: [],
  };
}

test('levels of a composed reward are those of its parts, in units of the rewards', () => {
  const levels = composedLevels(model(truths, [2, 3]), { name: 'sum', weights: [1, -0.5] });
  points.forEach((_, action) => {
    expect(levels[action]).toBeCloseTo(2 * (truths[0]?.[action] ?? 0) - 1.5 * (truths[1]?.[action] ?? 0), 12);
  });
});

test('smoothing each part for itself errs less than smoothing their sum', () => {
  let [apart, together] = [0, 0];
  for (let seed = 0; seed < 4; seed += 1) {
    const draws = new RandomStream(seed, 'composed levels test');
    const noisy = truths.map((truth, reward) => ({
      means: truth.map((value, action) => value + (deviations[reward] ?? 0) * draws.normal(reward * 100 + action)),
      variances: new Float64Array(points.length).fill((deviations[reward] ?? 0) ** 2),
    }));
    const own = composedLevels(model(smoothLevels(noisy, grid), [1, 1]), { name: 'sum', weights: [1, 1] });
    const sum = {
      means: Float64Array.from(points, (_, action) => (noisy[0]?.means[action] ?? 0) + (noisy[1]?.means[action] ?? 0)),
      variances: new Float64Array(points.length).fill(deviations.reduce((total, deviation) => total + deviation ** 2, 0)),
    };
    const [one = new Float64Array(0)] = smoothLevels([sum], grid);
    points.forEach((_, action) => {
      const truth = (truths[0]?.[action] ?? 0) + (truths[1]?.[action] ?? 0);
      apart += ((own[action] ?? 0) - truth) ** 2;
      together += ((one[action] ?? 0) - truth) ** 2;
    });
  }
  expect(apart).toBeLessThan(0.8 * together);
});
