import type { TrunkShape } from '../../../../core/bundle/trunk-shape.ts';
import { GraphBuilder, type NamedWeights } from '../graph-builder.ts';
import { fadeRate, finishBlock, type Heads, joinHeads, layerNorm, linear, projectHeads, silu, unseen } from './attention.ts';
import { axis, counting, keptValues, requestValues, toFloat } from './axes.ts';
import { candidateTokens } from './tokens.ts';

/**
 * `score_candidates` of the bundle format: every candidate is a token after the history that sees the kept keys and values and itself, never another
 * candidate, so its logits do not depend on who else is asked about.
 */
export function buildScoreCandidates(shape: TrunkShape, weights: NamedWeights): Uint8Array {
  const g = new GraphBuilder(weights);
  const batch = axis(g, 'candidates', 0);
  const distance = keyDistance(g, axis(g, 'keys.0', 2));
  let hidden = candidateTokens(g, shape);
  for (let layer = 0; layer < shape.layers; layer++) {
    const own = projectHeads(g, shape, layer, hidden, batch);
    const past = { keys: `keys.${layer}`, values: `values.${layer}` };
    const bias = g.add('Mul', [fadeRate(g, shape, layer), distance]);
    hidden = finishBlock(g, layer, hidden, attendPastAndSelf(g, shape, own, past, bias));
  }
  g.name(headLogits(g, shape, hidden, batch), 'logits');
  return g.build(
    'score_candidates',
    [...requestValues(shape), ...keptValues(shape)],
    [{ name: 'logits', type: 'f32', shape: ['B', 'k', shape.actions] }],
  );
}

/** Head logits [B, k, A] of candidates' hidden states [B * k, w] after the last block. */
export function headLogits(g: GraphBuilder, shape: TrunkShape, hidden: string, batch: string): string {
  const logits = linear(g, 'head.down', silu(g, linear(g, 'head.up', layerNorm(g, 'norm', hidden))));
  return g.add('Reshape', [logits, g.add('Concat', [batch, g.integers([-1, shape.actions])], { axis: 0 })]);
}

/** [B, 1, 1, n]: minus the events between a kept key and the request, which stands at `length`; `unseen` for padding. */
function keyDistance(g: GraphBuilder, kept: string): string {
  const length = g.add('Reshape', [toFloat(g, 'length'), g.integers([-1, 1, 1, 1])]);
  const place = toFloat(g, counting(g, kept));
  const ahead = g.add('Sub', [place, length]);
  return g.add('Where', [g.add('Less', [ahead, g.floats([0])]), ahead, g.floats([unseen])]);
}

/** The score with itself is one more column of the softmax; its key and value never meet those of another candidate. */
function attendPastAndSelf(
  g: GraphBuilder,
  shape: TrunkShape,
  own: Heads,
  past: { readonly keys: string; readonly values: string },
  bias: string,
): string {
  const scores = g.add('Add', [g.add('MatMul', [own.queries, g.add('Transpose', [past.keys], { perm: [0, 1, 3, 2] })]), bias]);
  const self = g.add('ReduceSum', [g.add('Mul', [own.queries, own.keys]), g.integers([3])], { keepdims: 1 });
  const weights = g.add('Softmax', [g.add('Concat', [scores, self], { axis: 3 })], { axis: 3 });
  const ends = g.integers([Number.MAX_SAFE_INTEGER]);
  const ownWeight = g.add('Slice', [weights, g.integers([-1]), ends, g.integers([3])]);
  // A row of zeros under the kept values spares a copy of the weights without their last column.
  const values = g.add('Pad', [past.values, g.integers([0, 0, 0, 0, 0, 0, 1, 0])]);
  return joinHeads(g, shape, g.add('Add', [g.add('MatMul', [weights, values]), g.add('Mul', [own.values, ownWeight])]));
}
