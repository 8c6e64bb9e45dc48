import { RandomStream } from '../random/random-stream.ts';

/** Sums of independent groups of rows: `columns` values per group, group by group. */
export interface GroupSums {
  readonly groups: number;
  readonly columns: number;
  readonly sums: Float64Array;
}

/** More units than this are put into so many groups: of independent units any grouping is as good, and the replicates take a fixed time. */
export const mostGroups = 8_192;
/** Replicates that are made together, and groups they are made over at once: what is read again stays in the processor's cache. */
const together = 20;
const slice = 1_024;
/** Columns that are added up in registers. */
const lane = 8;

/**
 * Poisson bootstrap of sums: each replicate weights every group by a draw from Poisson(1), so that the replicates are the matrix product of the weights with
 * the group sums. Answers replicates from `from` until `to`, `columns` values each; a replicate depends on the seed and its number alone.
 */
export function* bootstrapSums(data: GroupSums, seed: number, from: number, to: number): Generator<void, Float64Array> {
  const { groups, columns } = data;
  const lanes = Math.ceil(columns / lane);
  const sums = yield* inLanes(data, lanes);
  const draws = new RandomStream(seed, 'bootstrap');
  const weights = new Uint8Array(together * groups);
  const made = new Float64Array(together * lanes * lane);
  const result = new Float64Array((to - from) * columns);
  for (let first = from; first < to; first += together) {
    const count = Math.min(together, to - first);
    for (let replicate = 0; replicate < count; replicate += 1) {
      drawWeights(draws, first + replicate, groups, weights, replicate * groups);
      if (replicate % 4 === 3) yield;
    }
    made.fill(0);
    for (let start = 0; start < groups; start += slice) {
      const size = Math.min(slice, groups - start);
      for (let part = 0; part < lanes; part += 1) {
        for (let replicate = 0; replicate < count; replicate += 1) {
          addLane(weights, replicate * groups + start, sums, (part * groups + start) * lane, size, made, (replicate * lanes + part) * lane);
        }
      }
      yield;
    }
    for (let replicate = 0; replicate < count; replicate += 1) {
      const at = replicate * lanes * lane;
      result.set(made.subarray(at, at + columns), (first - from + replicate) * columns);
    }
  }
  return result;
}

/** The sums, eight columns of all groups at a time; missing columns are 0. */
function* inLanes({ groups, columns, sums }: GroupSums, lanes: number): Generator<void, Float64Array> {
  const arranged = new Float64Array(lanes * groups * lane);
  for (let group = 0; group < groups; group += 1) {
    for (let column = 0; column < columns; column += 1) {
      const part = Math.floor(column / lane);
      arranged[(part * groups + group) * lane + (column % lane)] = sums[group * columns + column] ?? 0;
    }
    if (group % slice === slice - 1) yield;
  }
  return arranged;
}

/** Adds the weighted sums of `size` groups in eight columns. Written out, so that the running sums stay in registers. */
function addLane(
  weights: Uint8Array,
  first: number,
  sums: Float64Array,
  start: number,
  size: number,
  into: Float64Array,
  to: number,
): void {
  let [a, b, c, d, e, f, g, h] = [0, 0, 0, 0, 0, 0, 0, 0];
  let at = start;
  for (let group = 0; group < size; group += 1) {
    const weight = weights[first + group] ?? 0;
    a += weight * (sums[at] ?? 0);
    b += weight * (sums[at + 1] ?? 0);
    c += weight * (sums[at + 2] ?? 0);
    d += weight * (sums[at + 3] ?? 0);
    e += weight * (sums[at + 4] ?? 0);
    f += weight * (sums[at + 5] ?? 0);
    g += weight * (sums[at + 6] ?? 0);
    h += weight * (sums[at + 7] ?? 0);
    at += lane;
  }
  into[to] = (into[to] ?? 0) + a;
  into[to + 1] = (into[to + 1] ?? 0) + b;
  into[to + 2] = (into[to + 2] ?? 0) + c;
  into[to + 3] = (into[to + 3] ?? 0) + d;
  into[to + 4] = (into[to + 4] ?? 0) + e;
  into[to + 5] = (into[to + 5] ?? 0) + f;
  into[to + 6] = (into[to + 6] ?? 0) + g;
  into[to + 7] = (into[to + 7] ?? 0) + h;
}

/** Poisson(1) by inversion, to 1/65,536: two weights of one draw. */
const table = makeTable();

function makeTable(): Uint8Array {
  const made = new Uint8Array(65_536);
  let term = Math.exp(-1);
  let total = term;
  let value = 0;
  for (let level = 0; level < made.length; level += 1) {
    while ((level + 0.5) / made.length > total && value < 12) {
      value += 1;
      term /= value;
      total += term;
    }
    made[level] = value;
  }
  return made;
}

function drawWeights(draws: RandomStream, replicate: number, groups: number, into: Uint8Array, to: number): void {
  const half = (groups + 1) >> 1;
  for (let pair = 0; pair < half; pair += 1) {
    const word = draws.int(replicate * half + pair, 2 ** 32);
    into[to + 2 * pair] = table[word >>> 16] ?? 0;
    if (2 * pair + 1 < groups) into[to + 2 * pair + 1] = table[word & 0xffff] ?? 0;
  }
}
