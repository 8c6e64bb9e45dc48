/** Sizes of the model of a bundle: see `docs/bundle-format.md` for the letters. */
export interface TrunkShape {
  /** Width of an item vector, d. */
  readonly dimensions: number;
  /** Width of a hidden state, w. */
  readonly width: number;
  readonly layers: number;
  /** Attention heads N; each is w / N wide. */
  readonly attentionHeads: number;
  /** Actions of the multi-hot, A: as many as heads. */
  readonly actions: number;
  /** Entries of each condition table, the first of which means "unknown", "none" and "next". */
  readonly surfaces: number;
  readonly topics: number;
  readonly offsets: number;
  /** Width of `recent`, the sums that `generate` reads beside a state and that later events continue. */
  readonly recent: number;
}

/** Width of the action part of a token, which stands beside the item vector on the feature axis. */
export const actionWidth = 32;

/** Soft bins of log(1 + seconds) at the same moment, seconds, minutes, an hour, a day and a month; one more input says "untimed". */
export const gapCentres = [0, 2, 4, 6, 8, 11.4, 14.8] as const;
