import { actionWidth, gapCentres, type TrunkShape } from './trunk-shape.ts';

/*
 * Floating point operations of each pass: two for every multiply-add of a matrix product, as the graphs carry them out (attention over all keys, masked
 * or not). Norms, softmax, activations and table look-ups are left out; at these widths they are under a twentieth.
 */

/** Sizes a count needs. */
type Widths = Pick<TrunkShape, 'dimensions' | 'width' | 'layers' | 'actions'>;

/** `n` events through the trunk, once, after `before` events that were encoded earlier. */
export function encodeFlops(shape: Widths, n: number, before = 0): number {
  return n * (tokenFlops(shape) + 2 * shape.width * shape.dimensions) + attentionFlops(shape, n, before + n);
}

/** `k` candidates from the kept keys and values of `n` events; each also sees itself. */
export function scoreFlops(shape: Widths, n: number, k: number): number {
  return k * (tokenFlops(shape) + headFlops(shape)) + attentionFlops(shape, k, n + 1);
}

/** History and candidates in one pass of n + k tokens. */
export function prefillFlops(shape: Widths, n: number, k: number): number {
  return (n + k) * tokenFlops(shape) + k * headFlops(shape) + attentionFlops(shape, n + k, n + k);
}

/** A pass over the history for every candidate. */
export function naiveFlops(shape: Widths, n: number, k: number): number {
  return k * prefillFlops(shape, n, 1);
}

/** `vectors` query vectors from one state. */
export function generateFlops({ dimensions, width, actions }: Widths, vectors: number): number {
  return vectors * 2 * (actions * width + 2 * width * width + width * dimensions);
}

/** Dot products of `vectors` query vectors with every item. */
export function retrieveFlops(rows: number, dimensions: number, vectors: number): number {
  return 2 * rows * dimensions * vectors;
}

/** Input projection and the dense layers of every block: 3w + w + 2w + 2w outputs of width w. */
function tokenFlops({ dimensions, width, layers, actions }: Widths): number {
  const input = (dimensions + actionWidth) * width + (actions + 1) * actionWidth + (gapCentres.length + 1) * width;
  return 2 * (input + layers * 8 * width * width);
}

function headFlops({ width, actions }: Widths): number {
  return 2 * (width * width + width * actions);
}

/** Scores and weighted values of every layer. */
function attentionFlops({ width, layers }: Widths, queries: number, keys: number): number {
  return layers * 4 * queries * keys * width;
}
