/** One field of a message: a number (varint) or the bytes of a text, message or packed list. Fixed-width fields are passed over. */
export interface ProtobufField {
  readonly field: number;
  readonly number?: number;
  readonly bytes?: Uint8Array;
}

/** Walks the fields of a message without copying; throws `RangeError` when the bytes are not a message. */
export function* readFields(message: Uint8Array): Generator<ProtobufField> {
  let offset = 0;

  function varint(): number {
    let value = 0;
    let scale = 1;
    for (let index = 0; index < 10; index++) {
      const byte = message[offset++];
      if (byte === undefined) throw new RangeError('a number is cut off');
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
    throw new RangeError('a number is too long');
  }

  function skip(count: number): Uint8Array {
    if (count > message.length - offset) throw new RangeError('a field is longer than its message');
    offset += count;
    return message.subarray(offset - count, offset);
  }

  while (offset < message.length) {
    const tag = varint();
    const field = Math.floor(tag / 8);
    const wire = tag % 8;
    if (field === 0) throw new RangeError('a field has number 0');
    if (wire === 0) yield { field, number: varint() };
    else if (wire === 1) skip(8);
    else if (wire === 2) yield { field, bytes: skip(varint()) };
    else if (wire === 5) skip(4);
    else throw new RangeError(`a field has the unknown wire type ${wire}`);
  }
}
