import type { ColumnData } from '../dataset/column.ts';

/** What a policy may see of a request. Numbers: NaN is missing. Categories: codes from 0, -1 is missing. */
export interface ContextColumn {
  readonly name: string;
  readonly kind: 'numeric' | 'category';
  readonly data: ColumnData;
  /** Text of each code of a category, where it is known. */
  readonly levels?: readonly string[];
  /** Missing exactly where an earlier column is, whose flag says so: it gets none of its own. */
  readonly missingTold?: true;
}

/** A randomised log with everything a sweep needs; parallel columns of `rows` values. */
export interface ExplorationData {
  readonly rows: number;
  readonly actions: readonly string[];
  readonly action: Int32Array;
  readonly propensity: Float64Array;
  readonly objectives: readonly string[];
  /** One column per objective; more is better. */
  readonly rewards: readonly Float64Array[];
  /** -1 unknown; absent where rows are independent. */
  readonly user?: Int32Array;
  readonly context: readonly ContextColumn[];
  /** Index of the action in production, where there is one. */
  readonly production?: number;
  /** Logged rewards that are not swept: they must not suffer. */
  readonly others?: readonly OtherReward[];
  /** Unix milliseconds of each row, where it is known. */
  readonly at?: Float64Array;
  /** 1 where the action was drawn uniformly, 0 in a control arm; `propensity` is the marginal one over both. */
  readonly explored?: Uint8Array;
  /** Bit a is set where action a gives the slate that was shown, in the same order. */
  readonly sameSlate?: Float64Array;
  /** Utility weights of the actions, where actions are weight vectors. */
  readonly actionWeights?: ActionWeights;
}

export interface OtherReward {
  readonly name: string;
  readonly values: Float64Array;
}

export interface ActionWeights {
  readonly heads: readonly string[];
  /** One row per action. */
  readonly values: readonly (readonly number[])[];
}
