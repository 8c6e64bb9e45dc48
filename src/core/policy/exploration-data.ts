import type { ColumnData } from '../dataset/column.ts';

/** What a policy may see of a request. Numbers: NaN is missing. Categories: codes from 0, -1 is missing. */
export interface ContextColumn {
  readonly name: string;
  readonly kind: 'numeric' | 'category';
  readonly data: ColumnData;
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
}
