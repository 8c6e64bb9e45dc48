import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { Batcher } from './batcher.ts';

export interface RetrieveItem {
  readonly query: Float32Array;
  readonly k: number;
  readonly excluded: Int32Array;
  /** -1 where no rank is wanted. */
  readonly target: number;
}

/** Time of the batch an answer came from; answers of one batch share the object. */
export interface BatchTime {
  readonly ms: number;
}

export interface RetrieveAnswer {
  readonly rows: Int32Array;
  readonly scores: Float32Array;
  readonly rank: number;
  readonly batch: BatchTime;
}

/** The catalogue's own graph: see `buildRetrievalGraph`. */
export interface Catalogue {
  readonly retrieval: InferenceSession;
  readonly rows: number;
  readonly dimensions: number;
}

const maxQueries = 64;
const maxScores = 4_194_304;

/** Batches query vectors of all requests that want equally many items. */
export function retrieveBatcher(catalogue: Catalogue): Batcher<RetrieveItem, RetrieveAnswer> {
  return new Batcher({
    key: (item) => String(item.k),
    limit: () => Math.min(maxQueries, Math.floor(maxScores / (catalogue.rows + 1))),
    run: (items) => runRetrieve(catalogue, items),
  });
}

async function runRetrieve(catalogue: Catalogue, items: readonly RetrieveItem[]): Promise<readonly RetrieveAnswer[]> {
  const { dimensions: d, rows } = catalogue;
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
  const outputs = await catalogue.retrieval.run({
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

function pad<T extends Int32Array | Float32Array>(values: T, into: T): T {
  into.set(values);
  return into;
}
