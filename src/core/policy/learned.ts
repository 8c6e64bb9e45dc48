import type { ActionRule } from './action-rule.ts';
import type { Predictions } from './predictions.ts';

/** What was learned outside a sweep, on its learning rows: by the network of the learning worker, for one. */
export interface Learned {
  /** One per objective, over the rows of `heldRows` in their order. */
  readonly predictions?: readonly Predictions[];
  /** Policies that are no sweep of alpha, on the same axes. */
  readonly policies?: readonly LearnedPolicy[];
  readonly record?: LearnerRecord;
}

export interface LearnedPolicy {
  readonly name: string;
  readonly kind: 'drl-put' | 'other';
  /** One action per held row. */
  readonly chosen: Int32Array;
  /** The same choice for any request. */
  readonly rule: ActionRule;
  /** What is to be said about it. */
  readonly words?: string;
  readonly facts?: Readonly<Record<string, number | string>>;
}

/** How a sweep's predictions were made; kept in its result. */
export interface LearnerRecord {
  readonly kind: 'ridge' | 'network';
  readonly note: string;
  readonly seconds?: number;
  readonly curve?: readonly { readonly epoch: number; readonly train: number; readonly validation: number }[];
  readonly facts?: Readonly<Record<string, number | string>>;
  /** Whatever else a snapshot must hold to make it again, JSON-safe. */
  readonly model?: unknown;
}
