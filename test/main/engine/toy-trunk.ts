import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TrunkShape } from '../../../src/core/bundle/trunk-shape.ts';
import type { BundleSpec } from '../../../src/main/engine/contract.ts';
import { GraphBuilder, type NamedWeights } from '../../../src/main/engine/graph/graph-builder.ts';
import { randomWeights } from '../../../src/main/engine/graph/trunk/random-weights.ts';
import { historyValues, keptValues, pastValues, requestValues } from '../../../src/main/engine/graph/trunk/axes.ts';
import { packWeights, weightsFile } from './pack-weights.ts';

export interface ToyTrunkOptions {
  readonly rows?: number;
  readonly dimensions?: number;
  readonly actions?: number;
  readonly historyLength?: number;
  readonly surfaces?: number;
  readonly topics?: number;
  readonly offsets?: number;
  /** Products of a large matrix that take time and change nothing that matters: for tests of stopping during a run. */
  readonly slow?: number;
  readonly vectors?: Float32Array;
}

/** Deterministic numbers in [-1, 1) without a random generator. */
export function wave(index: number): number {
  const value = Math.sin(index * 12.9898 + 4.1414) * 43_758.5453;
  return 2 * (value - Math.floor(value)) - 1;
}

export function toyVectors(rows: number, dimensions: number): Float32Array {
  return Float32Array.from({ length: rows * dimensions }, (_, index) => wave(index));
}

export function toyShape(options: ToyTrunkOptions): TrunkShape {
  const dimensions = options.dimensions ?? 4;
  const { actions = 2, surfaces = 1, topics = 1, offsets = 1 } = options;
  return { dimensions, width: dimensions, layers: 1, attentionHeads: 1, actions, surfaces, topics, offsets, recent: dimensions };
}

/**
 * A causal model small enough to compute by hand. The state after an event is the sum of the item vectors so far, each times (1 + number of its visible
 * actions), minus the number of hidden ones. A query is the state times (1 + offset), plus the outcome mix on the first A columns, plus the topic's number
 * on the last column. A beginning goes on from the kept state after it. A candidate's logit for head j is (state . candidate) + j; the state comes back as the kept keys. Head numbers stand in `weights.bin`.
 */
export function toyFiles(options: ToyTrunkOptions = {}): Readonly<Record<string, Uint8Array | string>> {
  const shape = toyShape(options);
  const trunk = randomWeights(shape, 1);
  trunk.set('toy.heads', { shape: [shape.actions], data: Float32Array.from({ length: shape.actions }, (_, head) => head) });
  const { file, index, placed } = packWeights(trunk);
  return {
    'encode.onnx': encodeGraph(shape, placed, options.slow ?? 0),
    'generate.onnx': generateGraph(shape, placed),
    'score.onnx': scoreGraph(shape, placed),
    [weightsFile]: file,
    'weights.json': JSON.stringify(index),
  };
}

function encodeGraph(shape: TrunkShape, placed: NamedWeights, slow: number): Uint8Array {
  const { dimensions: d } = shape;
  const g = new GraphBuilder(placed);
  const visible = g.add('ReduceSum', ['actions', g.integers([2])], { keepdims: 1 });
  const column = (name: string) => g.add('Unsqueeze', [name, g.integers([2])]);
  const nothing = g.add('Mul', [g.add('Add', [column('gaps'), g.add('Cast', [column('surfaces')], { to: 1 })]), g.floats([0])]);
  const weight = g.add('Add', [g.add('Sub', [g.add('Add', [visible, g.floats([1])]), column('masked')]), nothing]);
  const weighted = g.add('Mul', ['items', weight]);
  const sums = g.add('CumSum', [slow > 0 ? slowed(g, weighted, nothing, slow) : weighted, g.integer(1)]);
  // Nothing of the kept sums of recent items, which are zeros, and of the values, which are the keys.
  const unused = g.add(
    'ReduceSum',
    [
      g.add('Mul', [
        g.add('Add', [g.add('ReduceSum', ['past_recent'], { keepdims: 0 }), g.add('ReduceSum', ['past_values.0'], { keepdims: 0 })]),
        g.floats([0]),
      ]),
    ],
    { keepdims: 0 },
  );
  const states = g.add('Add', [g.add('Add', [sums, unused]), stateAfter(g, 'past_keys.0', 'before')]);
  const kept = g.add('Unsqueeze', [states, g.integers([1])]);
  const norm = g.add('ReduceL2', [states], { axes: [2], keepdims: 1 });
  g.name(kept, 'keys.0');
  g.name(kept, 'values.0');
  g.name(states, 'states');
  g.name(g.add('Mul', ['items', g.floats([0])]), 'recent');
  g.name(g.add('Div', [states, g.add('Max', [norm, g.floats([1e-12])])]), 'user');
  return g.build(
    'toy_encode',
    [...historyValues(shape), ...pastValues(shape)],
    [
      ...keptValues(shape),
      { name: 'states', type: 'f32', shape: ['B', 'n', d] },
      { name: 'recent', type: 'f32', shape: ['B', 'n', d] },
      { name: 'user', type: 'f32', shape: ['B', 'n', d] },
    ],
  );
}

