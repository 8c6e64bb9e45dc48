import type { TrunkShape } from '../../core/bundle/trunk-shape.ts';
import { call } from '../../rpc/procedure.ts';

/** As `Provider` of the console's contract; the engine knows nothing of that layer. */
export const providerNames = ['cuda', 'coreml', 'directml', 'webgpu', 'cpu'] as const;
export type ProviderName = (typeof providerNames)[number];
export type DeviceChoice = 'auto' | ProviderName;

export interface DeviceReport {
  readonly provider: ProviderName;
  readonly available: boolean;
  /** Why it is or is not used, in one sentence. */
  readonly reason: string;
  readonly inUse: boolean;
}

export interface RetrieveInput {
  readonly model: BundleSpec;
  readonly count: number;
  /** [count, d]. */
  readonly queries: Float32Array;
  readonly k: number;
  /** Rows left out of query i: `excluded[offsets[i]]` up to `excluded[offsets[i + 1]]`. */
  readonly excluded: Int32Array;
  readonly offsets: Int32Array;
  /** One row per query whose exact rank is wanted; -1 where none is. */
  readonly targets: Int32Array;
}

export interface RetrieveOutput {
  /** [count, k]; -1 and NaN where fewer than k items are allowed. */
  readonly rows: Int32Array;
  readonly scores: Float32Array;
  /** 1 = first; 0 where no target was given or the target is left out. */
  readonly ranks: Int32Array;
  readonly ms: number;
}

/** A file of a bundle; its hash is checked again when it is read. */
export interface FileSpec {
  readonly path: string;
  readonly sha256: string;
}

/** One bundle as the engine is given it: its files, and the shapes its manifest declares. */
export interface BundleSpec {
  /** Names the bundle on this seam; the same key is the same content. */
  readonly key: string;
  readonly graphs: { readonly encodeHistory: FileSpec; readonly generate: FileSpec; readonly scoreCandidates: FileSpec };
  /** The weights that the graphs share, and where each tensor lies in them. */
  readonly weights: { readonly file: FileSpec; readonly index: FileSpec };
  readonly vectors: FileSpec & { readonly rows: number };
  readonly shape: TrunkShape;
  readonly historyLength: number;
}

/** `count` histories of `length` positions each, row major; shorter ones are padded on the right with row -1. */
export interface Histories {
  readonly count: number;
  readonly length: number;
  /** Rows of the item vectors. */
  readonly rows: Int32Array;
  /** Action bits of each event. */
  readonly actions: Int32Array;
  /** 1 where the actions are hidden from the model. */
  readonly masked: Uint8Array;
  /** log(1 + seconds since the previous event); see the bundle format. */
  readonly gaps: Float32Array;
  /** Index into the bundle's surfaces; 0 = unknown. */
  readonly surfaces: Int32Array;
}

export interface EncodeHistoryInput extends Histories {
  readonly model: BundleSpec;
  /** Positions to answer, ascending: index `history * length + position`. */
  readonly wanted: Int32Array;
  /** False where no candidate will be scored: keys and values are then not kept. */
  readonly keep: boolean;
  /** True where every event shall be read, whatever is kept: for comparison only. */
  readonly fresh?: boolean;
}

export interface EncodeHistoryOutput {
  /** One per history, for `scoreCandidates`: names what is kept. Empty where `keep` was false. */
  readonly handles: readonly string[];
  /** [wanted, w]. */
  readonly states: Float32Array;
  /** [wanted, r], an input of `generate`. */
  readonly recent: Float32Array;
  /** [wanted, d], unit norm: the long-term user embedding. */
  readonly users: Float32Array;
  readonly cost: CallCost;
  /** Histories that were answered from what is kept, whole or as the beginning of a longer one. */
  readonly hits: number;
  /** Events that went through the model now; the others were kept. */
  readonly read: number;
}

/** What one call took. */
export interface CallCost {
  /** Time inside the runtime of the batches that carried this call; other calls may have shared them. 0 where all was kept already. */
  readonly ms: number;
  /** Floating point operations of this call's own work, attention counted, padding not. */
  readonly flops: number;
}

