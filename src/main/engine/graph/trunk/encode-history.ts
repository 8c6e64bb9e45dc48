import type { TrunkShape } from '../../../../core/bundle/trunk-shape.ts';
import { GraphBuilder, type NamedWeights } from '../graph-builder.ts';
import { attend, fadeRate, finishBlock, layerNorm, projectHeads, unseen } from './attention.ts';
import { axis, counting, historyValues, keptValues, pastValues, toFloat } from './axes.ts';
import { historyTokens } from './tokens.ts';

/**
 * `encode_history` of the bundle format: the causal trunk over the events after a kept beginning, answering keys and values of every layer, a state, and the
 * user embedding. This graph has no sums of recent items: `recent` is what stood before, zeros where nothing did.
 */
export function buildEncodeHistory(shape: TrunkShape, weights: NamedWeights): Uint8Array {
  const { dimensions, width, layers, recent } = shape;
  const g = new GraphBuilder(weights);
  const batch = axis(g, 'items', 0);
  const events = axis(g, 'items', 1);
  const distance = seenDistance(g, events);
  let hidden = historyTokens(g, shape);
  for (let layer = 0; layer < layers; layer++) {
    const own = projectHeads(g, shape, layer, hidden, batch);
    g.name(own.keys, `keys.${layer}`);
    g.name(own.values, `values.${layer}`);
    const heads = {
      queries: own.queries,
      keys: g.add('Concat', [`past_keys.${layer}`, own.keys], { axis: 2 }),
      values: g.add('Concat', [`past_values.${layer}`, own.values], { axis: 2 }),
    };
    const bias = g.add('Mul', [fadeRate(g, shape, layer), distance]);
    hidden = finishBlock(g, layer, hidden, attend(g, shape, heads, bias));
  }
  const states = layerNorm(g, 'norm', hidden);
  const perEvent = (size: number) => g.add('Concat', [batch, g.integers([-1, size])], { axis: 0 });
  g.name(g.add('Reshape', [states, perEvent(width)]), 'states');
  const everyEvent = g.add('Concat', [batch, events, g.integers([recent])], { axis: 0 });
  g.name(g.add('Expand', [g.add('Unsqueeze', ['past_recent', g.integers([1])]), everyEvent]), 'recent');
  g.name(g.add('Reshape', [userEmbedding(g, states), perEvent(dimensions)]), 'user');
  return g.build(
    'encode_history',
    [...historyValues(shape), ...pastValues(shape)],
    [
      ...keptValues(shape),
      { name: 'states', type: 'f32', shape: ['B', 'n', width] },
      { name: 'recent', type: 'f32', shape: ['B', 'n', recent] },
      { name: 'user', type: 'f32', shape: ['B', 'n', dimensions] },
    ],
  );
}

/**
 * [B, 1, n, p + n]: minus the events between new event i, which stands at `before` + i, and kept or new event j where i may see j, else `unseen`; times a rate
 * above 0 it is the bias of a head. Of the kept columns the first `before` are seen.
 */
function seenDistance(g: GraphBuilder, events: string): string {
  const place = toFloat(g, counting(g, events));
  const kept = toFloat(g, counting(g, axis(g, 'past_keys.0', 2)));
  const before = g.add('Reshape', [toFloat(g, 'before'), g.integers([-1, 1, 1])]);
  const row = g.add('Unsqueeze', [place, g.integers([1])]);
  const ahead = g.add('Sub', [g.add('Unsqueeze', [place, g.integers([0])]), row]);
  const own = g.add('Where', [g.add('Greater', [ahead, g.floats([0])]), g.floats([unseen]), ahead]);
  const past = g.add('Where', [g.add('Less', [kept, before]), g.add('Sub', [kept, g.add('Add', [before, row])]), g.floats([unseen])]);
  const all = g.add('Concat', [axis(g, 'items', 0), events, events], { axis: 0 });
  return g.add('Unsqueeze', [g.add('Concat', [past, g.add('Expand', [own, all])], { axis: 2 }), g.integers([1])]);
}

function userEmbedding(g: GraphBuilder, states: string): string {
  const vector = g.add('Gemm', [states, g.weight('user.weight')], { transB: 1 });
  const norm = g.add('ReduceL2', [vector], { axes: [1], keepdims: 1 });
  return g.add('Div', [vector, g.add('Max', [norm, g.floats([1e-12])])]);
}
