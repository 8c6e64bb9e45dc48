import type { CurvePoint } from '../../../core/learn/train.ts';
import type { LearnedNetwork } from '../../../core/learn/learned-network.ts';
import type { ExplorationData } from '../../../core/policy/exploration-data.ts';
import type { Predictions } from '../../../core/policy/predictions.ts';
import { call, stream } from '../../../rpc/procedure.ts';

/** What a learner needs of a log. Typed arrays are moved to the worker: gone for the caller. */
export type LearnData = Pick<
  ExplorationData,
  'rows' | 'actions' | 'action' | 'propensity' | 'objectives' | 'rewards' | 'user' | 'context' | 'production' | 'actionWeights'
>;

export interface NetworkQuery {
  readonly data: LearnData;
  /** Rows to learn on. */
  readonly learn: Int32Array;
  /** Rows to predict, in this order. */
  readonly predict: Int32Array;
  readonly seed: number;
  /** Training ends with the best parameters so far after this long. */
  readonly budgetMs: number;
}

export interface LearnProgress {
  readonly phase: string;
  readonly fraction: number;
  /** Losses after each epoch so far, in variances of the rewards. */
  readonly curve: readonly CurvePoint[];
}

export interface NetworkResult {
  /** One per objective, over the rows asked for. */
  readonly predictions: readonly Predictions[];
  readonly network: LearnedNetwork;
}

export type LearnItem<Result> =
  | { readonly type: 'progress'; readonly progress: LearnProgress }
  | { readonly type: 'result'; readonly result: Result };

export const learningContract = {
  /** Trains a Q-net and predicts with it. Cancelled between two batches. */
  'learning.network': stream<NetworkQuery, LearnItem<NetworkResult>>(),
  /** Releases nothing by itself: sessions live inside one call. The thread ends once no call runs. */
  'learning.stop': call<Record<string, never>, undefined>(),
};

export type LearningContract = typeof learningContract;
