import { Tensor } from 'onnxruntime-node';
import { RpcError } from '../../rpc/error.ts';
import { Batcher } from './batcher.ts';
import type { Model } from './model.ts';

/** One history, its positions to answer ascending. */
export interface EncodeItem {
  readonly rows: Int32Array;
  readonly actions: Int32Array;
  readonly masked: Uint8Array;
  readonly gaps: Float32Array;
  readonly wanted: readonly number[];
}

export interface RetrieveItem {
  readonly query: Float32Array;
  readonly k: number;
  readonly excluded: Int32Array;
  /** -1 where no rank is wanted. */
  readonly target: number;
}

export interface ScoreItem {
  readonly state: Float32Array;
  readonly rows: Int32Array;
}

/** Time of the batch an answer came from; answers of one batch share the object. */
export interface BatchTime {
  readonly ms: number;
}

export interface EncodeAnswer {
  readonly states: readonly Float32Array[];
  readonly queries: readonly Float32Array[];
  readonly batch: BatchTime;
}

export interface RetrieveAnswer {
  readonly rows: Int32Array;
  readonly scores: Float32Array;
  readonly rank: number;
  readonly batch: BatchTime;
}

export interface ScoreAnswer {
  readonly probabilities: Float32Array;
  readonly batch: BatchTime;
}

// Bounds of one run, which blocks the thread: positions, scores and candidates that go through it together.
const maxHistories = 32;
const maxPositions = 16_384;
const maxQueries = 64;
const maxScores = 4_194_304;
export const maxCandidates = 1024;
const lengthStep = 32;

/** The batched runs of one opened model. */
export interface ModelRuns {
  readonly encode: Batcher<EncodeItem, EncodeAnswer>;
  readonly retrieve: Batcher<RetrieveItem, RetrieveAnswer>;
  readonly score: Batcher<ScoreItem, ScoreAnswer>;
}

export function modelRuns(model: Model): ModelRuns {
  const paddedLength = (item: EncodeItem) =>
    model.fixedLength ?? Math.min(model.spec.historyLength, Math.ceil(item.rows.length / lengthStep) * lengthStep);
  return {
    encode: new Batcher({
      key: (item) => String(paddedLength(item)),
      limit: (item) => Math.min(maxHistories, Math.floor(maxPositions / paddedLength(item))),
      run: (items) => runEncode(model, items),
    }),
    retrieve: new Batcher({
      key: (item) => String(item.k),
      limit: () => Math.min(maxQueries, Math.floor(maxScores / (model.spec.vectors.rows + 1))),
      run: (items) => runRetrieve(model, items),
    }),
    score: new Batcher({
      key: (item) => String(item.rows.length),
      limit: (item) => Math.floor((2 * maxCandidates) / item.rows.length),
      run: (items) => runScore(model, items),
    }),
  };
}

async function runEncode(model: Model, items: readonly EncodeItem[]): Promise<readonly EncodeAnswer[]> {
  const { dimensions: d, stateDimensions: h, actions: width } = model.spec;
  const length = model.fixedLength ?? Math.max(...items.map((item) => item.rows.length));
  const count = items.length;
  const vectors = new Float32Array(count * length * d);
  const actions = new Float32Array(count * length * width);
  const masked = new Float32Array(count * length);
  const gaps = new Float32Array(count * length);
  items.forEach((item, index) => {
    for (let position = 0; position < item.rows.length; position++) {
      const at = index * length + position;
      const row = item.rows[position] ?? -1;
      if (row < 0) continue;
      vectors.set(model.vectors.subarray(row * d, (row + 1) * d), at * d);
      gaps[at] = item.gaps[position] ?? 0;
      if (item.masked[position] === 1) masked[at] = 1;
      else writeBits(actions, at * width, width, item.actions[position] ?? 0);
    }
  });
  const started = performance.now();
  const outputs = await model.encode.run({
    items: new Tensor('float32', vectors, [count, length, d]),
    actions: new Tensor('float32', actions, [count, length, width]),
    masked: new Tensor('float32', masked, [count, length]),
    gaps: new Tensor('float32', gaps, [count, length]),
  });
  const batch = { ms: performance.now() - started };
  const states = checked(outputs['states'], [count, length, h], 'states');
  const queries = checked(outputs['queries'], [count, length, d], 'queries');
  return items.map((item, index) => ({
    states: item.wanted.map((position) => states.slice((index * length + position) * h, (index * length + position + 1) * h)),
    queries: item.wanted.map((position) =>
      finite(queries.slice((index * length + position) * d, (index * length + position + 1) * d), 'queries'),
    ),
    batch,
  }));
}

