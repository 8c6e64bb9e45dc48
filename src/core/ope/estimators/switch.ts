import { meanInfluence, type Influence } from '../influence.ts';
import type { OpeData } from '../ope-data.ts';
import type { RowTerms } from '../row-terms.ts';

/**
 * SWITCH (Wang, Agarwal, Dudik 1612.01205): the logged reward where the weight is at most `threshold`, the prediction for every action whose weight
 * is above it. `logging` holds the probability of every action, needed for the weights of actions that were not taken.
 */
export function switchEstimate(
  data: OpeData & Required<Pick<OpeData, 'qhat'>>,
  logging: Float64Array | Float32Array,
  terms: RowTerms,
  threshold: number,
): Influence {
  const { actions, target, qhat } = data;
  const targetStride = target.length === actions ? 0 : actions;
  const qStride = qhat.length === actions ? 0 : actions;
  const loggingStride = logging.length === actions ? 0 : actions;
  const values = new Float64Array(terms.n);
  for (let row = 0; row < terms.n; row += 1) {
    const weight = terms.weight[row] ?? 0;
    let value = weight <= threshold ? weight * (terms.reward[row] ?? 0) : 0;
    for (let action = 0; action < actions; action += 1) {
      const wanted = target[row * targetStride + action] ?? 0;
      if (wanted === 0) continue;
      // The logged action's propensity is taken from the row itself, so that both parts switch at the same weight.
      const other = action === data.action[row] ? weight : wanted / (logging[row * loggingStride + action] ?? 0);
      if (other > threshold) value += wanted * (qhat[row * qStride + action] ?? 0);
    }
    values[row] = value;
  }
  return meanInfluence(values);
}