export interface GenerateInput {
  readonly model: BundleSpec;
  /** Requests B and query vectors Q of each. */
  readonly count: number;
  readonly vectors: number;
  /** [B, w] and [B, r], as `encodeHistory` answered them. */
  readonly states: Float32Array;
  readonly recent: Float32Array;
  /** [B, Q, A], each row non-negative with sum 1, or all zeros where unconditioned. */
  readonly outcomes: Float32Array;
  /** [B, Q]: index into the bundle's topics (0 = none) and time offsets (0 = next). */
  readonly topics: Int32Array;
  readonly offsets: Int32Array;
}

export interface GenerateOutput {
  /** [B, Q, d]. */
  readonly queries: Float32Array;
  readonly cost: CallCost;
}

export interface ScoreCandidatesInput {
  readonly model: BundleSpec;
  /** As `encodeHistory` answered it. */
  readonly handle: string;
  /** Events of that history that stand before the request; fewer than all score the request as it stood then. */
  readonly length: number;
  readonly rows: Int32Array;
  /** log(1 + seconds) since the last event; -1 where untimed. */
  readonly gap: number;
  readonly surface: number;
}

/** `held` is false when the history was dropped meanwhile to make room: encode it again. */
export type ScoreCandidatesOutput =
  | {
      readonly held: true;
      /** [candidates, A]. */
      readonly logits: Float32Array;
      /** Sigmoid of the logits. */
      readonly probabilities: Float32Array;
      readonly cost: CallCost;
    }
  | { readonly held: false };

/** One history and its candidates through the trunk in one pass: the way of a ranker that keeps nothing. */
export interface FullPrefillInput extends Histories {
  readonly model: BundleSpec;
  readonly candidates: Int32Array;
  readonly gap: number;
  readonly surface: number;
}

export interface FullPrefillOutput {
  /** [candidates, A]. */
  readonly logits: Float32Array;
  readonly cost: CallCost;
}

/** One graph of a bundle run on tensors as they stand: for checks against stored outputs. */
export interface ProbeInput {
  readonly model: BundleSpec;
  readonly graph: keyof BundleSpec['graphs'];
  readonly inputs: Readonly<Record<string, { readonly shape: readonly number[]; readonly data: Float32Array | BigInt64Array }>>;
}

/** What the engine keeps of encoded histories. */
export interface KeptHistories {
  readonly histories: number;
  readonly bytes: number;
  readonly limitBytes: number;
  readonly hits: number;
  /** Histories that were read on from a kept beginning. */
  readonly continued: number;
  readonly misses: number;
}

export const servingContract = {
  /** Chooses the provider; throws `unavailable` when the one asked for cannot be had. */
  'serving.start': call<
    { readonly device: DeviceChoice; readonly threads: number },
    { readonly provider: ProviderName; readonly reason: string }
  >(),
  /** Every provider, each tried now. */
  'serving.devices': call<Record<string, never>, { readonly devices: readonly DeviceReport[] }>(),
  /** The other calls open their model by themselves; this one does it ahead and tells the cost. */
  'serving.open': call<BundleSpec, { readonly opened: boolean; readonly ms: number }>(),
  'serving.close': call<{ readonly key: string }, { readonly closed: boolean }>(),
  'serving.retrieve': call<RetrieveInput, RetrieveOutput>(),
  'serving.encodeHistory': call<EncodeHistoryInput, EncodeHistoryOutput>(),
  'serving.generate': call<GenerateInput, GenerateOutput>(),
  'serving.scoreCandidates': call<ScoreCandidatesInput, ScoreCandidatesOutput>(),
  /** Builds its graph from the bundle's weights at the first call. */
  'serving.fullPrefill': call<FullPrefillInput, FullPrefillOutput>(),
  /** Outputs by name. */
  'serving.probe': call<ProbeInput, Readonly<Record<string, Float32Array>>>(),
  'serving.kept': call<Record<string, never>, KeptHistories>(),
  /** Ends the batch that runs, refuses the rest, releases every session; the thread then ends by itself. */
  'serving.stop': call<Record<string, never>, { readonly released: number }>(),
};

export type ServingContract = typeof servingContract;
