/**
 * Counter-based randomness: every draw is a function of (seed, purpose, index) alone, so work may be cut into any blocks, in any order,
 * on any number of threads, with the same result. The mixing is an invertible two-word round function of multiplications, shifts and adds
 * (the structure of integer hash finalisers) with the key injected in every round; its quality is held by tests, not by a proof.
 */
export class RandomStream {
  readonly #first: number;
  readonly #second: number;
  #high = 0;
  #low = 0;

  /** `seed` is a safe integer; `purpose` separates uses of one seed, such as `split` and `bootstrap`. */
  constructor(seed: number, purpose: string) {
    let first = (seed ^ 0x9e37_79b9) | 0;
    let second = (Math.floor(seed / 0x1_0000_0000) ^ 0x85eb_ca6b) | 0;
    for (let index = 0; index < purpose.length; index += 1) {
      first = scramble(first ^ purpose.charCodeAt(index), 0x7feb_352d, 0x846c_a68b);
      second = (scramble(second + first, 0x68e3_1da5, 0xb529_7a4d) + index) | 0;
    }
    this.#first = scramble(first ^ purpose.length, 0x7feb_352d, 0x846c_a68b);
    this.#second = scramble(second ^ first, 0x68e3_1da5, 0xb529_7a4d);
  }

  /** Uniform in [0, 1) with 53 random bits. `index` is a whole number from 0 to 2^53 - 1. */
  uniform(index: number): number {
    this.#mix(index);
    return ((this.#high >>> 5) * 0x400_0000 + (this.#low >>> 6)) / 0x20_0000_0000_0000;
  }

  /** Uniform whole number in [0, bound), for a bound up to 2^32 (bias below 2^-21). */
  int(index: number, bound: number): number {
    return Math.floor(this.uniform(index) * bound);
  }

  /** Standard normal by the Box-Muller transform of one 64-bit draw (tails to about 6.7 standard deviations). */
  normal(index: number): number {
    this.#mix(index);
    const radius = Math.sqrt(-2 * Math.log(((this.#high >>> 0) + 0.5) / 0x1_0000_0000));
    return radius * Math.cos((2 * Math.PI * (this.#low >>> 0)) / 0x1_0000_0000);
  }

  /** Poisson with mean 1 by inversion: the row weights of a streamed bootstrap. */
  poisson(index: number): number {
    const level = this.uniform(index);
    let term = Math.exp(-1);
    let total = term;
    let count = 0;
    while (level >= total && count < 20) {
      count += 1;
      term /= count;
      total += term;
    }
    return count;
  }

  /** Shuffles in place (Fisher-Yates), drawing from index 0 upwards. */
  shuffle<T extends { length: number; [index: number]: number }>(values: T): T {
    for (let last = values.length - 1; last > 0; last -= 1) {
      const other = this.int(last, last + 1);
      const kept = values[last] ?? 0;
      values[last] = values[other] ?? 0;
      values[other] = kept;
    }
    return values;
  }

  #mix(index: number): void {
    let low = (index ^ this.#first) | 0;
    let high = (Math.floor(index / 0x1_0000_0000) ^ this.#second) | 0;
    for (let round = 0; round < 3; round += 1) {
      low = (scramble(low, 0x7feb_352d, 0x846c_a68b) + this.#second) | 0;
      high = (high + low + round * 0x9e37_79b9) | 0;
      high = (scramble(high, 0x68e3_1da5, 0xb529_7a4d) ^ this.#first) | 0;
      low ^= high;
    }
    this.#low = low;
    this.#high = high;
  }
}

/** Bijection of 32-bit words; both multipliers are odd. */
function scramble(value: number, multiplier: number, other: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, multiplier);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, other);
  return mixed ^ (mixed >>> 16);
}
