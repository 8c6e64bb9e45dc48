/** What the two towers say: about `rows` rows, and about all actions. Row-major, in standardised units of the rewards. */
export interface StateOutputs {
  readonly rows: number;
  /** [rows, heads]. */
  readonly base: Float32Array;
  /** [rows, heads x rank]. */
  readonly factors: Float32Array;
}

/** [actions, heads (1 + rank)]: static values of the heads first, then `rank` factors of each. */
export type ActionTable = Float32Array;

/** Standardised rewards of the rows, [rows, heads], and their actions; users where they are known. */
export interface LoggedRows {
  readonly rewards: Float32Array;
  readonly action: Int32Array;
  readonly user?: Int32Array;
}
