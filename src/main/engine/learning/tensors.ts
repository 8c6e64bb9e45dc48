import type { Tensor } from 'onnxruntime-node';

/** The numbers of an output that must be single-precision floats. */
export function floats(tensor: Tensor | undefined): Float32Array {
  if (!(tensor?.data instanceof Float32Array)) throw new TypeError('The runtime gave no floats.');
  return tensor.data;
}

export function total(tensor: Tensor | undefined): number {
  return floats(tensor).reduce((sum, value) => sum + value, 0);
}
