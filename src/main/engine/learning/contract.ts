import type { DesignedReward } from '../../../core/learn/designed-reward.ts';
import type { FactoredModel } from '../../../core/learn/factored-model.ts';
import type { FactoredShape } from '../../../core/learn/factored-shape.ts';
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

/** As `NetworkQuery`; the objectives are what rewards are composed of. */
export interface PoliciesQuery extends NetworkQuery {
  readonly rewards: readonly DesignedReward[];
}

/** A softmax policy learned for one composed reward, and what it stands beside. */
export interface LearnedSoftmaxPolicy {
  readonly name: string;
  readonly weights: readonly number[];
  /** Its likeliest action for every row asked for; one action for all where nothing personal was borne out. */
  readonly chosen: Int32Array;
  /** Q-argmax on the same reward. */
  readonly byPrediction: Int32Array;
  /** The best single action by the learning rows. */
  readonly fixed: number;
  /** Mean entropy on the rows that judged it, in nats; log(actions) is no preference at all. */
  readonly entropy: number;
  /** Standard errors by which its preferences explain the rewards of users it had not seen. */
  readonly z: number;
  readonly personal: boolean;
  /** Per epoch: minus the estimated gain over the baseline, in standard deviations of the reward, and minus a share of the entropy. */
  readonly curve: readonly CurvePoint[];
  readonly shape: FactoredShape;
  readonly parameters: Float32Array;
  /** Its preferences once the state tower has spoken, up to a constant per request. */
  readonly model: FactoredModel;
  readonly seconds: number;
}

export interface PoliciesResult extends NetworkResult {
  readonly policies: readonly LearnedSoftmaxPolicy[];
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
  /** Trains a Q-net for baselines and predictions, then one softmax policy per composed reward. Cancelled between two batches. */
  'learning.policies': stream<PoliciesQuery, LearnItem<PoliciesResult>>(),
  /** Releases nothing by itself: sessions live inside one call. The thread ends once no call runs. */
  'learning.stop': call<Record<string, never>, undefined>(),
};

export type LearningContract = typeof learningContract;
