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

/** Files of one bundle and the shapes they were declared with. Each file's hash is checked again when it is read. */
export interface ModelSpec {
  /** Names the model on this seam; the same key is the same content. */
  readonly key: string;
  readonly encodeHistory: { readonly path: string; readonly sha256: string };
  readonly scoreCandidates: { readonly path: string; readonly sha256: string };
  readonly vectors: { readonly path: string; readonly sha256: string; readonly rows: number };
  readonly dimensions: number;
  readonly stateDimensions: number;
  readonly historyLength: number;
  readonly actions: number;
}

/** `count` histories of `length` positions each, row major; shorter ones are padded on the right. */
export interface EncodeInput {
  readonly model: ModelSpec;
  readonly count: number;
  readonly length: number;
  /** Rows of the item vectors, -1 where padded. */
  readonly rows: Int32Array;
  /** Action bits of each event. */
  readonly actions: Int32Array;
  /** 1 where the actions are hidden from the model. */
  readonly masked: Uint8Array;
  /** log(1 + seconds since the previous event); see the bundle format. */
  readonly gaps: Float32Array;
  /** Positions to answer, ascending: index `history * length + position`. */
  readonly wanted: Int32Array;
}

export interface EncodeOutput {
  /** [wanted, h] and [wanted, d]. */
  readonly states: Float32Array;
  readonly queries: Float32Array;
  /** Time inside the runtime for the batches that carried these histories. */
  readonly ms: number;
}

export interface RetrieveInput {
  readonly model: ModelSpec;
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

export interface ScoreInput {
  readonly model: ModelSpec;
  /** [h]. */
  readonly state: Float32Array;
  readonly rows: Int32Array;
}

export interface ScoreOutput {
  /** [candidates, A]: sigmoid of the logits. */
  readonly probabilities: Float32Array;
  readonly ms: number;
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
  'serving.open': call<ModelSpec, { readonly opened: boolean; readonly ms: number }>(),
  'serving.close': call<{ readonly key: string }, { readonly closed: boolean }>(),
  'serving.encode': call<EncodeInput, EncodeOutput>(),
  'serving.retrieve': call<RetrieveInput, RetrieveOutput>(),
  'serving.score': call<ScoreInput, ScoreOutput>(),
  /** Ends the batch that runs, refuses the rest, releases every session; the thread then ends by itself. */
  'serving.stop': call<Record<string, never>, { readonly released: number }>(),
};

export type ServingContract = typeof servingContract;
