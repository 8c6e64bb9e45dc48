import { RandomStream } from '../random/random-stream.ts';
import { normalFromUniform } from './elementary.ts';

/**
 * A fast run of draws that belongs to one index: the key is drawn from a counter-based stream, so indexes may be visited in any order on any thread;
 * the draws inside one index come in their own order. The generator is the small fast counting one of C. Doty-Humphrey (sfc32, public domain).
 */
export class KeyedRandom {
  readonly #stream: RandomStream;
  #a = 0;
  #b = 0;
  #c = 0;
  #counter = 0;

  constructor(seed: number, purpose: string) {
    this.#stream = new RandomStream(seed, purpose);
  }

  /** Begins the draws of `index`, a whole number from 0 to 2^52 - 1. */
  start(index: number): this {
    this.#a = this.#stream.int(2 * index, 0x1_0000_0000) | 0;
    this.#b = this.#stream.int(2 * index + 1, 0x1_0000_0000) | 0;
    this.#c = index | 0;
    this.#counter = 1;
    for (let round = 0; round < 8; round += 1) this.word();
    return this;
  }

  /** 32 random bits, signed. */
  word(): number {
    const word = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + word) | 0;
    return word;
  }

  /** Uniform in [0, 1) with 32 random bits. */
  uniform(): number {
    return (this.word() >>> 0) / 0x1_0000_0000;
  }

  /** Uniform whole number in [0, bound). */
  int(bound: number): number {
    return Math.floor(this.uniform() * bound);
  }

  normal(): number {
    return normalFromUniform(((this.word() >>> 0) + 0.5) / 0x1_0000_0000);
  }

  /** Nearly normal noise with mean 0 and variance 1 (the sum of four bytes; within 3.5 standard deviations): for inner loops. */
  noise(): number {
    const word = this.word();
    return ((word & 255) + ((word >>> 8) & 255) + ((word >>> 16) & 255) + (word >>> 24) - 510) / 147.798_058_625_6;
  }
}
