import type { ColumnType } from './column.ts';

/**
 * What a column of a log means.
 * - `user`: dense user number, -1 where unknown; `at`: Unix milliseconds; `action`: index into `actions`;
 * - `propensity`: probability of the logged action given the row, in (0, 1];
 * - `reward`: one objective; `context`: what a policy may see; `position`: 1-based slot; `request`: dense request number; `item`: dense item number;
 * - `detail`: kept beside a row for a reader and for matching; never shown to a policy.
 */
export type ColumnRole = 'user' | 'at' | 'action' | 'propensity' | 'reward' | 'context' | 'position' | 'request' | 'item' | 'detail';

export interface LogColumn {
  readonly name: string;
  readonly role: ColumnRole;
  readonly type: ColumnType;
  /** Text of each code of a categorical column; -1 is missing. Absent for numbers, where NaN is missing. */
  readonly levels?: readonly string[];
}

export interface LogAction {
  readonly name: string;
  /** Utility weights, where an action is a weight vector. */
  readonly weights?: Readonly<Record<string, number>>;
  /** Dense item number, where an action shows one item. */
  readonly item?: number;
}

/** Everything about a log except its numbers. */
export interface LogSchema {
  readonly name: string;
  readonly kind: 'exploration' | 'slates';
  readonly rows: number;
  readonly columns: readonly LogColumn[];
  readonly actions: readonly LogAction[];
  /** Name of the production action, where the source declares one. */
  readonly production?: string;
  /** Of some requests every candidate is kept: the heads each of them has, and where candidates come from. */
  readonly candidates?: { readonly heads: readonly string[]; readonly sources: readonly string[] };
  /** True when every row's action was drawn by a known randomisation. */
  readonly randomised: boolean;
}
