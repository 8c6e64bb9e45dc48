/** Every kind of typed array that may cross, by the short name it has in a frame. */
export const arrayKinds = {
  i8: Int8Array,
  u8: Uint8Array,
  u8c: Uint8ClampedArray,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  f32: Float32Array,
  f64: Float64Array,
  i64: BigInt64Array,
  u64: BigUint64Array,
} as const;

export type TypedArray = InstanceType<(typeof arrayKinds)[keyof typeof arrayKinds]>;

const kindEntries = Object.entries(arrayKinds);

/** Short name of an array's kind; a subclass (Node's Buffer) goes by its base. Throws `TypeError` for a kind that is not carried. */
export function arrayKindOf(array: ArrayBufferView): string {
  const found = kindEntries.find(([, type]) => array instanceof type);
  if (found === undefined) throw new TypeError(`A ${array.constructor.name} cannot be sent.`);
  return found[0];
}

/** Next multiple of 8 bytes, so that every segment can be viewed as 64-bit numbers. */
export function alignedLength(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
