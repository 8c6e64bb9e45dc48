import type { EstimatorName } from '../ope/ope-result.ts';
import type { Finding } from '../ope/finding.ts';

/** `supported`: on the convex hull of the efficient points; `efficient`: non-dominated but inside the hull; `refused`: no number is shown. */
export type PointStatus = 'supported' | 'efficient' | 'dominated' | 'refused';

export interface ObjectiveInterval {
  readonly objective: string;
  readonly low: number;
  readonly high: number;
  readonly level: number;
}

export interface PointEstimate {
  readonly estimator: EstimatorName;
  readonly objective: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** One policy on the scoring rows. Values are in the raw units of each objective, by the headline estimator. */
export interface FrontierPoint {
  /** 0 is the first objective alone, 1 the last; one weight per objective when there are more than two. */
  readonly alpha: number | readonly number[];
  readonly values: Readonly<Record<string, number>>;
  /** Relative to production: value / production - 1; absent where production is 0 or unknown. */
  readonly lifts: Readonly<Record<string, number>>;
  readonly liftIntervals: readonly ObjectiveInterval[];
  readonly intervals: readonly ObjectiveInterval[];
  /** Every estimator that was computed, headline included. */
  readonly estimates: readonly PointEstimate[];
  /** Rows whose logged action is the policy's own choice. */
  readonly hits: number;
  readonly ess: number;
  readonly status: PointStatus;
  readonly flags: readonly Finding[];
  /** Share of scoring rows given to each action. */
  readonly shares: readonly number[];
}

export interface StaticPoint {
  readonly action: number;
  readonly name: string;
  readonly values: Readonly<Record<string, number>>;
  readonly intervals: readonly ObjectiveInterval[];
  readonly rows: number;
  readonly production: boolean;
  readonly status: PointStatus;
}

export interface Baseline {
  /** Name of the production arm, or `logging policy` where none is declared. */
  readonly production: string;
  /** Production's value of every objective: its plain mean in `full`; by the headline estimator in `scored`, so that lifts are value / this - 1. */
  readonly values: Readonly<Record<string, number>>;
  readonly intervals: readonly ObjectiveInterval[];
  readonly rows: number;
  /** The on-policy mean of every arm. */
  readonly arms: readonly {
    readonly action: number;
    readonly name: string;
    readonly rows: number;
    readonly means: Readonly<Record<string, number>>;
  }[];
}

export interface SweepResult {
  readonly dataset: string;
  readonly log: string;
  readonly objectives: readonly string[];
  readonly learner: 'prl-puts' | 'drl-put' | 'static';
  readonly estimator: EstimatorName;
  /** `full`: all rows of the log; `scored`: only the rows the frontier is scored on, what it is compared with. */
  readonly baseline: { readonly full: Baseline; readonly scored: Baseline };
  readonly points: readonly FrontierPoint[];
  readonly statics: readonly StaticPoint[];
  /** Alphas where at least 0.1% of the scored requests change their choice, at most 1,000; `breakpointCount` counts them all. */
  readonly breakpoints: readonly number[];
  readonly breakpointCount: number;
  readonly hypervolume: number;
  /** Raw units, one per objective. */
  readonly reference: readonly number[];
  /** The rule that made the reference, in words. */
  readonly referenceRule: string;
  /** Index into `points` per rule. */
  readonly knees: { readonly chord?: number; readonly ideal?: number; readonly tradeoff?: number };
  readonly split: {
    readonly by: 'user' | 'row';
    readonly seed: number;
    /** Share of users (or rows) that was asked for to learn on. */
    readonly learnShare?: number;
    readonly learnRows: number;
    readonly scoreRows: number;
    readonly note: string;
  };
  /** Divisors that made the objectives comparable before alpha was applied. */
  readonly divisors: Readonly<Record<string, number>>;
  /** For the middle of the frontier: a fixed mix of arms with the policy's own shares, on the same rows. */
  readonly matchedStatic?: {
    readonly point: number;
    readonly values: Readonly<Record<string, number>>;
    readonly intervals: readonly ObjectiveInterval[];
  };
  readonly level: number;
  /** `pointwise`: each interval holds at its level on its own. */
  readonly multiplicity: 'pointwise';
  readonly findings: readonly Finding[];
  readonly seconds: number;
}
