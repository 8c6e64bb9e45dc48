import { tensorBytes, type WeightsIndex } from '../../../../core/bundle/weights-index.ts';
import type { NamedWeight, NamedWeights } from '../graph-builder.ts';

/** The tensors of a bundle's weight file, by name; the index was checked against the file. `file` is a copy of its own, aligned for float32. */
export function bundleWeights(index: WeightsIndex, file: Float32Array): NamedWeights {
  return new Map(
    Object.entries(index.tensors).map(([name, tensor]): [string, NamedWeight] => {
      const from = tensor.offset / 4;
      return [name, { shape: tensor.shape, data: file.subarray(from, from + tensorBytes(tensor) / 4) }];
    }),
  );
}
