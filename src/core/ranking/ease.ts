import type { Profiles } from './interactions.ts';

/** EASE over a part of the catalogue. */
export interface EaseModel {
  /** Items covered, ascending, and the place of each item of the catalogue among them (-1 for one that is not covered). */
  readonly items: Int32Array;
  readonly placeOf: Int32Array;
  /** Inverse P of the regularised Gram matrix, row major [m, m]; both triangles are filled. */
  readonly inverse: Float64Array;
}

/** Rows worked on together: each pass over the matrix then serves four of them. */
const together = 4;

/**
 * Items that at least `least` profiles hold.
 */
export function easeItems({ items, item }: Profiles, least: number): Int32Array {
  const counts = new Int32Array(items);
  for (const one of item) counts[one] = (counts[one] ?? 0) + 1;
  return Int32Array.from([...counts.keys()].filter((one) => (counts[one] ?? 0) >= least));
}

/**
 * Embarrassingly shallow autoencoder (Steck 2019, equation 8): with P = (X'X + lambda I)^-1, the weight from item i to item j is -P_ij / P_jj and 0 on the
 * diagonal. P comes from a Cholesky factor in Float64: m^3 multiply-adds in all. Yields the share that is done.
 */
export function* fitEase(profiles: Profiles, covered: Int32Array, lambda: number): Generator<number, EaseModel> {
  const m = covered.length;
  const placeOf = new Int32Array(profiles.items).fill(-1);
  covered.forEach((item, place) => (placeOf[item] = place));
  const gram = gramMatrix(profiles, placeOf, m, lambda);
  yield* factor(gram, m);
  const inverse = new Float64Array(m * m);
  yield* invertFactor(gram, inverse, m);
  yield* multiplyBack(inverse, gram, m);
  return { items: covered, placeOf, inverse: gram };
}

/** Adds to `scores` [items] what one profile says of every covered item; items that are not covered stand below all. */
export function scoreByEase(scores: Float64Array, profiles: Profiles, user: number, { items, placeOf, inverse }: EaseModel): void {
  const m = items.length;
  const sums = new Float64Array(m);
  for (let entry = profiles.offsets[user] ?? 0; entry < (profiles.offsets[user + 1] ?? 0); entry++) {
    const place = placeOf[profiles.item[entry] ?? -1] ?? -1;
    if (place < 0) continue;
    const from = place * m;
    for (let other = 0; other < m; other++) if (other !== place) sums[other] = (sums[other] ?? 0) - (inverse[from + other] ?? 0);
  }
  scores.fill(-1e300);
  for (let place = 0; place < m; place++) scores[items[place] ?? -1] = (sums[place] ?? 0) / (inverse[place * m + place] ?? 1);
}

/** X'X + lambda I, lower triangle. */
function gramMatrix({ users, offsets, item }: Profiles, placeOf: Int32Array, m: number, lambda: number): Float64Array {
  const gram = new Float64Array(m * m);
  for (let user = 0; user < users; user++) {
    const places: number[] = [];
    for (let entry = offsets[user] ?? 0; entry < (offsets[user + 1] ?? 0); entry++) {
      const place = placeOf[item[entry] ?? -1] ?? -1;
      if (place >= 0) places.push(place);
    }
    for (const row of places) for (const column of places) if (column <= row) gram[row * m + column] = (gram[row * m + column] ?? 0) + 1;
  }
  for (let place = 0; place < m; place++) gram[place * m + place] = (gram[place * m + place] ?? 0) + lambda;
  return gram;
}

/** Sums of products of four rows with one, over columns [from, to). */
function dotFour(
  a: Float64Array,
  first: number,
  stride: number,
  b: Float64Array,
  row: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const [a0, a1, a2, a3] = [first, first + stride, first + 2 * stride, first + 3 * stride];
  for (let column = from; column < to; column++) {
    const value = b[row + column] ?? 0;
    s0 += (a[a0 + column] ?? 0) * value;
    s1 += (a[a1 + column] ?? 0) * value;
    s2 += (a[a2 + column] ?? 0) * value;
    s3 += (a[a3 + column] ?? 0) * value;
  }
  out[0] = s0;
  out[1] = s1;
  out[2] = s2;
  out[3] = s3;
}

/** Lower Cholesky factor in place, four rows at a time: L_ij = (A_ij - sum over k < j of L_ik L_jk) / L_jj. */
function* factor(a: Float64Array, m: number): Generator<number, void> {
  const sums = new Float64Array(together);
  for (let first = 0; first < m; first += together) {
    const last = Math.min(m, first + together);
    for (let j = 0; j < last; j++) {
      const known = Math.max(first, j);
      if (last - first === together && j < first) {
        dotFour(a, first * m, m, a, j * m, 0, j, sums);
        for (let row = 0; row < together; row++) set(first + row, j, sums[row] ?? 0);
      } else for (let row = known; row < last; row++) set(row, j, dotOne(a, row * m, a, j * m, 0, j));
    }
    yield (first / m) ** 2 / 3;
  }

  function set(row: number, column: number, sum: number): void {
    const value = (a[row * m + column] ?? 0) - sum;
    a[row * m + column] = row === column ? Math.sqrt(value) : value / (a[column * m + column] ?? 1);
  }
}

/** Rows of (L^-1)', upper triangular, four at a time: the j-th solves L x = e_j. */
function* invertFactor(l: Float64Array, inverse: Float64Array, m: number): Generator<number, void> {
  const sums = new Float64Array(together);
  for (let first = 0; first < m; first += together) {
    const last = Math.min(m, first + together);
    for (let i = first; i < m; i++) {
      const pivot = l[i * m + i] ?? 1;
      if (last - first === together && i >= last) {
        dotFour(inverse, first * m, m, l, i * m, first, i, sums);
        for (let row = 0; row < together; row++) inverse[(first + row) * m + i] = -(sums[row] ?? 0) / pivot;
      } else {
        for (let row = first; row < Math.min(last, i + 1); row++)
          inverse[row * m + i] = ((row === i ? 1 : 0) - dotOne(inverse, row * m, l, i * m, row, i)) / pivot;
      }
    }
    yield 1 / 3 + first / m / 3;
  }
}

/** P = (L^-1)' L^-1 from the rows of (L^-1)', four at a time, into both triangles of `out`. */
function* multiplyBack(rows: Float64Array, out: Float64Array, m: number): Generator<number, void> {
  const sums = new Float64Array(together);
  for (let first = 0; first < m; first += together) {
    const last = Math.min(m, first + together);
    for (let j = first; j < m; j++) {
      const whole = last - first === together;
      // Rows below the diagonal hold zeros left of it, so all four can begin at j.
      if (whole) dotFour(rows, first * m, m, rows, j * m, j, m, sums);
      for (let row = 0; row < last - first; row++) {
        const value = whole ? (sums[row] ?? 0) : dotOne(rows, (first + row) * m, rows, j * m, Math.max(first + row, j), m);
        out[(first + row) * m + j] = value;
        out[j * m + first + row] = value;
      }
    }
    yield 2 / 3 + first / m / 3;
  }
}

function dotOne(a: Float64Array, first: number, b: Float64Array, second: number, from: number, to: number): number {
  let sum = 0;
  for (let column = from; column < to; column++) sum += (a[first + column] ?? 0) * (b[second + column] ?? 0);
  return sum;
}
