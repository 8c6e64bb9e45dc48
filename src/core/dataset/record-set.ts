import { hashRecord } from './record-hash.ts';

/** Remembers raw records by their 128-bit hash in an open-addressing table: 16 bytes a slot, at most 60% full. */
export class RecordSet {
  #slots = new Int32Array(4 * 1024);
  #size = 0;
  readonly #hash = new Int32Array(4);

  get size(): number {
    return this.#size;
  }

  /** Adds bytes `start` to `end`; false when an equal record is there already. */
  add(bytes: Uint8Array, start: number, end: number): boolean {
    hashRecord(bytes, start, end, this.#hash);
    // The all-zero slot means empty.
    if (this.#hash.every((word) => word === 0)) this.#hash[3] = 1;
    if ((this.#size + 1) * 4 > this.#slots.length * 0.6) this.#grow();
    if (!insert(this.#slots, this.#hash, 0)) return false;
    this.#size += 1;
    return true;
  }

  #grow(): void {
    const wider = new Int32Array(this.#slots.length * 2);
    for (let at = 0; at < this.#slots.length; at += 4) if (!isEmpty(this.#slots, at)) insert(wider, this.#slots, at);
    this.#slots = wider;
  }
}

function isEmpty(slots: Int32Array, at: number): boolean {
  return slots[at] === 0 && slots[at + 1] === 0 && slots[at + 2] === 0 && slots[at + 3] === 0;
}

function insert(slots: Int32Array, from: Int32Array, offset: number): boolean {
  const mask = slots.length / 4 - 1;
  const [a, b, c, d] = [from[offset] ?? 0, from[offset + 1] ?? 0, from[offset + 2] ?? 0, from[offset + 3] ?? 0];
  for (let slot = a & mask; ; slot = (slot + 1) & mask) {
    const at = slot * 4;
    if (isEmpty(slots, at)) {
      slots[at] = a;
      slots[at + 1] = b;
      slots[at + 2] = c;
      slots[at + 3] = d;
      return true;
    }
    if (slots[at] === a && slots[at + 1] === b && slots[at + 2] === c && slots[at + 3] === d) return false;
  }
}
