import type { SweepEstimator } from './scoring.ts';

/** What a sweep is asked for; `learnShare` is the share of users (rows where there are none) that the policies are learned on. */
export interface SweepOptions {
  readonly dataset: string;
  readonly log: string;
  readonly learner: 'prl-puts' | 'static';
  readonly estimator: SweepEstimator;
  readonly level: number;
  readonly learnShare: number;
  readonly seed: number;
}
