import { gapCentres, type TrunkShape } from '../../../../core/bundle/trunk-shape.ts';
import type { GraphBuilder } from '../graph-builder.ts';
import { linear } from './attention.ts';

/** Hidden states [B * n, w] of the history's events before the first block. */
export function historyTokens(g: GraphBuilder, shape: TrunkShape): string {
  const masked = g.add('Unsqueeze', ['masked', g.integers([2])]);
  const shown = g.add('Mul', ['actions', g.add('Sub', [g.floats([1]), masked])]);
  const flags = g.add('Reshape', [g.add('Concat', [shown, masked], { axis: 2 }), g.integers([-1, shape.actions + 1])]);
  const items = g.add('Reshape', ['items', g.integers([-1, shape.dimensions])]);
  const action = g.add('Gemm', [flags, g.weight('action.weight')], { transB: 1 });
  const gaps = g.add('Reshape', ['gaps', g.integers([-1, 1])]);
  const surfaces = g.add('Reshape', ['surfaces', g.integers([-1])]);
  return token(g, items, action, gaps, surfaces);
}

/**
 * Hidden states [B * k, w] of the candidates before the first block: the action is hidden, and all candidates of a request share its gap and surface.
 * `candidates` [B, k, d]; `gap` and `surface` [B].
 */
export function candidateTokens(g: GraphBuilder, shape: TrunkShape): string {
  const axes = g.add('Slice', [g.add('Shape', ['candidates']), g.integers([0]), g.integers([2])]);
  const spread = (input: string) =>
    g.add('Reshape', [g.add('Expand', [g.add('Unsqueeze', [input, g.integers([1])]), axes]), g.integers([-1])]);
  const items = g.add('Reshape', ['candidates', g.integers([-1, shape.dimensions])]);
  const hidden = g.floats([...Array.from({ length: shape.actions }, () => 0), 1], [1, shape.actions + 1]);
  const action = g.add('Gemm', [hidden, g.weight('action.weight')], { transB: 1 });
  const rows = g.add('Concat', [g.add('Slice', [g.add('Shape', [items]), g.integers([0]), g.integers([1])]), g.integers([1])], { axis: 0 });
  const gaps = g.add('Reshape', [spread('gap'), g.integers([-1, 1])]);
  return token(g, items, g.add('Expand', [action, rows]), gaps, spread('surface'));
}

/** W_in [item ; act] + b + gap bins W_gap + surface table: all inputs have one row for each token. */
function token(g: GraphBuilder, items: string, action: string, gaps: string, surfaces: string): string {
  const input = linear(g, 'input', g.add('Concat', [items, action], { axis: 1 }));
  const surface = g.add('Gather', [g.weight('surface.weight'), surfaces], { axis: 0 });
  const time = g.add('Gemm', [gapBins(g, gaps), g.weight('gap.weight'), surface], { transB: 1 });
  return g.add('Add', [input, time]);
}

/** exp(-0.5 ((gap - c) / 1.5)^2) at every centre c, all 0 where untimed (gap < 0), and a flag that says so. */
function gapBins(g: GraphBuilder, gaps: string): string {
  const untimed = g.add('Cast', [g.add('Less', [gaps, g.floats([0])])], { to: 1 });
  const timed = g.add('Sub', [g.floats([1]), untimed]);
  const distance = g.add('Div', [g.add('Sub', [gaps, g.floats([...gapCentres])]), g.floats([1.5])]);
  const bins = g.add('Exp', [g.add('Mul', [g.add('Mul', [distance, distance]), g.floats([-0.5])])]);
  return g.add('Concat', [g.add('Mul', [bins, timed]), untimed], { axis: 1 });
}
