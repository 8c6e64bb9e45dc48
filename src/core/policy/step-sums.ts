import { sortKeys } from './sort-keys.ts';

/** Numbers collected before they are laid by buckets: few enough for a processor's caches, and so many that an alpha has few batches to look into. */
const roomSize = 2 ** 17;
/** Buckets with more numbers than this are sorted, so that any alpha is found in a fraction of a millisecond. */
const mostUnsorted = 2 ** 18;
/** Steps between two pauses. */
const slice = 16_384;

/** Steps in order of their buckets: those of bucket b stand from `starts[b]` to `starts[b + 1]`. */
interface Batch {
  readonly steps: Float64Array;
  readonly starts: Int32Array;
}

/**
 * Collects what is added at which alpha, in any order, for `StepSums`: a batch at a time, which is laid by buckets when it is full. Writing to many places of
 * a small block is much quicker than to many places of all there is.
 */
export class StepCollector {
  readonly columns: number;
  /** Steps not yet laid, each its alpha and its columns; `used` numbers of it are filled. Who writes here keeps `used`, and asks `reserve` for room. */
  readonly room: Float64Array;
  used = 0;
  readonly #width: number;
  readonly #buckets: number;
  readonly #batches: Batch[] = [];
  /** Sums and number of steps of each bucket. */
  readonly #totals: Float64Array;
  readonly #counts: Float64Array;
  /** Where the next step of each bucket goes within a batch. */
  readonly #next: Int32Array;

