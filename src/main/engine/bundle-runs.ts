import { Tensor } from 'onnxruntime-node';
import { Batcher } from './batcher.ts';
import type { BundleModel } from './bundle-model.ts';
import type { BundleSpec, ProbeInput } from './contract.ts';
import { type CandidateSet, candidateFeeds, historyFeeds } from './history-tensors.ts';
import type { HistoryPart, KeptHistory } from './kept-histories.ts';
import { type BatchTime, type RetrieveAnswer, retrieveBatcher, type RetrieveItem } from './retrieve-runs.ts';
import { finite, tensorFloats } from './tensor-data.ts';

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
  readonly encode: Batcher<HistoryPart, EncodeAnswer>;
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
      key: ({ rows }) => String(step(rows.length)),
      limit: ({ rows }) => Math.floor(maxEvents / step(rows.length)),
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

async function runEncode(model: BundleModel, items: readonly HistoryPart[]): Promise<readonly EncodeAnswer[]> {
  const { layers, attentionHeads, width, dimensions: d } = model.spec.shape;
  const length = Math.max(...items.map(({ rows }) => rows.length));
  const feeds = historyFeeds(model, items, length);
  const started = performance.now();
  const outputs = await model.encode.run(feeds);
  const batch = { ms: performance.now() - started };
  const blocks = layers * attentionHeads;
  const size = width / attentionHeads;
  const read = (name: string, shape: readonly number[]) => finite(tensorFloats(outputs, name, [items.length, ...shape]), name);
  const keys = read('keys', [layers, attentionHeads, length, size]);
  const values = read('values', [layers, attentionHeads, length, size]);
  const states = read('states', [length, width]);
  const recent = read('recent', [length, d]);
  const users = read('user', [length, d]);
  return items.map((history, index) => {
    const own = history.rows.length;
    const ofHeads = (all: Float32Array) => cut(all, index * blocks, blocks, length * size, own * size);
    const ofEvents = (all: Float32Array, across: number) => all.slice(index * length * across, (index * length + own) * across);
    return {
      kept: {
        model: model.spec.key,
        history,
        keys: ofHeads(keys),
        values: ofHeads(values),
        states: ofEvents(states, width),
        recent: ofEvents(recent, d),
        users: ofEvents(users, d),
      },
      batch,
    };
  });
}

async function runGenerate(model: BundleModel, items: readonly GenerateItem[]): Promise<readonly GenerateAnswer[]> {
  const { width, dimensions: d, actions } = model.spec.shape;
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
    recent: floats(({ recent }) => recent, [d]),
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
  const { layers, attentionHeads, width } = model.spec.shape;
  const length = Math.max(...items.map(({ kept }) => kept.history.rows.length));
  const blocks = layers * attentionHeads;
  const size = width / attentionHeads;
  const joined = (read: (item: ScoreItem) => Float32Array) => {
    const first = items[0];
    // One history needs no copy.
    if (items.length === 1 && first !== undefined) return read(first);
    const all = new Float32Array(items.length * blocks * length * size);
    items.forEach((item, index) => spread(all, index * blocks, read(item), blocks, length * size));
    return all;
  };
  const axes = [items.length, layers, attentionHeads, length, size];
  const feeds = {
    keys: new Tensor(
      'float32',
      joined(({ kept }) => kept.keys),
      axes,
    ),
    values: new Tensor(
      'float32',
      joined(({ kept }) => kept.values),
      axes,
    ),
    ...candidateFeeds(model, items),
  };
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

/** The other way: `count` equal blocks of `part` to the beginnings of larger ones. */
function spread(all: Float32Array, first: number, part: Float32Array, count: number, blockSize: number): void {
  const size = part.length / count;
  for (let block = 0; block < count; block++) all.set(part.subarray(block * size, (block + 1) * size), (first + block) * blockSize);
}
