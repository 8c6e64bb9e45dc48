import type { TrunkShape } from '../../../../core/bundle/trunk-shape.ts';
import { GraphBuilder, type NamedWeights } from '../graph-builder.ts';
import { attend, fadeRate, finishBlock, layerNorm, projectHeads, unseen } from './attention.ts';
import { axis, counting, historyValues, keptValue, toFloat } from './axes.ts';
import { historyTokens } from './tokens.ts';

/**
 * `encode_history` of bundle format 2: the causal trunk over a history, answering keys and values of every layer, a state, and the user embedding.
 * This graph has no sums of recent items: `recent` is all zeros.
 */
export function buildEncodeHistory(shape: TrunkShape, weights: NamedWeights): Uint8Array {
  const { dimensions, width, layers } = shape;
  const g = new GraphBuilder(weights);
  const batch = axis(g, 'items', 0);
  const distance = causalDistance(g, axis(g, 'items', 1));
  const kept: { readonly keys: string[]; readonly values: string[] } = { keys: [], values: [] };
  let hidden = historyTokens(g, shape);
  for (let layer = 0; layer < layers; layer++) {
    const heads = projectHeads(g, shape, layer, hidden, batch);
    kept.keys.push(g.add('Unsqueeze', [heads.keys, g.integers([1])]));
    kept.values.push(g.add('Unsqueeze', [heads.values, g.integers([1])]));
    const bias = g.add('Mul', [fadeRate(g, shape, layer), distance]);
    hidden = finishBlock(g, layer, hidden, attend(g, shape, heads, bias));
  }
  const states = layerNorm(g, 'norm', hidden);
  const perEvent = (size: number) => g.add('Concat', [batch, g.integers([-1, size])], { axis: 0 });
  g.name(g.add('Concat', kept.keys, { axis: 1 }), 'keys');
  g.name(g.add('Concat', kept.values, { axis: 1 }), 'values');
  g.name(g.add('Reshape', [states, perEvent(width)]), 'states');
  g.name(g.add('Mul', ['items', g.floats([0])]), 'recent');
  g.name(g.add('Reshape', [userEmbedding(g, states), perEvent(dimensions)]), 'user');
  return g.build('encode_history', historyValues(shape), [
    keptValue('keys', shape),
    keptValue('values', shape),
    { name: 'states', type: 'f32', shape: ['B', 'n', width] },
    { name: 'recent', type: 'f32', shape: ['B', 'n', dimensions] },
    { name: 'user', type: 'f32', shape: ['B', 'n', dimensions] },
  ]);
}

/** [n, n]: minus the events between row i and column j where j <= i, else `unseen`; times a rate above 0 it is the bias of a head. */
function causalDistance(g: GraphBuilder, length: string): string {
  const place = toFloat(g, counting(g, length));
  const ahead = g.add('Sub', [g.add('Unsqueeze', [place, g.integers([0])]), g.add('Unsqueeze', [place, g.integers([1])])]);
  return g.add('Where', [g.add('Greater', [ahead, g.floats([0])]), g.floats([unseen]), ahead]);
}

function userEmbedding(g: GraphBuilder, states: string): string {
  const vector = g.add('Gemm', [states, g.weight('user.weight')], { transB: 1 });
  const norm = g.add('ReduceL2', [vector], { axes: [1], keepdims: 1 });
  return g.add('Div', [vector, g.add('Max', [norm, g.floats([1e-12])])]);
}
