import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelSpec } from '../../../src/main/engine/contract.ts';
import { encodeModel, type GraphNode } from '../../../src/main/engine/graph/onnx-model.ts';

export interface ToyModelOptions {
  readonly rows?: number;
  readonly dimensions?: number;
  readonly actions?: number;
  readonly historyLength?: number;
  /** Squarings of the history that take time and change nothing that matters: for tests of stopping during a run. */
  readonly slow?: number;
  readonly vectors?: Float32Array;
}

/** Deterministic numbers in [-1, 1) without a random generator. */
export function wave(index: number): number {
  const value = Math.sin(index * 12.9898 + 4.1414) * 43_758.5453;
  return 2 * (value - Math.floor(value)) - 1;
}

/**
 * A causal model small enough to compute by hand: a position's query is the sum of the item vectors so far, each times (1 + number of its visible
 * actions), minus the number of hidden ones; its state is the query too. A candidate's logit for head j is (state . candidate) + j.
 */
export function toyGraphs(options: ToyModelOptions = {}): { readonly encode: Uint8Array; readonly score: Uint8Array } {
  const d = options.dimensions ?? 4;
  const width = options.actions ?? 2;
  const slow = options.slow ?? 0;
  const encode = encodeModel({
    name: 'toy_encode',
    inputs: [
      { name: 'items', type: 'f32', shape: ['B', 'n', d] },
      { name: 'actions', type: 'f32', shape: ['B', 'n', width] },
      { name: 'masked', type: 'f32', shape: ['B', 'n'] },
      { name: 'gaps', type: 'f32', shape: ['B', 'n'] },
    ],
    outputs: [
      { name: 'states', type: 'f32', shape: ['B', 'n', d] },
      { name: 'queries', type: 'f32', shape: ['B', 'n', d] },
    ],
    tensors: [
      { name: 'one', shape: [1], data: Float32Array.of(1) },
      { name: 'axisOne', shape: [1], data: BigInt64Array.of(1n) },
      { name: 'axisTwo', shape: [1], data: BigInt64Array.of(2n) },
      { name: 'cumulativeAxis', shape: [], data: BigInt64Array.of(1n) },
      { name: 'zero', shape: [1], data: Float32Array.of(0) },
      ...(slow > 0 ? [{ name: 'big', shape: [512, 512], data: new Float32Array(512 * 512).fill(1 / 512) }] : []),
    ],
    nodes: [
      { op: 'ReduceSum', inputs: ['actions', 'axisTwo'], outputs: ['visible'], attributes: { keepdims: 1 } },
      { op: 'Unsqueeze', inputs: ['masked', 'axisTwo'], outputs: ['hidden'] },
      { op: 'Unsqueeze', inputs: ['gaps', 'axisTwo'], outputs: ['gap'] },
      { op: 'Mul', inputs: ['gap', 'zero'], outputs: ['noGap'] },
      { op: 'Add', inputs: ['visible', 'one'], outputs: ['plain'] },
      { op: 'Sub', inputs: ['plain', 'hidden'], outputs: ['less'] },
      { op: 'Add', inputs: ['less', 'noGap'], outputs: ['weight'] },
      { op: 'Mul', inputs: ['items', 'weight'], outputs: ['weighted'] },
      ...(slow > 0 ? slowNodes(slow) : [{ op: 'Identity', inputs: ['weighted'], outputs: ['summand'] }]),
      { op: 'CumSum', inputs: ['summand', 'cumulativeAxis'], outputs: ['queries'] },
      { op: 'Identity', inputs: ['queries'], outputs: ['states'] },
    ],
  });
  const score = encodeModel({
    name: 'toy_score',
    inputs: [
      { name: 'state', type: 'f32', shape: ['B', d] },
      { name: 'candidates', type: 'f32', shape: ['B', 'k', d] },
    ],
    outputs: [{ name: 'logits', type: 'f32', shape: ['B', 'k', width] }],
    tensors: [
      { name: 'axisTwo', shape: [1], data: BigInt64Array.of(2n) },
      { name: 'offsets', shape: [width], data: Float32Array.from({ length: width }, (_, head) => head) },
    ],
    nodes: [
      { op: 'Unsqueeze', inputs: ['state', 'axisTwo'], outputs: ['column'] },
      { op: 'MatMul', inputs: ['candidates', 'column'], outputs: ['dot'] },
      { op: 'Add', inputs: ['dot', 'offsets'], outputs: ['logits'] },
    ],
  });
  return { encode, score };
}

/** Multiplies a large matrix `times` times and adds nothing; it depends on an input, so that it cannot be folded into a constant. */
function slowNodes(times: number): readonly GraphNode[] {
  return [
    { op: 'ReduceSum', inputs: ['noGap'], outputs: ['nothing'], attributes: { keepdims: 0 } },
    { op: 'Add', inputs: ['big', 'nothing'], outputs: ['big0'] },
    ...Array.from({ length: times }, (_, index) => ({ op: 'MatMul', inputs: [`big${index}`, 'big'], outputs: [`big${index + 1}`] })),
    { op: 'ReduceSum', inputs: [`big${times}`], outputs: ['bigSum'], attributes: { keepdims: 0 } },
    { op: 'Mul', inputs: ['bigSum', 'zero'], outputs: ['bigNothing'] },
    { op: 'Add', inputs: ['weighted', 'bigNothing'], outputs: ['summand'] },
  ];
}

export function toyVectors(rows: number, dimensions: number): Float32Array {
  return Float32Array.from({ length: rows * dimensions }, (_, index) => wave(index));
}

/** Writes the toy model's files and answers what the engine is given. */
export function writeToyModel(folder: string, options: ToyModelOptions = {}): ModelSpec {
  mkdirSync(folder, { recursive: true });
  const rows = options.rows ?? 20;
  const dimensions = options.dimensions ?? 4;
  const vectors = options.vectors ?? toyVectors(rows, dimensions);
  const { encode, score } = toyGraphs(options);
  const write = (name: string, bytes: Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return { path, sha256: createHash('sha256').update(bytes).digest('hex') };
  };
  return {
    key: folder,
    encodeHistory: write('encode.onnx', encode),
    scoreCandidates: write('score.onnx', score),
    vectors: { ...write('items.f32', new Uint8Array(vectors.buffer)), rows },
    dimensions,
    stateDimensions: dimensions,
    historyLength: options.historyLength ?? 16,
    actions: options.actions ?? 2,
  };
}
