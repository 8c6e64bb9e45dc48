import type { Predictions } from '../policy/predictions.ts';

/** A reward that an operator composed: one weight per objective, in units of the log; a cost has a negative weight. */
export interface DesignedReward {
  readonly name: string;
  readonly weights: readonly number[];
}

/** The composed reward of every row of a log. */
export function designedRewards(rewards: readonly Float64Array[], { weights }: DesignedReward): Float64Array {
  const composed = new Float64Array(rewards[0]?.length ?? 0);
  rewards.forEach((column, objective) => {
    const weight = weights[objective] ?? 0;
    if (weight !== 0) for (let row = 0; row < composed.length; row += 1) composed[row] = (composed[row] ?? 0) + weight * (column[row] ?? 0);
  });
  return composed;
}

/** The action with the highest composed prediction for every row; ties go to the lower action. */
export function bestByPrediction(
  predictions: readonly Predictions[],
  { weights }: DesignedReward,
  rows: number,
  actions: number,
): Int32Array {
  const chosen = new Int32Array(rows);
  const scores = new Float64Array(actions);
  for (let row = 0; row < rows; row += 1) {
    scores.fill(0);
    predictions.forEach(({ preference, stride }, objective) => {
      const weight = weights[objective] ?? 0;
      for (let action = 0; action < actions; action += 1)
        scores[action] = (scores[action] ?? 0) + weight * (preference[row * stride + action] ?? 0);
    });
    let best = 0;
    for (let action = 1; action < actions; action += 1) if ((scores[action] ?? 0) > (scores[best] ?? 0)) best = action;
    chosen[row] = best;
  }
  return chosen;
}

/** What a request earns by the logged policy's mix of actions, from its state alone: the baseline of a policy gradient, per row. */
export function baselines(predictions: readonly Predictions[], { weights }: DesignedReward, rows: number, actions: number): Float64Array {
  const values = new Float64Array(rows);
  predictions.forEach(({ base, preference, stride }, objective) => {
    const weight = weights[objective] ?? 0;
    for (let row = 0; row < rows; row += 1) {
      let mean = 0;
      for (let action = 0; action < actions; action += 1) mean += (preference[row * stride + action] ?? 0) / actions;
      values[row] = (values[row] ?? 0) + weight * ((base[row] ?? 0) + mean);
    }
  });
  return values;
}
