import type { SweepEstimator } from './scoring-rows.ts';

/** What a sweep is asked for; `learnShare` is the share of users (rows where there are none) that the policies are learned on. */
export interface SweepOptions {
  readonly dataset: string;
  readonly log: string;
  readonly learner: 'prl-puts' | 'drl-put' | 'static';
  readonly estimator: SweepEstimator;
  readonly level: number;
  readonly learnShare: number;
  /** Share of the other users that confirm; half of them where it is not said. */
  readonly confirmShare?: number;
  readonly seed: number;
  /** Learns and scores on the same rows: shows how that flatters. */
  readonly sameData?: boolean;
  readonly time?: 'mixed' | 'later';
  /** `same`: a hit is credited to every action that gives the same slate, where the log tells. */
  readonly slates?: 'cell' | 'same';
  /** Category column whose groups get an alpha of their own; the column `cohort` where it is not said; `none`. */
  readonly cohorts?: string;
  readonly guardrails?: readonly GuardrailRule[];
  /** Replicates of the bootstrap; 0 leaves it out. */
  readonly replicates?: number;
}

/** A logged reward that must not suffer. */
export interface GuardrailRule {
  readonly reward: string;
  /** Relative loss that is still accepted. */
  readonly margin?: number | undefined;
  readonly sense?: 'more' | 'less' | undefined;
}

export const defaultConfirmShare = 0.5;
export const defaultMargin = 0.03;
export const defaultReplicates = 1_000;
