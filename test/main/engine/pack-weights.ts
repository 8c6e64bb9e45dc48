import type { PlacedTensor, WeightsIndex } from '../../../src/core/bundle/weights-index.ts';
import type { NamedWeight, NamedWeights } from '../../../src/main/engine/graph/graph-builder.ts';

export const weightsFile = 'weights.bin';

/** Writes tensors one after another at multiples of 64 bytes, as a trainer does. */
export function packWeights(weights: ReadonlyMap<string, { readonly shape: readonly number[]; readonly data: Float32Array }>): {
  readonly file: Uint8Array;
  readonly index: WeightsIndex;
  /** The same tensors by place, for graphs that read them from the file. */
  readonly placed: NamedWeights;
} {
  const tensors: Record<string, PlacedTensor> = {};
  const placed = new Map<string, NamedWeight>();
  let offset = 0;
  for (const [name, { shape, data }] of weights) {
    tensors[name] = { shape, offset };
    placed.set(name, { shape, data: { file: weightsFile, offset, bytes: data.byteLength } });
    offset = Math.ceil((offset + data.byteLength) / 64) * 64;
  }
  const file = new Uint8Array(offset);
  for (const [name, { data }] of weights) file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), tensors[name]?.offset);
  return { file, index: { tensors }, placed };
}
