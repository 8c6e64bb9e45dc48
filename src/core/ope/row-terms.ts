import type { OpeData } from './ope-data.ts';

/** What every estimator is made of, one number per row. */
export interface RowTerms {
  readonly n: number;
  /** Importance weight, target probability over propensity. */
  readonly weight: Float64Array;
  readonly reward: Float64Array | Float32Array;
  /** Predicted reward of the logged action. */
  readonly qLogged?: Float64Array;
  /** Predicted reward of the target policy: sum over actions of its probability times the prediction. */
  readonly qTarget?: Float64Array;
}

/** One pass over the matrices; nothing else of an evaluation reads them (SWITCH apart). */
export function rowTerms(data: OpeData): RowTerms {
  const { rows: n, actions, action, propensity, target, qhat } = data;
  const weight = new Float64Array(n);
  const targetStride = target.length === actions ? 0 : actions;
  for (let row = 0; row < n; row += 1) {
    weight[row] = (target[row * targetStride + (action[row] ?? 0)] ?? 0) / (propensity[row] ?? Number.NaN);
  }
  if (qhat === undefined) return { n, weight, reward: data.reward };
  const qStride = qhat.length === actions ? 0 : actions;
  const qLogged = new Float64Array(n);
  const qTarget = new Float64Array(n);
  for (let row = 0; row < n; row += 1) {
    qLogged[row] = qhat[row * qStride + (action[row] ?? 0)] ?? 0;
    let total = 0;
    for (let other = 0; other < actions; other += 1) {
      total += (target[row * targetStride + other] ?? 0) * (qhat[row * qStride + other] ?? 0);
    }
    qTarget[row] = total;
  }
  return { n, weight, reward: data.reward, qLogged, qTarget };
}
