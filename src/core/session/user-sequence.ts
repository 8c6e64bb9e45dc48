/** A user's events in order, as parallel columns (see `EventColumns` for units). */
export interface UserSequence {
  readonly user: number;
  /** Position of the first event here inside the whole sequence. */
  readonly firstSeq: number;
  readonly item: Int32Array;
  readonly actions: Int32Array;
  readonly atMs: Float64Array;
  readonly session: Int32Array;
  readonly surface: Int16Array;
  readonly dwellMs: Float32Array;
  readonly value: Float32Array;
  readonly text: readonly (string | undefined)[];
}
