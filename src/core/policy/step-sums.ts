import { sortKeys } from './sort-keys.ts';

/** Steps of one piece before they are put in order. */
const pieceSteps = 16_384;
/** Buckets with more steps than this are sorted, so that any alpha is found in microseconds. */
const mostUnsorted = 8_192;
/** Steps between two pauses. */
const slice = 16_384;

/** Collects what is added at which alpha, in any order, for `StepSums`. */
export class StepCollector {
  readonly columns: number;
  readonly #pieces: Float64Array[] = [];
  readonly #counts: Uint32Array;
  #piece = new Float64Array(0);
  #used = 0;
  #length = 0;

  /** `columns` sums are kept; `rows` is the number of rows that will add steps. */
  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.#counts = new Uint32Array(bucketsFor(rows));
  }

  /** Adds a step at `alpha`, in [0, 1]: its first two columns. */
  add(alpha: number, first: number, second: number): void {
    const place = this.#place(alpha);
    this.#piece[place + 1] = first;
    this.#piece[place + 2] = second;
  }

  /** Adds a step of all columns, times `sign`. */
  addAll(alpha: number, values: Float64Array, sign: 1 | -1): void {
    const place = this.#place(alpha);
    for (let column = 0; column < this.columns; column += 1) this.#piece[place + 1 + column] = sign * (values[column] ?? 0);
  }

  /** The sums from `start` at alpha = 0 upwards. */
  *finish(start: ArrayLike<number>): Generator<void, StepSums> {
    const { columns } = this;
    const width = columns + 1;
    const counts = this.#counts;
    const buckets = counts.length;
    const offsets = new Uint32Array(buckets + 1);
    for (let bucket = 0; bucket < buckets; bucket += 1) offsets[bucket + 1] = (offsets[bucket] ?? 0) + (counts[bucket] ?? 0);
    const next = offsets.slice();
    const steps = new Float64Array(this.#length * width);
    for (let number = 0; number < this.#pieces.length; number += 1) {
      const piece = this.#pieces[number] ?? new Float64Array(0);
      const used = number === this.#pieces.length - 1 ? this.#used : piece.length;
      for (let place = 0; place < used; place += width) {
        const bucket = bucketOf(piece[place] ?? 0, buckets);
        const to = next[bucket] ?? 0;
        next[bucket] = to + 1;
        for (let column = 0; column < width; column += 1) steps[to * width + column] = piece[place + column] ?? 0;
      }
      // The piece is not needed again.
      this.#pieces[number] = new Float64Array(0);
      yield;
    }
    const before = new Float64Array((buckets + 1) * columns);
    const now = Float64Array.from({ length: columns }, (_, column) => start[column] ?? 0);
    const sorted = new Uint8Array(buckets);
    let done = 0;
    for (let bucket = 0; bucket < buckets; bucket += 1) {
      for (let column = 0; column < columns; column += 1) before[bucket * columns + column] = now[column] ?? 0;
      const first = offsets[bucket] ?? 0;
      const count = counts[bucket] ?? 0;
      for (let step = first; step < first + count; step += 1)
        for (let column = 0; column < columns; column += 1) now[column] = (now[column] ?? 0) + (steps[step * width + 1 + column] ?? 0);
      if (count > mostUnsorted) {
        yield* sortBucket(steps.subarray(first * width, (first + count) * width), width);
        sorted[bucket] = 1;
      }
      done += count;
      if (done >= slice) {
        done = 0;
        yield;
      }
    }
    for (let column = 0; column < columns; column += 1) before[buckets * columns + column] = now[column] ?? 0;
    return new StepSums(columns, steps, offsets, before, sorted);
  }

  #place(alpha: number): number {
    if (this.#used === this.#piece.length) {
      this.#piece = new Float64Array(pieceSteps * (this.columns + 1));
      this.#pieces.push(this.#piece);
      this.#used = 0;
    }
    const bucket = bucketOf(alpha, this.#counts.length);
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#length += 1;
    const place = this.#used;
    this.#piece[place] = alpha;
    this.#used += this.columns + 1;
    return place;
  }
}