/** Multiplies a large matrix `times` times and adds nothing; it depends on an input, so that it cannot be folded into a constant. */
function slowed(g: GraphBuilder, input: string, nothing: string, times: number): string {
  const zero = g.add('ReduceSum', [nothing], { keepdims: 0 });
  const big = g.floats(
    Array.from({ length: 512 * 512 }, () => 1 / 512),
    [512, 512],
  );
  let product = g.add('Add', [big, zero]);
  for (let time = 0; time < times; time++) product = g.add('MatMul', [product, big]);
  return g.add('Add', [input, g.add('Mul', [g.add('ReduceSum', [product], { keepdims: 0 }), g.floats([0])])]);
}

function generateGraph(shape: TrunkShape, placed: NamedWeights): Uint8Array {
  const { dimensions: d, actions } = shape;
  const g = new GraphBuilder(placed);
  const columns = (rows: number, at: (row: number) => number) =>
    g.floats(
      Array.from({ length: rows * d }, (_, index) => (index % d === at(Math.floor(index / d)) ? 1 : 0)),
      [rows, d],
    );
  const one = (name: string) => g.add('Unsqueeze', [g.add('Cast', [name], { to: 1 }), g.integers([2])]);
  const state = g.add('Unsqueeze', [g.add('Add', ['state', 'recent']), g.integers([1])]);
  const later = g.add('Mul', [state, g.add('Add', [one('offsets'), g.floats([1])])]);
  const outcome = g.add('MatMul', ['outcomes', columns(actions, (row) => (row < d ? row : -1))]);
  const topic = g.add('Mul', [one('topics'), columns(1, () => d - 1)]);
  g.name(g.add('Add', [g.add('Add', [later, outcome]), topic]), 'queries');
  return g.build(
    'toy_generate',
    [
      { name: 'state', type: 'f32', shape: ['B', d] },
      { name: 'recent', type: 'f32', shape: ['B', d] },
      { name: 'outcomes', type: 'f32', shape: ['B', 'Q', actions] },
      { name: 'topics', type: 'i64', shape: ['B', 'Q'] },
      { name: 'offsets', type: 'i64', shape: ['B', 'Q'] },
    ],
    [{ name: 'queries', type: 'f32', shape: ['B', 'Q', d] }],
  );
}

function scoreGraph(shape: TrunkShape, placed: NamedWeights): Uint8Array {
  const g = new GraphBuilder(placed);
  const state = g.add('Transpose', [stateAfter(g, 'keys.0', 'length')], { perm: [0, 2, 1] });
  const unused = g.add('Mul', [g.add('ReduceSum', ['values.0'], { keepdims: 0 }), g.floats([0])]);
  const request = g.add('Mul', [g.add('Add', ['gap', g.add('Cast', ['surface'], { to: 1 })]), g.floats([0])]);
  const nothing = g.add('Unsqueeze', [g.add('Add', [request, unused]), g.integers([1, 2])]);
  const dot = g.add('Add', [g.add('MatMul', ['candidates', state]), nothing]);
  g.name(g.add('Add', [dot, g.weight('toy.heads')]), 'logits');
  return g.build(
    'toy_score',
    [...requestValues(shape), ...keptValues(shape)],
    [{ name: 'logits', type: 'f32', shape: ['B', 'k', shape.actions] }],
  );
}

/** [B, 1, d]: the kept state after as many events as `length` [B] says; zeros after none. */
function stateAfter(g: GraphBuilder, kept: string, length: string): string {
  const last = g.add('Unsqueeze', [g.add('Sub', [length, g.integers([1])]), g.integers([1])]);
  const states = g.add('Squeeze', [kept, g.integers([1])]);
  const events = g.add('Slice', [g.add('Shape', [states]), g.integers([1]), g.integers([2])]);
  const places = g.add('Range', [g.integer(0), g.add('Squeeze', [events, g.integers([0])]), g.integer(1)]);
  const chosen = g.add('Unsqueeze', [g.add('Cast', [g.add('Equal', [places, last])], { to: 1 }), g.integers([1])]);
  return g.add('MatMul', [chosen, states]);
}

/** Writes the toy's files and answers what the engine is given. */
export function writeToyTrunk(folder: string, options: ToyTrunkOptions = {}): BundleSpec {
  const vectors = options.vectors ?? toyVectors(options.rows ?? 20, options.dimensions ?? 4);
  const shape = toyShape(options);
  return writeSpec(folder, toyFiles(options), vectors, shape, options.historyLength ?? 16);
}

/** Writes graphs, weights and vectors to a folder and answers what the engine is given. */
export function writeSpec(
  folder: string,
  files: Readonly<Record<string, Uint8Array | string>>,
  vectors: Float32Array,
  shape: TrunkShape,
  historyLength: number,
): BundleSpec {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, content: Uint8Array | string) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return { path, sha256: createHash('sha256').update(content).digest('hex') };
  };
  const file = (name: string) => write(name, files[name] ?? '');
  return {
    key: folder,
    graphs: { encodeHistory: file('encode.onnx'), generate: file('generate.onnx'), scoreCandidates: file('score.onnx') },
    weights: { file: file(weightsFile), index: file('weights.json') },
    vectors: { ...write('items.f32', new Uint8Array(vectors.buffer)), rows: vectors.length / shape.dimensions },
    shape,
    historyLength,
  };
}
