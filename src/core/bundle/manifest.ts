import type { RecordedFigures } from './recorded-figures.ts';

/** Version of the folder layout described in `docs/bundle-format.md`; a bundle of another version is refused. */
export const bundleFormatVersion = 3;

/** Ceilings that hold before anything of a bundle is loaded (security E15). */
export const bundleLimits = {
  manifestBytes: 1_048_576,
  fileBytes: 1_073_741_824,
  totalBytes: 2_147_483_648,
  files: 64,
  dimensions: 2048,
  historyLength: 8192,
  /** Actions of an event are bits of one 32-bit number. */
  actions: 31,
  layers: 64,
  attentionHeads: 64,
  surfaces: 256,
  topics: 4096,
  offsets: 16,
  recentWidth: 65_536,
  tensors: 4096,
  rows: 4_000_000,
  itemIdLength: 400,
  /** Elements that one tensor inside a graph may claim. */
  tensorElements: 268_435_456,
} as const;

/**
 * Which events the model never learned from.
 * - `leave-last-out`: of every user, the last positive event (the highest position in the sequence) and all after it;
 * - `temporal`: every event at or after `cutMs`, Unix milliseconds;
 * - `none`: it has seen everything.
 */
export interface TrainingSplit {
  readonly kind: 'leave-last-out' | 'temporal' | 'none';
  readonly cutMs?: number;
  /** Events that chose the stopping point or the settings, in words. */
  readonly validation?: string;
}

export interface TrainingRecord {
  /** ISO 8601 in UTC. */
  readonly date: string;
  readonly seed: number;
  readonly seconds: number;
  readonly split: TrainingSplit;
  readonly metrics: Readonly<Record<string, unknown>>;
  readonly command: string;
  /** Whatever else the trainer wants to keep: versions, sizes, device. */
  readonly [more: string]: unknown;
}

/** The graphs of one precision, by file name. */
export interface BundleGraphs {
  readonly encode_history: string;
  readonly generate: string;
  readonly score_candidates: string;
}

/** `manifest.json` of a bundle: see `docs/bundle-format.md` for every field. */
export interface BundleManifest {
  readonly formatVersion: typeof bundleFormatVersion;
  readonly name: string;
  readonly dataset: { readonly name: string; readonly hash: string };
  /** The dataset's action names in vocabulary order: bit i of an event's actions, column i of `actions`, logit i of a candidate. */
  readonly heads: readonly string[];
  /** Utility weight per head where the console is given none; heads not named weigh 0. Without it: positive actions 1, others 0. */
  readonly defaultWeights?: Readonly<Record<string, number>>;
  /** Item vector width d. */
  readonly dimensions: number;
  /** History positions n the model reads. */
  readonly historyLength: number;
  /** Width A of the multi-hot; equals the number of heads. */
  readonly actions: number;
  /** Every file of the bundle except the manifest. */
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly bytes: number }>>;
  readonly vectors: { readonly file: string; readonly rows: number; readonly columns: number };
  readonly itemIds: string;
  /** True when the model is meant to be used with the items of the history left out of retrieval. */
  readonly seenExcluded: boolean;
  readonly training: TrainingRecord;
  /** The catalogue whose item vectors these are: the bundle also serves other datasets of this catalogue. */
  readonly catalogue?: { readonly hash: string };
  /** Hidden width w, blocks L and attention heads N of the trunk. */
  readonly width: number;
  readonly layers: number;
  readonly attentionHeads: number;
  /** Width of `recent`. */
  readonly recentWidth: number;
  /** Entry 0 is "unknown" (an empty name). */
  readonly surfaces: readonly string[];
  /** Entry 0 is "none" (an empty name). */
  readonly topics: readonly string[];
  /** Entry 0 is the next event. */
  readonly offsets: readonly string[];
  /** The float32 graphs, which are the reference. */
  readonly graphs: BundleGraphs;
  readonly precision?: { readonly fp32?: BundleGraphs; readonly int8?: BundleGraphs };
  readonly weights: { readonly file: string; readonly index: string };
  /** Stored inputs with the trainer's outputs, for Verify. */
  readonly probes?: { readonly file: string; readonly tolerance?: number };
  /** Quality as it was measured when the bundle was made; shown with its date and data, never as verified now. */
  readonly record?: Readonly<Record<string, unknown>> & { readonly figures?: readonly RecordedFigures[] };
}
