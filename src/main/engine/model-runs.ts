import { Tensor } from 'onnxruntime-node';
import { RpcError } from '../../rpc/error.ts';
import { Batcher } from './batcher.ts';
import type { Model } from './model.ts';
import { type BatchTime, type RetrieveAnswer, retrieveBatcher, type RetrieveItem } from './retrieve-runs.ts';

/** One history, its positions to answer ascending. */
export interface EncodeItem {
  readonly rows: Int32Array;
  readonly actions: Int32Array;
  readonly masked: Uint8Array;
  readonly gaps: Float32Array;
  readonly wanted: readonly number[];
}

export interface ScoreItem {
  readonly state: Float32Array;
  readonly rows: Int32Array;
}

export interface EncodeAnswer {
  readonly states: readonly Float32Array[];
  readonly queries: readonly Float32Array[];
  readonly batch: BatchTime;
}

export interface ScoreAnswer {
  readonly probabilities: Float32Array;
  readonly batch: BatchTime;
}

// Bounds of one run, which blocks the thread: positions and candidates that go through it together.
const maxHistories = 32;
const maxPositions = 16_384;
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
    retrieve: retrieveBatcher({ retrieval: model.retrieval, rows: model.spec.vectors.rows, dimensions: model.spec.dimensions }),
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
