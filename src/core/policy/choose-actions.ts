import type { Predictions } from './predictions.ts';

/**
 * The best arm of each row for one weight per objective: argmax of the weighted sum of preferences. Ties go to production, then to the lower arm.
 */
export function chooseActions(
  predictions: readonly Predictions[],
  weights: readonly number[],
  rows: number,
  arms: number,
  production: number | undefined,
): Int32Array {
  const chosen = new Int32Array(rows);
  const scores = new Float64Array(arms);
  const constant = predictions.every((part) => part.stride === 0);
  for (let row = 0; row < rows; row += 1) {
    if (constant && row > 0) {
      chosen[row] = chosen[0] ?? 0;
      continue;
    }
    scores.fill(0);
    predictions.forEach((part, objective) => {
      const weight = weights[objective] ?? 0;
      const start = row * part.stride;
      for (let arm = 0; arm < arms; arm += 1) scores[arm] = (scores[arm] ?? 0) + weight * (part.preference[start + arm] ?? 0);
    });
    let best = production ?? 0;
    let most = scores[best] ?? 0;
    for (let arm = 0; arm < arms; arm += 1) {
      if ((scores[arm] ?? 0) > most) {
        most = scores[arm] ?? 0;
        best = arm;
      }
    }
    chosen[row] = best;
  }
  return chosen;
}
