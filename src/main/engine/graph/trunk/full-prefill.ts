import type { TrunkShape } from '../../../../core/bundle/trunk-shape.ts';
import { GraphBuilder, type NamedWeights } from '../graph-builder.ts';
import { attend, fadeRate, finishBlock, projectHeads, unseen } from './attention.ts';
import { axis, counting, historyValues, requestValues, toFloat } from './axes.ts';
import { headLogits } from './score-candidates.ts';
import { candidateTokens, historyTokens } from './tokens.ts';

/**
 * The baseline that keeps nothing: history and candidates in one pass of n + k tokens. The history is causal; a candidate sees the history and itself.
 * With one candidate it is the `naive` baseline, a pass over the history for every candidate.
 */
export function buildFullPrefill(shape: TrunkShape, weights: NamedWeights): Uint8Array {
  const { width } = shape;
  const g = new GraphBuilder(weights);
  const batch = axis(g, 'items', 0);
  const perToken = g.add('Concat', [batch, g.integers([-1, width])], { axis: 0 });
  const joined = g.add(
    'Concat',
    [g.add('Reshape', [historyTokens(g, shape), perToken]), g.add('Reshape', [candidateTokens(g, shape), perToken])],
    { axis: 1 },
  );
  const distance = seenDistance(g, axis(g, 'items', 1), axis(g, joined, 1));
  let hidden = g.add('Reshape', [joined, g.integers([-1, width])]);
  for (let layer = 0; layer < shape.layers; layer++) {
    const heads = projectHeads(g, shape, layer, hidden, batch);
    const bias = g.add('Mul', [fadeRate(g, shape, layer), distance]);
    hidden = finishBlock(g, layer, hidden, attend(g, shape, heads, bias));
  }
  const candidates = g.add('Slice', [
    g.add('Reshape', [hidden, perToken]),
    axis(g, 'items', 1),
    g.integers([Number.MAX_SAFE_INTEGER]),
    g.integers([1]),
  ]);
  g.name(headLogits(g, shape, g.add('Reshape', [candidates, g.integers([-1, width])]), batch), 'logits');
  return g.build(
    'full_prefill',
    [...historyValues(shape), ...requestValues(shape)],
    [{ name: 'logits', type: 'f32', shape: ['B', 'k', shape.actions] }],
  );
}

/**
 * [B, 1, T, T] with T = n + k: minus the events between token i and token j where i may see j, else `unseen`. Event i sees events up to itself; a
 * candidate, which stands at `length`, sees the events before `length` and itself.
 */
function seenDistance(g: GraphBuilder, events: string, tokens: string): string {
  const place = counting(g, tokens);
  const isEvent = g.add('Less', [place, events]);
  const length = g.add('Unsqueeze', ['length', g.integers([1])]);
  // Position in time of every token, [B, T]; what token i sees of the events ends before its own position, or with itself.
  const position = g.add('Where', [isEvent, place, length]);
  const row = g.add('Unsqueeze', [position, g.integers([2])]);
  const column = g.add('Unsqueeze', [place, g.integers([0, 1])]);
  const before = g.add('Less', [column, row]);
  const itself = g.add('Equal', [column, g.add('Unsqueeze', [place, g.integers([0, 2])])]);
  const behind = toFloat(g, g.add('Sub', [column, row]));
  const seen = g.add('Where', [before, behind, g.floats([unseen])]);
  return g.add('Unsqueeze', [g.add('Where', [itself, g.floats([0]), seen]), g.integers([1])]);
}
