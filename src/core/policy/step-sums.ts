import { sortKeys } from './sort-keys.ts';

/** Numbers of one chunk, and of one slab that chunks are cut from; powers of two. */
const chunkBits = 8;
const slabBits = 17;
const chunkSize = 2 ** chunkBits;
const slabSize = 2 ** slabBits;
/** Buckets with more steps than this are sorted, so that any alpha is found in microseconds. */
const mostUnsorted = 32_768;
/** Steps between two pauses. */
const slice = 16_384;

/**
 * Collects what is added at which alpha, in any order, for `StepSums`. Every step goes straight to its bucket, whose chunks are linked backwards: nothing is
 * moved later.
 */
export class StepCollector {
  readonly columns: number;
  readonly #width: number;
  readonly #buckets: number;
  readonly #slabs: Float64Array[] = [];
  /** The chunk before each chunk in its bucket; -1 for the first. */
  readonly #previous: number[] = [];
  /** Where the next step of each bucket goes; at the end of a chunk where a new one is needed. */
  readonly #next: Int32Array;

  /** `columns` sums are kept; `rows` is the number of rows that will add steps. */
  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.#width = columns + 1;
    this.#buckets = bucketsFor(rows);
    this.#next = new Int32Array(this.#buckets).fill(-1);
  }

  /** Adds a step at `alpha`, in [0, 1]: its first two columns. */
  add(alpha: number, first: number, second: number): void {
    const at = this.#place(alpha);
    const slab = this.#slabs[at >>> slabBits];
    if (slab === undefined) return;
    const place = at & (slabSize - 1);
    slab[place] = alpha;
    slab[place + 1] = first;
    slab[place + 2] = second;
  }

  /** Adds a step of all columns, times `sign`. */
  addAll(alpha: number, values: Float64Array, sign: 1 | -1): void {
    const at = this.#place(alpha);
    const slab = this.#slabs[at >>> slabBits];
    if (slab === undefined) return;
    const place = at & (slabSize - 1);
    slab[place] = alpha;
    for (let column = 0; column < this.columns; column += 1) slab[place + 1 + column] = sign * (values[column] ?? 0);
  }

  /** The sums from `start` at alpha = 0 upwards. */
  *finish(start: ArrayLike<number>): Generator<void, StepSums> {
    const { columns } = this;
    const width = this.#width;
    const buckets = this.#buckets;
    const steps = new BucketSteps(width, this.#slabs, this.#previous, this.#next);
    const before = new Float64Array((buckets + 1) * columns);
    const now = Float64Array.from({ length: columns }, (_, column) => start[column] ?? 0);
    const sorted = new Map<number, Float64Array>();
    let done = 0;
    for (let bucket = 0; bucket < buckets; bucket += 1) {
      for (let column = 0; column < columns; column += 1) before[bucket * columns + column] = now[column] ?? 0;
      steps.addUpTo(bucket, Infinity, now);
      const count = steps.count(bucket);
      if (count > mostUnsorted) sorted.set(bucket, yield* sortBucket(steps.gather(bucket), width));
      done += count;
      if (done >= slice) {
        done = 0;
        yield;
      }
    }
    for (let column = 0; column < columns; column += 1) before[buckets * columns + column] = now[column] ?? 0;
    return new StepSums(columns, steps, before, sorted);
  }

  /** Room for a step in its bucket. */
  #place(alpha: number): number {
    const bucket = bucketOf(alpha, this.#buckets);
    let at = this.#next[bucket] ?? -1;
    if (at < 0 || ((at - 1) & (chunkSize - 1)) + 1 + this.#width > chunkSize) at = this.#newChunk(at);
    this.#next[bucket] = at + this.#width;
    return at;
  }

  /** Cuts a chunk off; `end` is where the one before it ended, -1 where there is none. */
  #newChunk(end: number): number {
    const chunk = this.#previous.length;
    this.#previous.push(end < 0 ? -1 : (end - 1) >>> chunkBits);
    const at = chunk << chunkBits;
    if (at >>> slabBits === this.#slabs.length) this.#slabs.push(new Float64Array(slabSize));
    return at;
  }
}

/** The steps of every bucket, as they were collected. */
class BucketSteps {
  readonly buckets: number;
  readonly length: number;
  readonly #width: number;
  readonly #slabs: readonly Float64Array[];
  readonly #previous: Int32Array;
  readonly #next: Int32Array;

  constructor(width: number, slabs: readonly Float64Array[], previous: readonly number[], next: Int32Array) {
    this.buckets = next.length;
    this.#width = width;
    this.#slabs = slabs;
    this.#previous = Int32Array.from(previous);
    this.#next = next;
    let length = 0;
    for (let bucket = 0; bucket < this.buckets; bucket += 1) length += this.count(bucket);
    this.length = length;
  }

  /** How many steps the bucket has. */
  count(bucket: number): number {
    let numbers = 0;
    let end = this.#next[bucket] ?? -1;
    while (end > 0) {
      const chunk = (end - 1) >>> chunkBits;
      numbers += end - (chunk << chunkBits);
      end = this.#endBefore(chunk);
    }
    return numbers / this.#width;
  }

  /** Adds the columns of the bucket's steps at or below `alpha` to `into`. */
  addUpTo(bucket: number, alpha: number, into: Float64Array): void {
    const width = this.#width;
    let end = this.#next[bucket] ?? -1;
    while (end > 0) {
      const chunk = (end - 1) >>> chunkBits;
      const slab = this.#slabs[chunk >>> (slabBits - chunkBits)] ?? none;
      const first = (chunk << chunkBits) & (slabSize - 1);
      const last = first + end - (chunk << chunkBits);
      if (width === 3) addTwo(slab, first, last, alpha, into);
      else addAll(slab, first, last, width, alpha, into);
      end = this.#endBefore(chunk);
    }
  }

  /** Copies the bucket's steps to one array. */
  gather(bucket: number): Float64Array {
    const all = new Float64Array(this.count(bucket) * this.#width);
    let to = 0;
    let end = this.#next[bucket] ?? -1;
    while (end > 0) {
      const chunk = (end - 1) >>> chunkBits;
      const slab = this.#slabs[chunk >>> (slabBits - chunkBits)] ?? none;
      const first = (chunk << chunkBits) & (slabSize - 1);
      const count = end - (chunk << chunkBits);
      all.set(slab.subarray(first, first + count), to);
      to += count;
      end = this.#endBefore(chunk);
    }
    return all;
  }

  /** Where the chunk before this one ends: it is full. */
  #endBefore(chunk: number): number {
    const previous = this.#previous[chunk] ?? -1;
    return previous < 0 ? -1 : (previous << chunkBits) + chunkSize - (chunkSize % this.#width);
  }
}

const none = new Float64Array(0);

/** Adds the columns of the steps at or below `alpha` that stand from `first` to `last` of a slab. */
function addAll(slab: Float64Array, first: number, last: number, width: number, alpha: number, into: Float64Array): void {
  for (let place = first; place < last; place += width) {
    if ((slab[place] ?? 0) > alpha) continue;
    for (let column = 1; column < width; column += 1) into[column - 1] = (into[column - 1] ?? 0) + (slab[place + column] ?? 0);
  }
}

/** The same of two columns, which most steps have: their sums stay in registers. */
function addTwo(slab: Float64Array, first: number, last: number, alpha: number, into: Float64Array): void {
  let one = into[0] ?? 0;
  let two = into[1] ?? 0;
  for (let place = first; place < last; place += 3) {
    if ((slab[place] ?? 0) > alpha) continue;
    one += slab[place + 1] ?? 0;
    two += slab[place + 2] ?? 0;
  }
  into[0] = one;
  into[1] = two;
}

/** Sums of steps up to any alpha: those of whole buckets are stored, the rest of one bucket is added when asked for. */
export class StepSums {
  readonly #columns: number;
  readonly #steps: BucketSteps;
  /** The sums before each bucket. */
  readonly #before: Float64Array;
  /** Crowded buckets, in order of alpha, with running sums for columns. */
  readonly #sorted: ReadonlyMap<number, Float64Array>;

  constructor(columns: number, steps: BucketSteps, before: Float64Array, sorted: ReadonlyMap<number, Float64Array>) {
    this.#columns = columns;
    this.#steps = steps;
    this.#before = before;
    this.#sorted = sorted;
  }

  get length(): number {
    return this.#steps.length;
  }

  /** Writes the sums of everything at or below `alpha` into `into`. */
  at(alpha: number, into: Float64Array): void {
    const columns = this.#columns;
    const bucket = bucketOf(alpha, this.#steps.buckets);
    for (let column = 0; column < columns; column += 1) into[column] = this.#before[bucket * columns + column] ?? 0;
    const sorted = this.#sorted.get(bucket);
    if (sorted === undefined) {
      this.#steps.addUpTo(bucket, alpha, into);
      return;
    }
    const last = lastUntil(sorted, columns + 1, alpha);
    if (last < 0) return;
    for (let column = 0; column < columns; column += 1)
      into[column] = (into[column] ?? 0) + (sorted[last * (columns + 1) + 1 + column] ?? 0);
  }

  /** Every step's alpha, ascending, a bucket at a time with a pause after some. */
  *alphas(): Generator<void, Float64Array> {
    const width = this.#columns + 1;
    const all = new Float64Array(this.length);
    let used = 0;
    let told = 0;
    for (let bucket = 0; bucket < this.#steps.buckets; bucket += 1) {
      const sorted = this.#sorted.get(bucket);
      const steps = sorted ?? this.#steps.gather(bucket);
      const first = used;
      for (let place = 0; place < steps.length; place += width) {
        all[used] = steps[place] ?? 0;
        used += 1;
      }
      if (sorted === undefined) all.subarray(first, used).sort();
      if (used - told >= slice) {
        told = used;
        yield;
      }
    }
    return all;
  }
}

/** The steps in order, their columns as running sums. */
function* sortBucket(steps: Float64Array, width: number): Generator<void, Float64Array> {
  const count = steps.length / width;
  const keys = new Float64Array(count);
  for (let step = 0; step < count; step += 1) keys[step] = steps[step * width] ?? 0;
  const order = yield* sortKeys(keys, count);
  const made = new Float64Array(steps.length);
  const now = new Float64Array(width);
  for (let place = 0; place < count; place += 1) {
    const from = (order[place] ?? 0) * width;
    made[place * width] = steps[from] ?? 0;
    for (let column = 1; column < width; column += 1) {
      now[column] = (now[column] ?? 0) + (steps[from + column] ?? 0);
      made[place * width + column] = now[column] ?? 0;
    }
    if (place % slice === slice - 1) yield;
  }
  return made;
}

function lastUntil(steps: Float64Array, width: number, alpha: number): number {
  let low = 0;
  let high = steps.length / width;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((steps[middle * width] ?? 0) <= alpha) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function bucketsFor(rows: number): number {
  let buckets = 64;
  while (buckets < 2_048 && 512 * buckets < rows) buckets *= 2;
  return buckets;
}

function bucketOf(alpha: number, buckets: number): number {
  const bucket = (alpha * buckets) | 0;
  return bucket < buckets ? bucket : buckets - 1;
}
