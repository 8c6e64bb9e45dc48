import type { BundleManifest } from '../../../core/bundle/manifest.ts';
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
  if (!fits) throw new BundleProblem(file, `${name} has the shape ${show(axes)}; format 2 wants ${show(wanted)}`);
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

function show(axes: readonly GraphAxis[]): string {
  return `[${axes.map((axis) => axis ?? 'any').join(', ')}]`;
}
