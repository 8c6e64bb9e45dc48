import { choosing } from './choose-actions.ts';
import type { Predictions } from './predictions.ts';

/** One way to choose with more than two objectives. */
export interface WeightedChoice {
  readonly method: 'linear' | 'chebyshev' | 'epsilon';
  /** One weight per objective, summing to 1. */
  readonly weights: readonly number[];
}

/** Edges of the grid that are halved at most, and how far apart their ends must be in relative predicted value. */
const mostRefined = 24;
const leastDistance = 0.01;
const rounds = 24;
/** Share of the sum beside the largest term: avoids policies that are only weakly efficient. */
const augmentation = 0.05;

/** Middles of those grid edges whose policies differ most by what the learned model predicts of them. */
export function refineGrid(
  grid: readonly (readonly number[])[],
  predictedValues: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const step = Math.min(...grid.flat().filter((weight) => weight > 0));
  const edges: { readonly weights: readonly number[]; readonly distance: number }[] = [];
  grid.forEach((one, left) => {
    for (let right = left + 1; right < grid.length; right += 1) {
      const two = grid[right] ?? [];
      const apart = one.reduce((sum, weight, objective) => sum + Math.abs(weight - (two[objective] ?? 0)), 0);
      if (apart > 2 * step + 1e-9) continue;
      const distance = Math.max(
        ...(predictedValues[left] ?? []).map((value, objective) => {
          const other = predictedValues[right]?.[objective] ?? value;
          return Math.abs(value - other) / Math.max(Math.abs(value), Math.abs(other), 1e-300);
        }),
      );
      edges.push({ weights: one.map((weight, objective) => (weight + (two[objective] ?? 0)) / 2), distance });
    }
  });
  return edges
    .filter(({ distance }) => distance > leastDistance)
    .sort((a, b) => b.distance - a.distance)
    .slice(0, mostRefined)
    .map(({ weights }) => weights);
}

/**
 * Chebyshev choice per request: the smallest largest weighted distance to the best prediction of each objective, with a little of the sum. Reaches
 * compromises that no linear weighting chooses.
 */
export function* chebyshevChoices(
  predictions: readonly Predictions[],
  scaled: readonly number[],
  rows: number,
  arms: number,
): Generator<void, Int32Array> {
  const chosen = new Int32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const best = predictions.map((part) => {
      let most = -Infinity;
      for (let arm = 0; arm < arms; arm += 1) most = Math.max(most, part.preference[row * part.stride + arm] ?? 0);
      return most;
    });
    let least = Infinity;
    for (let arm = 0; arm < arms; arm += 1) {
      let largest = 0;
      let sum = 0;
      for (let objective = 0; objective < predictions.length; objective += 1) {
        const part = predictions[objective];
        if (part === undefined) continue;
        const distance = (scaled[objective] ?? 0) * ((best[objective] ?? 0) - (part.preference[row * part.stride + arm] ?? 0));
        largest = Math.max(largest, distance);
        sum += distance;
      }
      const value = largest + augmentation * sum;
      if (value < least) {
        least = value;
        chosen[row] = arm;
      }
    }
    if (row % 512 === 511) yield;
  }
  return chosen;
}

/**
 * Weights that make one objective as large as they can while every other is predicted to stay at production's: prices of the others are raised while
 * they fall short. `values` predicts the objectives of a weighting (per raw unit).
 */
export function* constrainedWeights(
  predictions: readonly Predictions[],
  divisors: readonly number[],
  objective: number,
  rows: number,
  arms: number,
  production: number,
): Generator<void, readonly number[]> {
  const floor = predictions.map((part) => meanPreference(part, new Int32Array(rows).fill(production)));
  let prices = divisors.map((_, index): number => (index === objective ? 1 : 0.5));
  let best: { readonly weights: readonly number[]; readonly value: number } | undefined;
  for (let round = 0; round < rounds; round += 1) {
    const weights = prices.map((price, index) => price / (divisors[index] ?? 1));
    const chosen = yield* choosing(predictions, weights, rows, arms, production);
    const gains = predictions.map((part, index) => (meanPreference(part, chosen) - (floor[index] ?? 0)) / (divisors[index] ?? 1));
    yield;
    const short = Math.min(0, ...gains.filter((_, index) => index !== objective));
    const value = (gains[objective] ?? 0) + 10 * short;
    if (best === undefined || value > best.value) best = { weights: prices, value };
    const pace = 4 / (1 + round / 4);
    prices = prices.map((price, index) =>
      index === objective ? 1 : Math.max(0.01, Math.min(100, price * Math.exp(-pace * Math.max(-1, Math.min(1, 5 * (gains[index] ?? 0)))))),
    );
  }
  const chosen = best?.weights ?? prices;
  const total = chosen.reduce((sum, weight) => sum + weight, 0);
  return chosen.map((weight) => weight / total);
}

/** Mean preference of the chosen actions; what context does alike for all is left out. */
export function meanPreference(part: Predictions, chosen: ArrayLike<number>): number {
  let total = 0;
  for (let row = 0; row < chosen.length; row += 1) total += part.preference[row * part.stride + (chosen[row] ?? 0)] ?? 0;
  return total / chosen.length;
}
