import { encodeModel } from './onnx-model.ts';

/** Input and expected output of the probe: small integers, so that every provider must give them exactly. */
export const probeInput = Float32Array.of(1, 2, 3, 4);
export const probeExpected = Float32Array.of(7, 10, 15, 22);

/** y = x . x for a 2 x 2 matrix: enough to learn whether a provider creates a session and computes. */
export function buildProbeGraph(): Uint8Array {
  return encodeModel({
    name: 'probe',
    inputs: [{ name: 'x', type: 'f32', shape: [2, 2] }],
    outputs: [{ name: 'y', type: 'f32', shape: [2, 2] }],
    tensors: [],
    nodes: [{ op: 'MatMul', inputs: ['x', 'x'], outputs: ['y'] }],
  });
}
