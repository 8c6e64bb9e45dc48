import type { TrunkShape } from '../../../../core/bundle/trunk-shape.ts';
import { GraphBuilder, type NamedWeights } from '../graph-builder.ts';
import { linear, silu } from './attention.ts';
import { axis } from './axes.ts';

/**
 * `generate` of the bundle format: query vectors from a state and its conditions. The condition is an outcome (the learned vectors of the actions, mixed;
 * a vector of its own where there is no mix), a topic and a time offset, added up.
 */
export function buildGenerate(shape: TrunkShape, weights: NamedWeights): Uint8Array {
  const { dimensions, width, actions } = shape;
  const g = new GraphBuilder(weights);
  const axes = g.add('Concat', [axis(g, 'outcomes', 0), axis(g, 'outcomes', 1), g.integers([width])], { axis: 0 });
  const total = g.add('ReduceSum', ['outcomes', g.integers([2])], { keepdims: 1 });
  const free = g.add('Cast', [g.add('Equal', [total, g.floats([0])])], { to: 1 });
  const outcome = g.add('Add', [
    g.add('MatMul', ['outcomes', g.weight('generate.outcomes')]),
    g.add('Mul', [free, g.weight('generate.unconditioned')]),
  ]);
  const topic = g.add('Gather', [g.weight('generate.topics'), 'topics'], { axis: 0 });
  const offset = g.add('Gather', [g.weight('generate.offsets'), 'offsets'], { axis: 0 });
  const condition = g.add('Add', [g.add('Add', [outcome, topic]), offset]);
  const state = g.add('Expand', [g.add('Unsqueeze', ['state', g.integers([1])]), axes]);
  const joined = g.add('Reshape', [g.add('Concat', [state, condition], { axis: 2 }), g.integers([-1, 2 * width])]);
  const query = linear(g, 'generate.down', silu(g, linear(g, 'generate.up', joined)));
  const perQuery = g.add('Reshape', [query, g.add('Concat', [axis(g, 'state', 0), g.integers([-1, dimensions])], { axis: 0 })]);
  // One sum of item vectors after another.
  const sums = g.add('Reshape', ['recent', g.add('Concat', [axis(g, 'recent', 0), g.integers([-1, dimensions])], { axis: 0 })]);
  g.name(g.add('Add', [perQuery, g.add('ReduceSum', [sums, g.integers([1])], { keepdims: 1 })]), 'queries');
  return g.build(
    'generate',
    [
      { name: 'state', type: 'f32', shape: ['B', width] },
      { name: 'recent', type: 'f32', shape: ['B', shape.recent] },
      { name: 'outcomes', type: 'f32', shape: ['B', 'Q', actions] },
      { name: 'topics', type: 'i64', shape: ['B', 'Q'] },
      { name: 'offsets', type: 'i64', shape: ['B', 'Q'] },
    ],
    [{ name: 'queries', type: 'f32', shape: ['B', 'Q', dimensions] }],
  );
}
