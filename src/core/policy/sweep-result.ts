import type { EstimatorName } from '../ope/ope-result.ts';
import type { UserEmbeddingState } from '../learn/user-embedding-state.ts';
import type { Finding } from '../ope/finding.ts';
import type { ActionRule } from './action-rule.ts';
import type { ActionWeights } from './exploration-data.ts';
import type { SimultaneousBands } from './simultaneous.ts';
import type { LearnerRecord } from './learned.ts';

/**
 * `supported`: on the convex hull of the efficient points; `efficient`: non-dominated but inside the hull; `infeasible`: a guardrail is violated;
 * `refused`: no number is shown.
 */
export type PointStatus = 'supported' | 'efficient' | 'dominated' | 'infeasible' | 'refused';

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

/** A policy's figures on some rows, in the raw units of each objective, by the headline estimator; empty where it is refused. */
export interface PointFigures {
  readonly values: Readonly<Record<string, number>>;
  /** Relative to production: value / production - 1; absent where production is 0 or unknown. */
  readonly lifts: Readonly<Record<string, number>>;
  readonly liftIntervals: readonly ObjectiveInterval[];
  readonly intervals: readonly ObjectiveInterval[];
  /** Every estimator that was computed, headline included; `replay` is Reward@HIT on the uniform part of the log. */
  readonly estimates: readonly PointEstimate[];
  /** Every other logged reward, against its guardrail. */
  readonly rewards: readonly RewardVerdict[];
  /** Rows whose logged action is the policy's own choice. */
  readonly hits: number;
  readonly ess: number;
  /** Mean weight, near 1 where propensities and support are right, and its standard error. */
  readonly meanWeight: number;
  readonly meanWeightSe: number;
  readonly refused: boolean;
  readonly flags: readonly Finding[];
}

/**
 * A logged reward that is not swept, relative to production: `violated` where even the better end of the interval is beyond the margin. Where it rests on too
 * few events it is `unclear` and has no numbers.
 */
export interface RewardVerdict extends Guardrail {
  readonly value?: number;
  readonly production?: number;
  /** Relative change with its interval. */
  readonly lift?: number;
  readonly low?: number;
  readonly high?: number;
  readonly verdict: 'held' | 'unclear' | 'violated';
}

export interface Guardrail {
  readonly reward: string;
  /** Whether more or less of it is better. */
  readonly sense: 'more' | 'less';
  /** Relative loss that is still accepted. */
  readonly margin: number;
}

/** Shares of the bootstrap's replicates; shares of resampled logs, not probabilities. */
export interface BootstrapShares {
  /** Above production in every objective. */
  readonly beatsProduction: number;
  /** The mix of single actions that the learned model likes best against it is at least as good in every objective. */
  readonly beatenByStatic: number;
  /** Within the margin, per guardrail; and all of them at once. */
  readonly guardrails: Readonly<Record<string, number>>;
  readonly allGuardrails: number;
}

/** What every sweep ever stored says of a point; a sweep made now says the rest as well. */
type StoredName = 'values' | 'lifts' | 'liftIntervals' | 'intervals' | 'estimates' | 'hits' | 'ess' | 'flags';

/** What is known of any policy on the scoring rows. What is optional is absent from runs of earlier versions. */
export interface PolicyFigures extends Pick<PointFigures, StoredName>, Partial<Omit<PointFigures, StoredName>> {
  readonly status: PointStatus;
  /** Share of scoring rows given to each action. */
  readonly shares: readonly number[];
  /** The same policy on the rows that neither learned nor scored it: what an approval quotes. Absent where there are none. */
  readonly confirm?: PointFigures;
  readonly bootstrap?: BootstrapShares;
  /** Shares of requests and users whose predicted reward is lower than under production. */
  readonly losers?: readonly { readonly objective: string; readonly requests: number; readonly users: number }[];
  /** Share of requests that get another action than production's. */
  readonly changed?: number;
  /** Mean utility weights of the chosen actions, where actions are weight vectors. */
  readonly meanWeights?: Readonly<Record<string, number>>;
  /** What a fixed mix of actions with the same shares earns. */
  readonly matched?: Readonly<Record<string, number>>;
}

/** One policy of the sweep. */
export interface FrontierPoint extends PolicyFigures {
  /** 0 is the first objective alone, 1 the last; one weight per objective when there are more than two. */
  readonly alpha: number | readonly number[];
  /** How the policy chooses, with more than two objectives. */
  readonly method?: 'linear' | 'chebyshev' | 'epsilon';
}

/** A policy that is no sweep of alpha, on the same axes. */
export interface PolicyPoint extends PolicyFigures {
  readonly name: string;
  readonly kind: 'drl-put' | 'cohorts' | 'other';
  /** Absent from runs of earlier versions: such a policy can be looked at and not proposed. */
  readonly rule?: ActionRule;
  readonly words?: string;
  readonly facts?: Readonly<Record<string, number | string>>;
}

