import type { FeatureMatrix } from './features.ts';
import type { QModel } from './q-model.ts';

/**
 * Predicted rewards of one objective for some rows, as `base[row] + preference[row x stride + arm]`: what context does alike for all arms is kept
 * apart, since it cannot change which arm is best. `stride` 0: one row of preferences stands for all.
 */
export interface Predictions {
  readonly base: Float64Array;
  readonly preference: Float32Array;
  readonly stride: number;
}

export function* predictAll(model: QModel, features: FeatureMatrix, rows: number): Generator<void, Predictions> {
  const { width } = features;
  const arms = model.intercept.length;
  const base = new Float64Array(rows);
  const stride = model.residual === undefined ? 0 : arms;
  const preference = stride === 0 ? Float32Array.from(model.intercept) : new Float32Array(rows * arms);
  for (let row = 0; row < rows; row += 1) {
    const start = row * width;
    let shared = 0;
    for (let input = 0; input < width; input += 1) shared += (features.values[start + input] ?? 0) * (model.shared[input] ?? 0);
    base[row] = shared;
    if (model.residual !== undefined) {
      for (let arm = 0; arm < arms; arm += 1) {
        let value = model.intercept[arm] ?? 0;
        for (let input = 0; input < width; input += 1)
          value += (features.values[start + input] ?? 0) * (model.residual[arm * width + input] ?? 0);
        preference[row * arms + arm] = value;
      }
    }
    if (row % 1_024 === 1_023) yield;
  }
  return { base, preference, stride };
}
