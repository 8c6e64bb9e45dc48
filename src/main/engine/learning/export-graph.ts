import { factoredParameters } from '../../../core/learn/factored-shape.ts';
import { networkAnswers, type NetworkNumbers, networkPart } from '../../../core/learn/network-forward.ts';
import { encodeModel } from '../graph/onnx-model.ts';

/**
 * A learned Q-net for use elsewhere: input `state` f32 [N, inputs], the inputs of the feature list in its order; output `q` f32 [N, actions, heads], predicted
 * rewards in their own units. Standard operators only, weights inside.
 */
export function buildQNetExport(network: NetworkNumbers): Uint8Array {
  const { shape } = network;
  const used = new Set(['first', 'firstBias', 'second', 'secondBias', 'state', 'stateBias']);
  const answers = networkAnswers(network);
  const width = shape.heads * (1 + shape.rank);
  return encodeModel({
    name: 'q_net',
    inputs: [{ name: 'state', type: 'f32', shape: ['N', shape.inputs] }],
    outputs: [{ name: 'q', type: 'f32', shape: ['N', shape.actions, shape.heads] }],
    tensors: [
      ...factoredParameters(shape)
        .filter(({ name }) => used.has(name))
        .map(({ name, rows, columns }) => ({ name: `p_${name}`, shape: [rows, columns], data: networkPart(network, name).slice() })),
      { name: 'answers', shape: [width, shape.actions * shape.heads], data: answers.weights },
      { name: 'constants', shape: [1, shape.actions * shape.heads], data: answers.constants },
      { name: 'table', shape: [3], data: BigInt64Array.of(-1n, BigInt(shape.actions), BigInt(shape.heads)) },
    ],
    nodes: [
      { op: 'Gemm', inputs: ['state', 'p_first', 'p_firstBias'], outputs: ['a'] },
      { op: 'Tanh', inputs: ['a'], outputs: ['b'] },
      { op: 'Gemm', inputs: ['b', 'p_second', 'p_secondBias'], outputs: ['c'] },
      { op: 'Tanh', inputs: ['c'], outputs: ['d'] },
      { op: 'Gemm', inputs: ['d', 'p_state', 'p_stateBias'], outputs: ['e'] },
      { op: 'Gemm', inputs: ['e', 'answers', 'constants'], outputs: ['f'] },
      { op: 'Reshape', inputs: ['f', 'table'], outputs: ['q'] },
    ],
  });
}
