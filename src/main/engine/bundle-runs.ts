import { Tensor } from 'onnxruntime-node';
import { layerNames } from '../../core/bundle/layer-names.ts';
import { Batcher } from './batcher.ts';
import type { BundleModel } from './bundle-model.ts';
import type { BundleSpec, ProbeInput } from './contract.ts';
import { type HistoryPart, historyStretch } from './history-part.ts';
import { type Beginning, type CandidateSet, candidateFeeds, historyFeeds, layerFeeds, pastFeeds } from './history-tensors.ts';
import { continueHistory } from './kept-histories.ts';
import type { KeptHistory } from './kept-history.ts';
import { type BatchTime, type RetrieveAnswer, retrieveBatcher, type RetrieveItem } from './retrieve-runs.ts';
import { finite, tensorFloats } from './tensor-data.ts';

export interface EncodeItem {
  readonly history: HistoryPart;
  /** The beginning that is kept and not read again. */
  readonly after: Beginning | undefined;
}

export interface EncodeAnswer {
  readonly kept: KeptHistory;
  readonly batch: BatchTime;
}

export interface GenerateItem {
  readonly state: Float32Array;
  readonly recent: Float32Array;
  /** [Q, A], [Q] and [Q]. */
  readonly outcomes: Float32Array;
  readonly topics: Int32Array;
  readonly offsets: Int32Array;
}

export interface GenerateAnswer {
  readonly queries: Float32Array;
  readonly batch: BatchTime;
}

export interface ScoreItem extends CandidateSet {
  readonly kept: KeptHistory;
}

export interface PrefillItem extends CandidateSet {
  readonly history: HistoryPart;
}

export interface ScoreAnswer {
  readonly logits: Float32Array;
  readonly batch: BatchTime;
}

export interface ProbeItem {
  readonly graph: keyof BundleSpec['graphs'];
  readonly inputs: ProbeInput['inputs'];
}

export interface ProbeAnswer {
  readonly outputs: Readonly<Record<string, Float32Array>>;
}

/** The batched runs of one opened bundle. */
export interface BundleRuns {
  readonly encode: Batcher<EncodeItem, EncodeAnswer>;
  readonly generate: Batcher<GenerateItem, GenerateAnswer>;
  readonly retrieve: Batcher<RetrieveItem, RetrieveAnswer>;
  readonly score: Batcher<ScoreItem, ScoreAnswer>;
  readonly prefill: Batcher<PrefillItem, ScoreAnswer>;
  readonly probe: Batcher<ProbeItem, ProbeAnswer>;
}

// Bounds of one run, which blocks the thread: events, query vectors and candidates that go through it together.
const maxEvents = 4096;
const maxVectors = 256;
const maxScored = 2048;
const maxKeptEvents = 8192;
const lengthStep = 32;

export function bundleRuns(model: BundleModel): BundleRuns {
  const { spec, retrieval } = model;
  const step = (events: number) => Math.ceil(events / lengthStep) * lengthStep;
  return {
    encode: new Batcher({
      key: ({ history, after }) => `${step(restOf(history, after))} ${step(after?.events ?? 0)}`,
      limit: ({ history, after }) =>
        Math.min(Math.floor(maxEvents / step(restOf(history, after))), Math.floor(maxKeptEvents / Math.max(1, step(after?.events ?? 0)))),
      run: (items) => runEncode(model, items),
    }),
    generate: new Batcher({
      key: ({ topics }) => String(topics.length),
      limit: ({ topics }) => Math.floor(maxVectors / topics.length),
      run: (items) => runGenerate(model, items),
    }),
    retrieve: retrieveBatcher({ retrieval, rows: spec.vectors.rows, dimensions: spec.shape.dimensions }),
    score: new Batcher({
      key: ({ rows, kept }) => `${rows.length} ${step(kept.history.rows.length)}`,
      limit: ({ rows, kept }) => Math.min(Math.floor(maxScored / rows.length), Math.floor(maxKeptEvents / kept.history.rows.length)),
      run: (items) => runScore(model, items),
    }),
    prefill: new Batcher({
      key: ({ rows, history }) => `${rows.length} ${history.rows.length}`,
      limit: () => 1,
      run: (items) => runPrefill(model, items),
    }),
    probe: new Batcher({
      key: ({ graph }) => graph,
      limit: () => 1,
      run: (items) => Promise.all(items.map((item) => runProbe(model, item))),
    }),
  };
}

function restOf({ rows }: HistoryPart, after: Beginning | undefined): number {
  return rows.length - (after?.events ?? 0);
}

