const digitBits = 11;
const digits = 6;
const values = 1 << digitBits;
/** Keys between two pauses. */
const slice = 65_536;

/**
 * The order of non-negative keys from the smallest, equal ones as they came: a radix sort of their bits, in slices. Whatever the keys are, it takes the
 * same time.
 */
export function* sortKeys(keys: Float64Array, length: number): Generator<void, Uint32Array> {
  const bits = new Uint32Array(keys.buffer, keys.byteOffset, 2 * length);
  let order = new Uint32Array(length);
  let other = new Uint32Array(length);
  for (let place = 0; place < length; place += 1) order[place] = place;
  yield;
  const counts = new Uint32Array(values);
  for (let digit = 0; digit < digits; digit += 1) {
    const shift = digit * digitBits;
    counts.fill(0);
    for (let place = 0; place < length; place += 1) {
      const value = digitOf(bits, place, shift);
      counts[value] = (counts[value] ?? 0) + 1;
      if (place % slice === slice - 1) yield;
    }
    let total = 0;
    let largest = 0;
    for (let value = 0; value < values; value += 1) {
      const count = counts[value] ?? 0;
      counts[value] = total;
      total += count;
      if (count > largest) largest = count;
    }
    // All keys agree in this digit.
    if (largest === length) continue;
    for (let place = 0; place < length; place += 1) {
      const key = order[place] ?? 0;
      const value = digitOf(bits, key, shift);
      const to = counts[value] ?? 0;
      counts[value] = to + 1;
      other[to] = key;
      if (place % slice === slice - 1) yield;
    }
    [order, other] = [other, order];
  }
  return order;
}

/** Eleven bits of a double from `shift` upwards; the low word comes first in memory on every machine this runs on. */
function digitOf(bits: Uint32Array, key: number, shift: number): number {
  const low = bits[2 * key] ?? 0;
  if (shift + digitBits <= 32) return (low >>> shift) & (values - 1);
  const high = bits[2 * key + 1] ?? 0;
  if (shift >= 32) return (high >>> (shift - 32)) & (values - 1);
  return ((low >>> shift) | (high << (32 - shift))) & (values - 1);
}
