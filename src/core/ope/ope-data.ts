/** One objective of a log beside a target policy. Matrices are row-major; one row stands for every row of the log (a context-free policy). */
export interface OpeData {
  readonly rows: number;
  readonly actions: number;
  /** Logged action, 0-based. */
  readonly action: Int32Array;
  /** Probability with which the logged action was taken, in (0, 1]. */
  readonly propensity: Float64Array;
  readonly reward: Float64Array | Float32Array;
  /** User of each row, any whole numbers, -1 unknown; absent where rows are independent. */
  readonly user?: Int32Array;
  /** Action probabilities of the target policy: rows x actions, or one row of actions. */
  readonly target: Float64Array | Float32Array;
  /** Predicted reward of each action: rows x actions, or one row of actions. Never learned from the row it predicts. */
  readonly qhat?: Float64Array | Float32Array;
  /** Probability of every action under the logging policy, where it is known: rows x actions, or one row of actions. */
  readonly logging?: Float64Array | Float32Array;
}
