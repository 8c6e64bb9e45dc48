/** The alpha of one cohort. */
export interface CohortAlpha {
  /** What a request of this cohort brings in the column: the text of its level, its number where the log has no texts, null where it is known to be missing. */
  readonly value: string | number | null;
  /** Absent where the cohort stays with production. */
  readonly alpha?: number;
}

/** Which alpha a request is served at, told by one of its columns. A request of no listed cohort gets production. */
export interface CohortAlphas {
  readonly column: string;
  readonly cohorts: readonly CohortAlpha[];
}

/** How a policy beside the frontier takes an action: all that serving it needs, JSON-safe. A point of the frontier is told by its alpha alone. */
export type ActionRule =
  | ({ readonly type: 'cohorts' } & CohortAlphas)
  | {
      readonly type: 'network';
      /** A net of its own; absent where it is the one that made the sweep's predictions. */
      readonly model?: unknown;
      /** One per head of the net: the action with the highest weighted sum is taken. */
      readonly weights: readonly number[];
    };
