import type { Clusters } from '../ope/clusters.ts';
import { diagnose, type Diagnostics } from '../ope/diagnostics.ts';
import { directMethod } from '../ope/estimators/direct.ts';
import { doublyRobust } from '../ope/estimators/doubly-robust.ts';
import { importance } from '../ope/estimators/importance.ts';
import type { PredictedTerms } from '../ope/estimators/predicted-terms.ts';
import { selfNormalised } from '../ope/estimators/self-normalised.ts';
import type { Influence } from '../ope/influence.ts';
import { verdict, type Verdict } from '../ope/verdict.ts';
import { predicted, type Predictions } from './predictions.ts';

export const sweepEstimators = ['ips', 'snips', 'dm', 'dr'] as const;
export type SweepEstimator = (typeof sweepEstimators)[number];

/** The scoring rows of one log, as parallel columns, with predictions that come from other rows. */
export interface ScoringRows {
  readonly n: number;
  readonly arms: number;
  readonly action: Int32Array;
  readonly propensity: Float64Array;
  readonly rewards: readonly Float64Array[];
  readonly predictions: readonly Predictions[];
  /** Predicted reward of the logged action, per objective. */
  readonly qLogged: readonly Float64Array[];
  readonly clusters: Clusters | undefined;
  /** Rows of the whole log per arm: what it can support at all. */
  readonly armRows: Int32Array;
}

/** A policy as weights and predictions on the scoring rows: what is common to its objectives. */
export interface ScoredPolicy {
  readonly weight: Float64Array;
  readonly hits: number;
  readonly shares: readonly number[];
}

/** Weights of a policy that takes `chosen[row]` in every row. */
export function scoreChoices(rows: ScoringRows, chosen: Int32Array): ScoredPolicy {
  const weight = new Float64Array(rows.n);
  const counts = new Float64Array(rows.arms);
  let hits = 0;
  for (let row = 0; row < rows.n; row += 1) {
    const arm = chosen[row] ?? 0;
    counts[arm] = (counts[arm] ?? 0) + 1;
    if (arm !== rows.action[row]) continue;
    weight[row] = 1 / (rows.propensity[row] ?? 1);
    hits += 1;
  }
  return { weight, hits, shares: Array.from(counts, (count) => count / rows.n) };
}

/** Weights of a policy that draws each arm with a fixed probability. */
export function scoreMix(rows: ScoringRows, shares: readonly number[]): ScoredPolicy {
  const weight = Float64Array.from(rows.action, (arm, row) => (shares[arm] ?? 0) / (rows.propensity[row] ?? 1));
  return { weight, hits: weight.reduce((count, value) => (value > 0 ? count + 1 : count), 0), shares };
}

/** Mean prediction under the choices, per row. */
export function choicePredictions(rows: ScoringRows, objective: number, chosen: Int32Array): Float64Array {
  const predictions = rows.predictions[objective];
  const values = new Float64Array(rows.n);
  if (predictions === undefined) return values;
  for (let row = 0; row < rows.n; row += 1) values[row] = predicted(predictions, row, chosen[row] ?? 0);
  return values;
}

/** Mean prediction under the mix, per row. */
export function mixPredictions(rows: ScoringRows, objective: number, shares: readonly number[]): Float64Array {
  const predictions = rows.predictions[objective];
  const values = new Float64Array(rows.n);
  if (predictions === undefined) return values;
  for (let row = 0; row < rows.n; row += 1) {
    let total = 0;
    for (let arm = 0; arm < rows.arms; arm += 1) if ((shares[arm] ?? 0) > 0) total += (shares[arm] ?? 0) * predicted(predictions, row, arm);
    values[row] = total;
  }
  return values;
}

/** One estimate of one objective, with the influence of each row. */
export function estimateBy(
  estimator: SweepEstimator,
  rows: ScoringRows,
  objective: number,
  policy: ScoredPolicy,
  qTarget: Float64Array,
): Influence {
  const terms: PredictedTerms = {
    n: rows.n,
    weight: policy.weight,
    reward: rows.rewards[objective] ?? new Float64Array(rows.n),
    qLogged: rows.qLogged[objective] ?? new Float64Array(rows.n),
    qTarget,
  };
  if (estimator === 'dm') return directMethod(qTarget);
  if (estimator === 'dr') return doublyRobust(terms, policy.weight);
  return estimator === 'ips' ? importance(terms, policy.weight) : selfNormalised(terms);
}

/** Diagnostics and verdict of a policy on one objective. */
export function judge(rows: ScoringRows, objective: number, policy: ScoredPolicy): Diagnostics & Verdict {
  const diagnostics = diagnose({ weight: policy.weight, reward: rows.rewards[objective] ?? new Float64Array(rows.n) }, rows.clusters);
  let unsupportedMass = 0;
  let unsupportedActions = 0;
  policy.shares.forEach((share, arm) => {
    if ((rows.armRows[arm] ?? 0) > 0) return;
    unsupportedActions += 1;
    unsupportedMass += share;
  });
  return { ...diagnostics, ...verdict(diagnostics, { unsupportedMass, unsupportedActions }) };
}