/** One alpha per group of requests. */
export interface CohortSweep {
  readonly column: string;
  readonly groups: readonly CohortGroup[];
}

export interface CohortGroup {
  readonly name: string;
  readonly rows: number;
  readonly users: number;
  readonly points: readonly (Pick<PointFigures, 'values' | 'lifts' | 'liftIntervals' | 'hits' | 'refused'> & { readonly alpha: number })[];
  /** Chosen by the learned model alone: the largest of the smaller predicted gains; absent where production is best. */
  readonly chosenAlpha?: number;
}

/** Hypervolumes over `reference`, with more than one point of view. */
export interface Hypervolumes {
  /** Of the policies that the learned model takes for efficient: no scored reward chose them. */
  readonly chosen: number;
  /** Of the policies that are efficient by the scored rows themselves: optimistic. */
  readonly optimistic: number;
  /** `optimistic` less what the bootstrap says choosing adds; absent without a bootstrap. */
  readonly corrected?: number;
  /** Two objectives, randomising allowed on both sides: area of the personalised frontier and of the single actions that the learning rows take for efficient. */
  readonly mixed?: { readonly personalised: number; readonly static: number; readonly ratio: number };
}

export interface StaticPoint {
  readonly action: number;
  readonly name: string;
  readonly values: Readonly<Record<string, number>>;
  readonly intervals: readonly ObjectiveInterval[];
  readonly rows: number;
  readonly production: boolean;
  readonly status: PointStatus;
  /** Efficient among single actions by the learning rows. */
  readonly onLearnFrontier?: boolean;
}

export interface Baseline {
  /** Name of the production arm, or `logging policy` where none is declared. */
  readonly production: string;
  /** Production's value of every objective: its plain mean in `full`; by the headline estimator in `scored`, so that lifts are value / this - 1. */
  readonly values: Readonly<Record<string, number>>;
  readonly intervals: readonly ObjectiveInterval[];
  /** Objectives of which production's own value rests on too little: neither it nor a lift is shown. Absent where there are none. */
  readonly refused?: readonly string[];
  readonly rows: number;
  /** The on-policy mean of every arm. */
  readonly arms: readonly {
    readonly action: number;
    readonly name: string;
    readonly rows: number;
    readonly means: Readonly<Record<string, number>>;
  }[];
}

export interface SweepCurve {
  readonly alphas: readonly number[];
  /** By the headline estimator; one list per objective, in the order of `objectives`. NaN (null once stored) where a policy is refused. */
  readonly values: readonly (readonly number[])[];
  /** Likewise, and where too few rows of the uniform part hit. */
  readonly rewardAtHit: readonly (readonly number[])[];
  readonly hits: readonly number[];
}

/** A sweep. What is optional is absent from runs of earlier versions. */
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
    readonly confirmRows?: number;
    readonly confirmShare?: number;
    /** `later`: scored and confirmed on later requests than those learned on. */
    readonly time?: 'mixed' | 'later';
    /** Learned and scored on the same rows: flattering, and said so. */
    readonly sameData?: boolean;
    /** What the figures are figures of. */
    readonly estimand?: string;
    readonly note: string;
  };
  readonly learned?: LearnerRecord;
  /** Present where long-term user embeddings were part of the state. */
  readonly userEmbedding?: UserEmbeddingState;
  readonly actionWeights?: ActionWeights;
  readonly guardrails?: readonly Guardrail[];
  /** Policies beside the sweep. */
  readonly policies?: readonly PolicyPoint[];
  readonly cohorts?: CohortSweep;
  /** The exact value of every alpha, read at 201 of them; two objectives only. */
  readonly curve?: SweepCurve;
  /** Every stretch of alpha on which no objective is below production, on the scored rows. */
  readonly nonDegrading?: readonly { readonly low: number; readonly high: number }[];
  readonly hypervolumes?: Hypervolumes;
  readonly bootstrap?: { readonly replicates: number; readonly users: number; readonly groups: number };
  /** Divisors that made the objectives comparable before alpha was applied. */
  readonly divisors: Readonly<Record<string, number>>;
  /** For the middle of the frontier: a fixed mix of arms with the policy's own shares, on the same rows. */
  readonly matchedStatic?: {
    readonly point: number;
    readonly values: Readonly<Record<string, number>>;
    readonly intervals: readonly ObjectiveInterval[];
  };
  readonly level: number;
  /** `pointwise`: each interval holds at its level on its own, as every stored run has it; `simultaneous`: all of them at once. */
  readonly multiplicity: 'pointwise' | 'simultaneous';
  /** What makes them simultaneous; absent without a bootstrap. */
  readonly simultaneous?: SimultaneousBands;
  readonly findings: readonly Finding[];
  readonly seconds: number;
}
