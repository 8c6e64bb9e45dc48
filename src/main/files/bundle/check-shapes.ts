import { type BundleManifest, bundleFormatVersion } from '../../../core/bundle/manifest.ts';
import { layerNames } from '../../../core/bundle/layer-names.ts';
import { BundleProblem } from './bundle-problem.ts';
import type { GraphAxis, GraphShape } from './check-graph.ts';

type Side = 'inputs' | 'outputs';
type Wanted = Readonly<Record<string, readonly GraphAxis[]>>;

/** Holds a graph's declared inputs and outputs to the manifest's sizes. */
export function checkShapes(manifest: BundleManifest, file: string, graph: GraphShape, name: keyof BundleManifest['graphs']): void {
  const wanted = shapes(manifest)[name];
  for (const side of ['inputs', 'outputs'] as const)
    for (const [tensor, axes] of Object.entries(wanted[side])) check(file, graph[side], tensor, axes);
}

function check(file: string, where: ReadonlyMap<string, readonly GraphAxis[]>, name: string, wanted: readonly GraphAxis[]): void {
  const axes = where.get(name);
  if (axes === undefined) throw new BundleProblem(file, `it has no ${name}`);
  const fits = axes.length === wanted.length && axes.every((axis, index) => axis === undefined || axis === wanted[index]);
  if (!fits) throw new BundleProblem(file, `${name} has the shape ${show(axes)}; format ${bundleFormatVersion} wants ${show(wanted)}`);
}

function shapes(manifest: BundleManifest): Readonly<Record<keyof BundleManifest['graphs'], Readonly<Record<Side, Wanted>>>> {
  const { dimensions: d, width: w, layers, attentionHeads, actions, recentWidth: r } = manifest;
  const any = undefined;
  const layer = [any, attentionHeads, any, w / attentionHeads];
  const kept = (prefix: '' | 'past_') => Object.fromEntries(layerNames(layers, prefix).map((name) => [name, layer]));
  const history = { items: [any, any, d], actions: [any, any, actions], masked: [any, any], gaps: [any, any], surfaces: [any, any] };
  return {
    encode_history: {
      inputs: { ...history, before: [any], past_recent: [any, r], ...kept('past_') },
      outputs: { ...kept(''), states: [any, any, w], recent: [any, any, r], user: [any, any, d] },
    },
    generate: {
      inputs: { state: [any, w], recent: [any, r], outcomes: [any, any, actions], topics: [any, any], offsets: [any, any] },
      outputs: { queries: [any, any, d] },
    },
    score_candidates: {
      inputs: { length: [any], candidates: [any, any, d], gap: [any], surface: [any], ...kept('') },
      outputs: { logits: [any, any, actions] },
    },
  };
}

function show(axes: readonly GraphAxis[]): string {
  return `[${axes.map((axis) => axis ?? 'any').join(', ')}]`;
}
