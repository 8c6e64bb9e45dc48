/** An encoded message as a list of parts, so that large tensors are copied once, at the end. */
export interface Encoded {
  readonly length: number;
  readonly parts: readonly Uint8Array[];
}

const wireVarint = 0;
const wireLength = 2;
const wireFixed32 = 5;
const textEncoder = new TextEncoder();

function varint(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`A varint is a non-negative integer, not ${value}.`);
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

function tag(field: number, wire: number): Uint8Array {
  return varint(field * 8 + wire);
}

/** Joins fields into one message. */
export function message(fields: readonly Encoded[]): Encoded {
  let length = 0;
  const parts: Uint8Array[] = [];
  for (const field of fields) {
    length += field.length;
    for (const part of field.parts) parts.push(part);
  }
  return { length, parts };
}

/** A non-negative integer field (int32, int64, enum). */
export function integer(field: number, value: number): Encoded {
  const parts = [tag(field, wireVarint), varint(value)];
  return { length: byteLength(parts), parts };
}

/** A float32 field. */
export function float(field: number, value: number): Encoded {
  const parts = [tag(field, wireFixed32), new Uint8Array(Float32Array.of(value).buffer)];
  return { length: byteLength(parts), parts };
}

export function bytes(field: number, value: Uint8Array): Encoded {
  const parts = [tag(field, wireLength), varint(value.byteLength), value];
  return { length: byteLength(parts), parts };
}

export function text(field: number, value: string): Encoded {
  return bytes(field, textEncoder.encode(value));
}

/** A message inside a message. */
export function nested(field: number, value: Encoded): Encoded {
  const head = [tag(field, wireLength), varint(value.length)];
  return { length: byteLength(head) + value.length, parts: [...head, ...value.parts] };
}

export function toBytes(value: Encoded): Uint8Array {
  const all = new Uint8Array(value.length);
  let offset = 0;
  for (const part of value.parts) {
    all.set(part, offset);
    offset += part.byteLength;
  }
  return all;
}

function byteLength(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.byteLength, 0);
}
