/**
 * 128-bit hash of raw records, for finding byte-equal ones. Four 32-bit lanes are multiplied and rotated over 16-byte blocks and mixed at the end
 * (the scheme of MurmurHash3 x86_128 by Austin Appleby, public domain). Not for security.
 * Writes the four words of bytes `start` to `end` into `out`.
 */
export function hashRecord(bytes: Uint8Array, start: number, end: number, out: Int32Array): void {
  const length = end - start;
  let h1 = 0;
  let h2 = 0;
  let h3 = 0;
  let h4 = 0;
  let at = start;
  for (; at + 16 <= end; at += 16) {
    h1 ^= laneOne(word(bytes, at));
    h1 = (((h1 << 19) | (h1 >>> 13)) + h2) | 0;
    h1 = (Math.imul(h1, 5) + 0x561ccd1b) | 0;
    h2 ^= laneTwo(word(bytes, at + 4));
    h2 = (((h2 << 17) | (h2 >>> 15)) + h3) | 0;
    h2 = (Math.imul(h2, 5) + 0x0bcaa747) | 0;
    h3 ^= laneThree(word(bytes, at + 8));
    h3 = (((h3 << 15) | (h3 >>> 17)) + h4) | 0;
    h3 = (Math.imul(h3, 5) + 0x96cd1c35) | 0;
    h4 ^= laneFour(word(bytes, at + 12));
    h4 = (((h4 << 13) | (h4 >>> 19)) + h1) | 0;
    h4 = (Math.imul(h4, 5) + 0x32ac3b17) | 0;
  }
  if (at < end) {
    h1 ^= laneOne(tailWord(bytes, at, end));
    h2 ^= laneTwo(tailWord(bytes, at + 4, end));
    h3 ^= laneThree(tailWord(bytes, at + 8, end));
    h4 ^= laneFour(tailWord(bytes, at + 12, end));
  }
  h1 ^= length;
  h2 ^= length;
  h3 ^= length;
  h4 ^= length;
  h1 = (h1 + h2 + h3 + h4) | 0;
  h2 = (h2 + h1) | 0;
  h3 = (h3 + h1) | 0;
  h4 = (h4 + h1) | 0;
  h1 = finish(h1);
  h2 = finish(h2);
  h3 = finish(h3);
  h4 = finish(h4);
  h1 = (h1 + h2 + h3 + h4) | 0;
  out[0] = h1;
  out[1] = (h2 + h1) | 0;
  out[2] = (h3 + h1) | 0;
  out[3] = (h4 + h1) | 0;
}

const c1 = 0x239b961b;
const c2 = 0xab0e9789 | 0;
const c3 = 0x38b34ae5;
const c4 = 0xa1e38b93 | 0;

function laneOne(k: number): number {
  const m = Math.imul(k, c1);
  return Math.imul((m << 15) | (m >>> 17), c2);
}

function laneTwo(k: number): number {
  const m = Math.imul(k, c2);
  return Math.imul((m << 16) | (m >>> 16), c3);
}

function laneThree(k: number): number {
  const m = Math.imul(k, c3);
  return Math.imul((m << 17) | (m >>> 15), c4);
}

function laneFour(k: number): number {
  const m = Math.imul(k, c4);
  return Math.imul((m << 18) | (m >>> 14), c1);
}

function finish(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
}

/** Little-endian word of what is left; bytes past the end count as zero. */
function tailWord(bytes: Uint8Array, at: number, end: number): number {
  let value = 0;
  for (let index = 0; index < 4 && at + index < end; index += 1) value |= (bytes[at + index] ?? 0) << (8 * index);
  return value;
}