  /** `columns` sums are kept; `rows` is the number of rows that will add steps; `atOnce` is the most that `reserve` is asked for. */
  constructor(columns: number, rows: number, atOnce = 1) {
    this.columns = columns;
    this.#width = columns + 1;
    this.room = new Float64Array(Math.max(roomSize, atOnce * this.#width));
    this.#buckets = bucketsFor(rows);
    this.#totals = new Float64Array(this.#buckets * columns);
    this.#counts = new Float64Array(this.#buckets);
    this.#next = new Int32Array(this.#buckets);
  }

  /** Makes sure of room for so many steps. */
  reserve(steps: number): void {
    if (this.used + steps * this.#width > this.room.length) this.#lay();
  }

  /** Adds a step at `alpha`, in [0, 1]: all columns, times `sign`. */
  addAll(alpha: number, values: Float64Array, sign: 1 | -1): void {
    this.reserve(1);
    const { room, columns, used } = this;
    room[used] = alpha;
    for (let column = 0; column < columns; column += 1) room[used + 1 + column] = sign * (values[column] ?? 0);
    this.used = used + this.#width;
  }

  /** The sums from `start` at alpha = 0 upwards. */
  *finish(start: ArrayLike<number>): Generator<void, StepSums> {
    this.#lay();
    const { columns } = this;
    const width = this.#width;
    const buckets = this.#buckets;
    const totals = this.#totals;
    const counts = this.#counts;
    const steps = new BucketSteps(width, counts, this.#batches);
    const before = new Float64Array(buckets * columns);
    for (let column = 0; column < columns; column += 1) {
      let now = start[column] ?? 0;
      for (let bucket = 0; bucket < buckets; bucket += 1) {
        before[bucket * columns + column] = now;
        now += totals[bucket * columns + column] ?? 0;
      }
    }
    const sorted = new Map<number, Float64Array>();
    for (let bucket = 0; bucket < buckets; bucket += 1)
      if ((counts[bucket] ?? 0) * width > mostUnsorted) sorted.set(bucket, yield* sortBucket(steps.gather(bucket), width));
    return new StepSums(columns, steps, before, sorted);
  }

  /** Lays what was collected to a batch of its own. */
  #lay(): void {
    const { room, used } = this;
    if (used === 0) return;
    const width = this.#width;
    const next = this.#next;
    const starts = countSteps(room, used, width, this.#counts, next);
    const steps = new Float64Array(used);
    if (width === 3) layTwo(room, used, next, steps, this.#totals);
    else layAll(room, used, width, next, steps, this.#totals);
    this.#batches.push({ steps, starts });
    this.used = 0;
  }
}

/** Where the steps of each bucket start in a batch, in `next` too; adds how many they are to `counts`. */
function countSteps(room: Float64Array, used: number, width: number, counts: Float64Array, next: Int32Array): Int32Array {
  const buckets = next.length;
  next.fill(0);
  for (let place = 0; place < used; place += width) {
    const bucket = bucketOf(room[place] ?? 0, buckets);
    next[bucket] = (next[bucket] ?? 0) + 1;
  }
  const starts = new Int32Array(buckets + 1);
  let total = 0;
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const count = next[bucket] ?? 0;
    counts[bucket] = (counts[bucket] ?? 0) + count;
    starts[bucket] = total;
    next[bucket] = total;
    total += count * width;
  }
  starts[buckets] = total;
  return starts;
}

/** Lays a batch by buckets and adds it to their sums. */
function layAll(room: Float64Array, used: number, width: number, next: Int32Array, steps: Float64Array, totals: Float64Array): void {
  const buckets = next.length;
  const columns = width - 1;
  for (let place = 0; place < used; place += width) {
    const alpha = room[place] ?? 0;
    const bucket = bucketOf(alpha, buckets);
    const to = next[bucket] ?? 0;
    next[bucket] = to + width;
    steps[to] = alpha;
    for (let column = 0; column < columns; column += 1) {
      const value = room[place + 1 + column] ?? 0;
      const sum = bucket * columns + column;
      steps[to + 1 + column] = value;
      totals[sum] = (totals[sum] ?? 0) + value;
    }
  }
}

/** The same of two columns, which most steps have. */
function layTwo(room: Float64Array, used: number, next: Int32Array, steps: Float64Array, totals: Float64Array): void {
  const buckets = next.length;
  for (let place = 0; place < used; place = (place + 3) | 0) {
    const alpha = room[place] ?? 0;
    const first = room[(place + 1) | 0] ?? 0;
    const second = room[(place + 2) | 0] ?? 0;
    const bucket = bucketOf(alpha, buckets);
    const to = next[bucket] ?? 0;
    next[bucket] = (to + 3) | 0;
    steps[to] = alpha;
    steps[(to + 1) | 0] = first;
    steps[(to + 2) | 0] = second;
    const sum = (2 * bucket) | 0;
    totals[sum] = (totals[sum] ?? 0) + first;
    totals[(sum + 1) | 0] = (totals[(sum + 1) | 0] ?? 0) + second;
  }
}

/** The steps of every bucket. */
class BucketSteps {
  readonly buckets: number;
  readonly length: number;
  readonly #width: number;
  readonly #counts: Float64Array;
  readonly #batches: readonly Batch[];

  constructor(width: number, counts: Float64Array, batches: readonly Batch[]) {
    this.buckets = counts.length;
    this.#width = width;
    this.#counts = counts;
    this.#batches = batches;
    this.length = counts.reduce((sum, count) => sum + count, 0);
  }

  /** Adds the columns of the bucket's steps at or below `alpha` to `into`. */
  addUpTo(bucket: number, alpha: number, into: Float64Array): void {
    const width = this.#width;
    for (const { steps, starts } of this.#batches) {
      const first = starts[bucket] ?? 0;
      const last = starts[bucket + 1] ?? 0;
      if (width === 3) addTwo(steps, first, last, alpha, into);
      else addAll(steps, first, last, width, alpha, into);
    }
  }

  /** Copies the bucket's steps to one array. */
  gather(bucket: number): Float64Array {
    const all = new Float64Array((this.#counts[bucket] ?? 0) * this.#width);
    let to = 0;
    for (const { steps, starts } of this.#batches) {
      const part = steps.subarray(starts[bucket], starts[bucket + 1]);
      all.set(part, to);
      to += part.length;
    }
    return all;
  }
}

/** Adds the columns of the steps at or below `alpha` that stand from `first` to `last`. */
function addAll(steps: Float64Array, first: number, last: number, width: number, alpha: number, into: Float64Array): void {
  for (let place = first; place < last; place += width) {
    if ((steps[place] ?? 0) > alpha) continue;
    for (let column = 1; column < width; column += 1) into[column - 1] = (into[column - 1] ?? 0) + (steps[place + column] ?? 0);
  }
}

/** The same of two columns, which most steps have: their sums stay in registers. */
function addTwo(steps: Float64Array, first: number, last: number, alpha: number, into: Float64Array): void {
  let one = into[0] ?? 0;
  let two = into[1] ?? 0;
  for (let place = first; place < last; place += 3) {
    if ((steps[place] ?? 0) > alpha) continue;
    one += steps[place + 1] ?? 0;
    two += steps[place + 2] ?? 0;
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

/** Few, so that a batch has many steps of each; and enough that one of them is soon added up. */
function bucketsFor(rows: number): number {
  let buckets = 64;
  while (buckets < 2_048 && 1_024 * buckets < rows) buckets *= 2;
  return buckets;
}

function bucketOf(alpha: number, buckets: number): number {
  return Math.min(alpha * buckets, buckets - 1) | 0;
}
