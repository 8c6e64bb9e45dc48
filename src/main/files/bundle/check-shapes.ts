import type { AnyManifest, BundleManifest, FormatOneManifest } from '../../../core/bundle/manifest.ts';
import { BundleProblem } from './bundle-problem.ts';
import type { GraphAxis, GraphShape } from './check-graph.ts';

/** `undefined` is any size, `n` the history axis. */
type Axis = GraphAxis | 'n';
type Side = 'inputs' | 'outputs';
type Wanted = Readonly<Record<string, readonly Axis[]>>;

/** Holds a graph's declared inputs and outputs to the manifest's sizes. */
export function checkShapes(manifest: AnyManifest, file: string, graph: GraphShape, name: keyof BundleManifest['graphs']): void {
  const wanted = manifest.formatVersion === 1 ? formatOneShapes(manifest)[name] : shapes(manifest)[name];
  for (const side of ['inputs', 'outputs'] as const)
    for (const [tensor, axes] of Object.entries(wanted?.[side] ?? {})) check(manifest, file, graph[side], tensor, axes);
}

function check(
  manifest: AnyManifest,
  file: string,
  where: ReadonlyMap<string, readonly GraphAxis[]>,
  name: string,
  wanted: readonly Axis[],
): void {
  const axes = where.get(name);
  if (axes === undefined) throw new BundleProblem(file, `it has no ${name}`);
  const fits =
    axes.length === wanted.length &&
    axes.every((axis, index) => axis === undefined || axis === (wanted[index] === 'n' ? manifest.historyLength : wanted[index]));
  if (!fits) throw new BundleProblem(file, `${name} has the shape ${show(axes)}; format ${manifest.formatVersion} wants ${show(wanted)}`);
}

function shapes(manifest: BundleManifest): Readonly<Record<keyof BundleManifest['graphs'], Readonly<Record<Side, Wanted>>>> {
  const { dimensions: d, width: w, layers, attentionHeads, actions } = manifest;
  const any = undefined;
  const kept = [any, layers, attentionHeads, any, w / attentionHeads];
  return {
    encode_history: {
      inputs: { items: [any, any, d], actions: [any, any, actions], masked: [any, any], gaps: [any, any], surfaces: [any, any] },
      outputs: { keys: kept, values: kept, states: [any, any, w], recent: [any, any, d], user: [any, any, d] },
    },
    generate: {
      inputs: { state: [any, w], recent: [any, d], outcomes: [any, any, actions], topics: [any, any], offsets: [any, any] },
      outputs: { queries: [any, any, d] },
    },
    score_candidates: {
      inputs: { keys: kept, values: kept, length: [any], candidates: [any, any, d], gap: [any], surface: [any] },
      outputs: { logits: [any, any, actions] },
    },
  };
}

function formatOneShapes(manifest: FormatOneManifest): Readonly<Partial<Record<string, Readonly<Record<Side, Wanted>>>>> {
  const { dimensions: d, actions, stateDimensions: h } = manifest;
  const any = undefined;
  return {
    encode_history: {
      inputs: { items: [any, 'n', d], actions: [any, 'n', actions], masked: [any, 'n'], gaps: [any, 'n'] },
      outputs: { states: [any, 'n', h], queries: [any, 'n', d] },
    },
    score_candidates: {
      inputs: { state: [any, h], candidates: [any, any, d] },
      outputs: { logits: [any, any, actions] },
    },
  };
}

function show(axes: readonly Axis[]): string {
  return `[${axes.map((axis) => axis ?? 'any').join(', ')}]`;
}