async function runRetrieve(model: Model, items: readonly RetrieveItem[]): Promise<readonly RetrieveAnswer[]> {
  const { dimensions: d } = model.spec;
  const rows = model.spec.vectors.rows;
  const count = items.length;
  const k = Math.min(items[0]?.k ?? 1, rows);
  // One more than the longest list: the added last row must be left out of every query.
  const width = 1 + Math.max(...items.map((item) => item.excluded.length));
  const queries = new Float32Array(count * d);
  const excluded = new Int32Array(count * width).fill(rows);
  const targets = new Int32Array(count).fill(rows);
  items.forEach((item, index) => {
    queries.set(item.query, index * d);
    excluded.set(item.excluded, index * width);
    if (item.target >= 0) targets[index] = item.target;
  });
  const started = performance.now();
  const outputs = await model.retrieval.run({
    queries: new Tensor('float32', queries, [count, d]),
    excluded: new Tensor('int32', excluded, [count, width]),
    targets: new Tensor('int32', targets, [count, 1]),
    k: new Tensor('int64', BigInt64Array.of(BigInt(k)), [1]),
  });
  const batch = { ms: performance.now() - started };
  const scores = outputs['scores']?.data as Float32Array;
  const found = outputs['found']?.data as Int32Array;
  const better = outputs['better']?.data as Int32Array;
  return items.map((item, index) => {
    // Allowed items come first, so what is left out can only fill the end.
    const allowed = Math.min(k, rows - new Set(item.excluded).size);
    const ranked = item.target >= 0 && !item.excluded.includes(item.target);
    return {
      rows: pad(found.slice(index * k, index * k + allowed), new Int32Array(item.k).fill(-1)),
      scores: pad(scores.slice(index * k, index * k + allowed), new Float32Array(item.k).fill(Number.NaN)),
      rank: ranked ? (better[index] ?? 0) + 1 : 0,
      batch,
    };
  });
}

async function runScore(model: Model, items: readonly ScoreItem[]): Promise<readonly ScoreAnswer[]> {
  const { dimensions: d, stateDimensions: h, actions: heads } = model.spec;
  const count = items.length;
  const k = items[0]?.rows.length ?? 0;
  const state = new Float32Array(count * h);
  const candidates = new Float32Array(count * k * d);
  items.forEach((item, index) => {
    state.set(item.state, index * h);
    item.rows.forEach((row, position) => candidates.set(model.vectors.subarray(row * d, (row + 1) * d), (index * k + position) * d));
  });
  const started = performance.now();
  const outputs = await model.score.run({
    state: new Tensor('float32', state, [count, h]),
    candidates: new Tensor('float32', candidates, [count, k, d]),
  });
  const batch = { ms: performance.now() - started };
  const logits = checked(outputs['logits'], [count, k, heads], 'logits');
  return items.map((_, index) => ({
    probabilities: finite(logits.slice(index * k * heads, (index + 1) * k * heads), 'logits').map((logit) => 1 / (1 + Math.exp(-logit))),
    batch,
  }));
}

function writeBits(target: Float32Array, offset: number, width: number, bits: number): void {
  for (let bit = 0; bit < width; bit++) target[offset + bit] = (bits >>> bit) & 1;
}

function pad<T extends Int32Array | Float32Array>(values: T, into: T): T {
  into.set(values);
  return into;
}

function checked(tensor: Tensor | undefined, shape: readonly number[], name: string): Float32Array {
  if (tensor?.type !== 'float32' || tensor.dims.length !== shape.length || !shape.every((size, axis) => tensor.dims[axis] === size)) {
    const is = tensor === undefined ? 'missing' : `${tensor.type} [${tensor.dims.join(', ')}]`;
    throw new RpcError({ code: 'bad-bundle', message: `The bundle's ${name} are ${is}; format 1 wants float32 [${shape.join(', ')}].` });
  }
  return tensor.data as Float32Array;
}

function finite(values: Float32Array, name: string): Float32Array {
  if (values.every((value) => Number.isFinite(value))) return values;
  throw new RpcError({ code: 'bad-bundle', message: `The bundle's ${name} hold a value that is not a number.` });
}