/** Sums of steps up to any alpha: those of whole buckets are stored, the rest of one bucket is added when asked for. */
export class StepSums {
  readonly #columns: number;
  /** Alpha and the columns of each step, bucket by bucket; in a sorted bucket the columns are running sums. */
  readonly #steps: Float64Array;
  readonly #offsets: Uint32Array;
  readonly #before: Float64Array;
  readonly #sorted: Uint8Array;

  constructor(columns: number, steps: Float64Array, offsets: Uint32Array, before: Float64Array, sorted: Uint8Array) {
    this.#columns = columns;
    this.#steps = steps;
    this.#offsets = offsets;
    this.#before = before;
    this.#sorted = sorted;
  }

  get length(): number {
    return this.#steps.length / (this.#columns + 1);
  }

  /** Writes the sums of everything at or below `alpha` into `into`. */
  at(alpha: number, into: Float64Array): void {
    const columns = this.#columns;
    const width = columns + 1;
    const steps = this.#steps;
    const bucket = bucketOf(alpha, this.#sorted.length);
    for (let column = 0; column < columns; column += 1) into[column] = this.#before[bucket * columns + column] ?? 0;
    const first = this.#offsets[bucket] ?? 0;
    const end = this.#offsets[bucket + 1] ?? 0;
    if (this.#sorted[bucket] === 1) {
      const last = lastUntil(steps, width, first, end, alpha);
      if (last < first) return;
      for (let column = 0; column < columns; column += 1) into[column] = (into[column] ?? 0) + (steps[last * width + 1 + column] ?? 0);
      return;
    }
    for (let step = first; step < end; step += 1) {
      if ((steps[step * width] ?? 0) > alpha) continue;
      for (let column = 0; column < columns; column += 1) into[column] = (into[column] ?? 0) + (steps[step * width + 1 + column] ?? 0);
    }
  }

  /** Every step's alpha, ascending, a bucket at a time with a pause after some. */
  *alphas(): Generator<void, Float64Array> {
    const width = this.#columns + 1;
    const all = new Float64Array(this.length);
    let done = 0;
    for (let bucket = 0; bucket < this.#sorted.length; bucket += 1) {
      const first = this.#offsets[bucket] ?? 0;
      const end = this.#offsets[bucket + 1] ?? 0;
      for (let step = first; step < end; step += 1) all[step] = this.#steps[step * width] ?? 0;
      if (this.#sorted[bucket] === 0 && end - first > 1) all.subarray(first, end).sort();
      done += end - first;
      if (done >= slice) {
        done = 0;
        yield;
      }
    }
    return all;
  }
}

/** Puts the steps of one bucket in order and turns their columns into running sums. */
function* sortBucket(steps: Float64Array, width: number): Generator<void, void> {
  const count = steps.length / width;
  const keys = new Float64Array(count);
  for (let step = 0; step < count; step += 1) keys[step] = steps[step * width] ?? 0;
  const order = yield* sortKeys(keys, count);
  const copy = steps.slice();
  const now = new Float64Array(width);
  for (let place = 0; place < count; place += 1) {
    const from = (order[place] ?? 0) * width;
    steps[place * width] = copy[from] ?? 0;
    for (let column = 1; column < width; column += 1) {
      now[column] = (now[column] ?? 0) + (copy[from + column] ?? 0);
      steps[place * width + column] = now[column] ?? 0;
    }
    if (place % slice === slice - 1) yield;
  }
}

function lastUntil(steps: Float64Array, width: number, first: number, end: number, alpha: number): number {
  let low = first;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((steps[middle * width] ?? 0) <= alpha) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function bucketsFor(rows: number): number {
  let buckets = 64;
  while (buckets < 65_536 && 8 * buckets < rows) buckets *= 2;
  return buckets;
}

function bucketOf(alpha: number, buckets: number): number {
  return Math.min(Math.floor(alpha * buckets), buckets - 1);
}