async function runEncode(model: BundleModel, items: readonly EncodeItem[]): Promise<readonly EncodeAnswer[]> {
  const { layers, attentionHeads, width, dimensions: d, recent: r } = model.spec.shape;
  const count = items.length;
  const rests = items.map(({ history, after }) => historyStretch(history, after?.events ?? 0, history.rows.length));
  const length = Math.max(...rests.map(({ rows }) => rows.length));
  const feeds = {
    ...historyFeeds(model, rests, length),
    ...pastFeeds(
      model,
      items.map(({ after }) => after),
    ),
  };
  const started = performance.now();
  const outputs = await model.encode.run(feeds);
  const batch = { ms: performance.now() - started };
  const size = width / attentionHeads;
  const read = (name: string, shape: readonly number[]) => finite(tensorFloats(outputs, name, [count, ...shape]), name);
  const names = layerNames(layers);
  const heads = names.map((name) => read(name, [attentionHeads, length, size]));
  const states = read('states', [length, width]);
  const recents = read('recent', [length, r]);
  const users = read('user', [length, d]);
  return items.map(({ history, after }, index) => {
    const own = rests[index]?.rows.length ?? 0;
    const layersOf = (first: number) =>
      heads.slice(first, first + layers).map((all) => cut(all, index * attentionHeads, attentionHeads, length * size, own * size));
    const ofEvents = (all: Float32Array, across: number) => all.slice(index * length * across, (index * length + own) * across);
    const stretch = {
      events: own,
      keys: layersOf(0),
      values: layersOf(layers),
      states: ofEvents(states, width),
      recent: ofEvents(recents, r),
      users: ofEvents(users, d),
    };
    return { kept: continueHistory(after, model.spec.key, history, stretch), batch };
  });
}

async function runGenerate(model: BundleModel, items: readonly GenerateItem[]): Promise<readonly GenerateAnswer[]> {
  const { width, dimensions: d, actions, recent: r } = model.spec.shape;
  const count = items.length;
  const vectors = items[0]?.topics.length ?? 0;
  const floats = (read: (item: GenerateItem) => Float32Array, shape: readonly number[]) => {
    const size = shape.reduce((product, axis) => product * axis, 1);
    const all = new Float32Array(count * size);
    items.forEach((item, index) => all.set(read(item), index * size));
    return new Tensor('float32', all, [count, ...shape]);
  };
  const choices = (read: (item: GenerateItem) => Int32Array) =>
    new Tensor('int64', BigInt64Array.from(items.flatMap((item) => Array.from(read(item), BigInt))), [count, vectors]);
  const feeds = {
    state: floats(({ state }) => state, [width]),
    recent: floats(({ recent }) => recent, [r]),
    outcomes: floats(({ outcomes }) => outcomes, [vectors, actions]),
    topics: choices(({ topics }) => topics),
    offsets: choices(({ offsets }) => offsets),
  };
  const started = performance.now();
  const outputs = await model.generate.run(feeds);
  const batch = { ms: performance.now() - started };
  const queries = finite(tensorFloats(outputs, 'queries', [count, vectors, d]), 'queries');
  return items.map((_, index) => ({ queries: queries.slice(index * vectors * d, (index + 1) * vectors * d), batch }));
}

async function runScore(model: BundleModel, items: readonly ScoreItem[]): Promise<readonly ScoreAnswer[]> {
  const beginnings = items.map(({ kept }) => ({ kept, events: kept.history.rows.length }));
  const length = Math.max(...beginnings.map(({ events }) => events));
  const feeds = { ...candidateFeeds(model, items), ...layerFeeds(model.spec.shape, beginnings, length) };
  const started = performance.now();
  const outputs = await model.score.run(feeds);
  return logitsOf(model, items, outputs, { ms: performance.now() - started });
}

async function runPrefill(model: BundleModel, items: readonly PrefillItem[]): Promise<readonly ScoreAnswer[]> {
  const session = await model.prefill();
  const histories = items.map(({ history }) => history);
  const feeds = {
    ...historyFeeds(model, histories, Math.max(...histories.map(({ rows }) => rows.length))),
    ...candidateFeeds(model, items),
  };
  const started = performance.now();
  const outputs = await session.run(feeds);
  return logitsOf(model, items, outputs, { ms: performance.now() - started });
}

async function runProbe(model: BundleModel, { graph, inputs }: ProbeItem): Promise<ProbeAnswer> {
  const session = { encodeHistory: model.encode, generate: model.generate, scoreCandidates: model.score }[graph];
  const feeds = Object.entries(inputs).map(([name, { shape, data }]) => [
    name,
    data instanceof Float32Array ? new Tensor('float32', data, shape) : new Tensor('int64', data, shape),
  ]);
  const outputs = await session.run(Object.fromEntries(feeds) as Readonly<Record<string, Tensor>>);
  // Copies, since some devices keep the memory of an output.
  return {
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, Float32Array.from(tensor.data as Float32Array)])),
  };
}

function logitsOf(
  model: BundleModel,
  items: readonly CandidateSet[],
  outputs: Readonly<Record<string, Tensor>>,
  batch: BatchTime,
): readonly ScoreAnswer[] {
  const { actions } = model.spec.shape;
  const k = items[0]?.rows.length ?? 0;
  const logits = finite(tensorFloats(outputs, 'logits', [items.length, k, actions]), 'logits');
  return items.map((_, index) => ({ logits: logits.slice(index * k * actions, (index + 1) * k * actions), batch }));
}

/** The first `size` numbers of each of `count` blocks, from block `first` on, one after another. */
function cut(all: Float32Array, first: number, count: number, blockSize: number, size: number): Float32Array {
  const part = new Float32Array(count * size);
  for (let block = 0; block < count; block++) {
    const from = (first + block) * blockSize;
    part.set(all.subarray(from, from + size), block * size);
  }
  return part;
}
