import type { Predictions } from './predictions.ts';
import { finish } from './progress.ts';

/** Rows between two pauses. */
const slice = 4_096;

/**
 * The best arm of each row for one weight per objective: argmax of the weighted sum of preferences. Ties go to production, then to the lower arm.
 */
export function* choosing(
  predictions: readonly Predictions[],
  weights: readonly number[],
  rows: number,
  arms: number,
  production: number | undefined,
): Generator<void, Int32Array> {
  const chosen = new Int32Array(rows);
  const scores = new Float64Array(arms);
  const constant = predictions.every((part) => part.stride === 0);
  for (let row = 0; row < (constant ? Math.min(rows, 1) : rows); row += 1) {
    scores.fill(0);
    for (let objective = 0; objective < predictions.length; objective += 1) {
      const part = predictions[objective];
      if (part === undefined) continue;
      const weight = weights[objective] ?? 0;
      const start = row * part.stride;
      for (let arm = 0; arm < arms; arm += 1) scores[arm] = (scores[arm] ?? 0) + weight * (part.preference[start + arm] ?? 0);
    }
    let best = production ?? 0;
    let most = scores[best] ?? 0;
    for (let arm = 0; arm < arms; arm += 1) {
      if ((scores[arm] ?? 0) > most) {
        most = scores[arm] ?? 0;
        best = arm;
      }
    }
    chosen[row] = best;
    if (row % slice === slice - 1) yield;
  }
  return constant ? chosen.fill(chosen[0] ?? 0) : chosen;
}

/** As `choosing`, without pauses. */
export function chooseActions(
  predictions: readonly Predictions[],
  weights: readonly number[],
  rows: number,
  arms: number,
  production: number | undefined,
): Int32Array {
  return finish(choosing(predictions, weights, rows, arms, production));
}
