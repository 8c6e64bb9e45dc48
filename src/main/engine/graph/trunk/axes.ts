import { layerNames } from '../../../../core/bundle/layer-names.ts';
import type { TrunkShape } from '../../../../core/bundle/trunk-shape.ts';
import type { GraphBuilder } from '../graph-builder.ts';
import type { GraphValue } from '../onnx-model.ts';

/** One axis of a tensor as an int64 list of one number. */
export function axis(g: GraphBuilder, tensor: string, index: number): string {
  return g.add('Slice', [g.add('Shape', [tensor]), g.integers([index]), g.integers([index + 1])]);
}

/** 0, 1, ... up to `count` (a list of one number), as int64. */
export function counting(g: GraphBuilder, count: string): string {
  return g.add('Range', [g.integer(0), g.add('Squeeze', [count, g.integers([0])]), g.integer(1)]);
}

export function toFloat(g: GraphBuilder, input: string): string {
  return g.add('Cast', [input], { to: 1 });
}

/** Declared inputs of a history. */
export function historyValues({ dimensions, actions }: TrunkShape): readonly GraphValue[] {
  return [
    { name: 'items', type: 'f32', shape: ['B', 'n', dimensions] },
    { name: 'actions', type: 'f32', shape: ['B', 'n', actions] },
    { name: 'masked', type: 'f32', shape: ['B', 'n'] },
    { name: 'gaps', type: 'f32', shape: ['B', 'n'] },
    { name: 'surfaces', type: 'i64', shape: ['B', 'n'] },
  ];
}

/** Declared inputs of a request: how many events stand before it, its candidates, its time and surface. */
export function requestValues({ dimensions }: TrunkShape): readonly GraphValue[] {
  return [
    { name: 'length', type: 'i64', shape: ['B'] },
    { name: 'candidates', type: 'f32', shape: ['B', 'k', dimensions] },
    { name: 'gap', type: 'f32', shape: ['B'] },
    { name: 'surface', type: 'i64', shape: ['B'] },
  ];
}

/** Keys and values of every layer. */
export function keptValues({ layers, attentionHeads, width }: TrunkShape): readonly GraphValue[] {
  return layerNames(layers).map((name) => ({ name, type: 'f32', shape: ['B', attentionHeads, 'n', width / attentionHeads] }));
}

/** Declared inputs of the beginning that a history continues: how many events it has, and what was answered for them. */
export function pastValues({ layers, attentionHeads, width, recent }: TrunkShape): readonly GraphValue[] {
  return [
    { name: 'before', type: 'i64', shape: ['B'] },
    { name: 'past_recent', type: 'f32', shape: ['B', recent] },
    ...layerNames(layers, 'past_').map((name): GraphValue => ({
      name,
      type: 'f32',
      shape: ['B', attentionHeads, 'p', width / attentionHeads],
    })),
  ];
}
