import { encodeModel, type GraphNode } from './onnx-model.ts';

/** Score of what may not be retrieved: below every finite float32 dot product. */
const lowest = -3.4028234663852886e38;

/**
 * Exact retrieval as one graph: score = query . vector, excluded items pushed to the bottom, TopK, and the exact rank of one target per query.
 *
 * Inputs: `queries` f32 [Q, d]; `excluded` i32 [Q, m] row numbers left out, padded with `rows` (one row is added at the end and always left out, so m >= 1);
 * `targets` i32 [Q, 1], `rows` where there is none; `k` i64 [1], at most `rows`.
 * Outputs: `scores` f32 [Q, k]; `found` i32 [Q, k] row numbers, best first, ties in row order; `better` i32 [Q, 1], the number of allowed items that
 * stand before the target (higher score, or the same score and a lower row), so rank = better + 1.
 *
 * @param vectors row major [rows, dimensions]
 */
export function buildRetrievalGraph(vectors: Float32Array, rows: number, dimensions: number): Uint8Array {
  if (vectors.length !== rows * dimensions) throw new RangeError(`${vectors.length} numbers are not ${rows} x ${dimensions}.`);
  // Transposed, so that MatMul can pack it once; the last column belongs to the row that is always left out.
  const transposed = new Float32Array(dimensions * (rows + 1));
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < dimensions; column++) transposed[column * (rows + 1) + row] = vectors[row * dimensions + column] ?? 0;
  }
  const numbers = Int32Array.from({ length: rows + 1 }, (_, row) => row);
  const nodes: readonly GraphNode[] = [
    { op: 'MatMul', inputs: ['queries', 'vectors'], outputs: ['all'] },
    { op: 'Shape', inputs: ['excluded'], outputs: ['excludedShape'] },
    { op: 'Expand', inputs: ['lowest', 'excludedShape'], outputs: ['floor'] },
    { op: 'ScatterElements', inputs: ['all', 'excluded', 'floor'], outputs: ['allowed'], attributes: { axis: 1 } },
    { op: 'TopK', inputs: ['allowed', 'k'], outputs: ['scores', 'found64'], attributes: { axis: 1, largest: 1, sorted: 1 } },
    { op: 'Cast', inputs: ['found64'], outputs: ['found'], attributes: { to: 6 } },
    { op: 'GatherElements', inputs: ['all', 'targets'], outputs: ['targetScore'], attributes: { axis: 1 } },
    { op: 'Greater', inputs: ['allowed', 'targetScore'], outputs: ['higher'] },
    { op: 'Equal', inputs: ['allowed', 'targetScore'], outputs: ['same'] },
    { op: 'Less', inputs: ['numbers', 'targets'], outputs: ['earlier'] },
    { op: 'And', inputs: ['same', 'earlier'], outputs: ['tied'] },
    { op: 'Or', inputs: ['higher', 'tied'], outputs: ['before'] },
    { op: 'Cast', inputs: ['before'], outputs: ['beforeOne'], attributes: { to: 6 } },
    { op: 'ReduceSum', inputs: ['beforeOne', 'lastAxis'], outputs: ['better'], attributes: { keepdims: 1 } },
  ];
  return encodeModel({
    name: 'exact_retrieval',
    inputs: [
      { name: 'queries', type: 'f32', shape: ['Q', dimensions] },
      { name: 'excluded', type: 'i32', shape: ['Q', 'm'] },
      { name: 'targets', type: 'i32', shape: ['Q', 1] },
      { name: 'k', type: 'i64', shape: [1] },
    ],
    outputs: [
      { name: 'scores', type: 'f32', shape: ['Q', 'K'] },
      { name: 'found', type: 'i32', shape: ['Q', 'K'] },
      { name: 'better', type: 'i32', shape: ['Q', 1] },
    ],
    tensors: [
      { name: 'vectors', shape: [dimensions, rows + 1], data: transposed },
      { name: 'numbers', shape: [rows + 1], data: numbers },
      { name: 'lowest', shape: [1, 1], data: Float32Array.of(lowest) },
      { name: 'lastAxis', shape: [1], data: BigInt64Array.of(1n) },
    ],
    nodes,
  });
}
