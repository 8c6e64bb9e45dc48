import type { TrunkShape } from '../../../../core/bundle/trunk-shape.ts';
import type { GraphBuilder } from '../graph-builder.ts';

/** Added to the score of a key that must not be seen, before the softmax: exp of it is 0 in float32, and it stays finite at every rate. */
export const unseen = -1e30;

/** Queries, keys and values of a layer, each [B, N, positions, e]. */
export interface Heads {
  readonly queries: string;
  readonly keys: string;
  readonly values: string;
}

/** Pre-norm projection of hidden states [rows, w] into the heads of `layer`; `positions` is the axis between B and w (0 = as `rows` / B gives it). */
export function projectHeads(g: GraphBuilder, shape: TrunkShape, layer: number, hidden: string, batch: string): Heads {
  const { width, attentionHeads } = shape;
  const normed = layerNorm(g, `blocks.${layer}.norm1`, hidden);
  const joined = linear(g, `blocks.${layer}.qkv`, normed);
  const axes = g.add('Concat', [batch, g.integers([-1, attentionHeads, width / attentionHeads])], { axis: 0 });
  const [queries = '', keys = '', values = ''] = g
    .split(joined, 1, width, 3)
    .map((part) => g.add('Transpose', [g.add('Reshape', [part, axes])], { perm: [0, 2, 1, 3] }));
  return { queries: g.add('Mul', [queries, g.floats([Math.sqrt(attentionHeads / width)])]), keys, values };
}

/** Rate at which a layer's heads fade with distance, [N, 1, 1]. */
export function fadeRate(g: GraphBuilder, shape: TrunkShape, layer: number): string {
  const rate = g.add('Exp', [g.weight(`blocks.${layer}.event_rate`)]);
  return g.add('Reshape', [rate, g.integers([shape.attentionHeads, 1, 1])]);
}

/** softmax(q . k + bias) v, answered as [B * positions, w]. `bias` broadcasts to [B, N, positions, keys]. */
export function attend(g: GraphBuilder, shape: TrunkShape, { queries, keys, values }: Heads, bias: string): string {
  const scores = g.add('MatMul', [queries, g.add('Transpose', [keys], { perm: [0, 1, 3, 2] })]);
  const weights = g.add('Softmax', [g.add('Add', [scores, bias])], { axis: 3 });
  return joinHeads(g, shape, g.add('MatMul', [weights, values]));
}

/** [B, N, positions, e] to [B * positions, w]. */
export function joinHeads(g: GraphBuilder, shape: TrunkShape, heads: string): string {
  return g.add('Reshape', [g.add('Transpose', [heads], { perm: [0, 2, 1, 3] }), g.integers([-1, shape.width])]);
}

/** The rest of a block after attention: output projection, residual, feed-forward, residual. */
export function finishBlock(g: GraphBuilder, layer: number, hidden: string, attended: string): string {
  const block = `blocks.${layer}`;
  const middle = g.add('Add', [hidden, linear(g, `${block}.out`, attended)]);
  const wide = silu(g, linear(g, `${block}.up`, layerNorm(g, `${block}.norm2`, middle)));
  return g.add('Add', [middle, linear(g, `${block}.down`, wide)]);
}

export function layerNorm(g: GraphBuilder, name: string, input: string): string {
  const inputs = [input, g.weight(`${name}.weight`), g.weight(`${name}.bias`)];
  return g.add('LayerNormalization', inputs, { axis: 1, epsilon: { float: 1e-5 } });
}

/** x W^T + b over rows [rows, in]: the weight lies as [out, in]. */
export function linear(g: GraphBuilder, name: string, input: string): string {
  return g.add('Gemm', [input, g.weight(`${name}.weight`), g.weight(`${name}.bias`)], { transB: 1 });
}

export function silu(g: GraphBuilder, input: string): string {
  return g.add('Mul', [input, g.add('Sigmoid', [input])]);
}
