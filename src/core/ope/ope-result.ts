import type { Finding } from './finding.ts';

export const estimatorNames = ['dm', 'ips', 'cips', 'snips', 'dr', 'cdr', 'sndr', 'switch', 'switch-dr', 'dros', 'sg', 'replay'] as const;
export type EstimatorName = (typeof estimatorNames)[number];

export interface Estimate {
  readonly estimator: EstimatorName;
  readonly value: number;
  /** Standard error; intervals are `value` +- z x `se` unless `method` says otherwise. */
  readonly se: number;
  readonly low: number;
  readonly high: number;
  /** How the interval was made, e.g. `normal`, `normal, linearised`, `normal, clustered by user`. */
  readonly method: string;
  /** The threshold of clipped, switching and shrinking estimators, and how it was chosen. */
  readonly lambda?: number;
  readonly tuned?: string;
}

export interface OpeResult {
  readonly objective: string;
  readonly n: number;
  /** Kish effective sample size, (sum w)^2 / sum w^2. */
  readonly ess: number;
  /** (sum w r)^2 / sum (w r)^2: how many rows' worth of reward the estimate rests on. */
  readonly effectiveEvents: number;
  readonly meanWeight: number;
  readonly meanWeightSe: number;
  readonly maxWeight: number;
  /** Share of the total weight held by the heaviest 1% of rows. */
  readonly topShare: number;
  /** Share of the target's mass on actions the log never took. */
  readonly unsupportedMass: number;
  readonly support: { readonly actions: number; readonly unsupportedActions: number; readonly hits: number };
  readonly level: number;
  /** On-policy mean of the logged reward, for comparison. */
  readonly logged: number;
  readonly estimates: readonly Estimate[];
  readonly flags: readonly Finding[];
  readonly refusals: readonly Finding[];
}
