import type { ExplorationData } from './exploration-data.ts';
import { applyingFeatures, learningFeatures } from './features.ts';
import { learnWithFolds } from './learn-objective.ts';

/**
 * Predicted reward of every action for every row (rows x actions), each row predicted by a model that never saw it or any other row of its user. Input
 * scaling is shared by all folds: it uses no reward.
 */
export function* crossFitPredictions(data: ExplorationData, objective: number, seed: number): Generator<void, Float32Array> {
  const rows = Int32Array.from({ length: data.rows }, (_, row) => row);
  const features = yield* applyingFeatures(data.context, yield* learningFeatures(data.context, rows), rows);
  yield;
  const { models, fold } = yield* learnWithFolds(data, objective, features, rows, seed, true);
  const arms = data.actions.length;
  const { width } = features;
  const qhat = new Float32Array(data.rows * arms);
  for (let row = 0; row < data.rows; row += 1) {
    const model = models[fold[row] ?? 0];
    if (model === undefined) continue;
    const start = row * width;
    let shared = 0;
    for (let input = 0; input < width; input += 1) shared += (features.values[start + input] ?? 0) * (model.shared[input] ?? 0);
    for (let arm = 0; arm < arms; arm += 1) {
      let value = shared + (model.intercept[arm] ?? 0);
      if (model.residual !== undefined) {
        for (let input = 0; input < width; input += 1)
          value += (features.values[start + input] ?? 0) * (model.residual[arm * width + input] ?? 0);
      }
      qhat[row * arms + arm] = value;
    }
    if (row % 1_024 === 1_023) yield;
  }
  return qhat;
}
