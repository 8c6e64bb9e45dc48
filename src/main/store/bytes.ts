import type { ColumnData, ColumnType } from '../../core/dataset/column.ts';

/** The numbers' own memory as bytes, without a copy. All platforms this runs on are little-endian. */
export function toBytes(data: ColumnData): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** A stored block as numbers, in memory of its own. */
export function fromBytes(type: ColumnType, bytes: Uint8Array): ColumnData {
  // Not `slice`: a Node Buffer's shares its memory.
  const own = new Uint8Array(bytes).buffer;
  switch (type) {
    case 'f64':
      return new Float64Array(own);
    case 'f32':
      return new Float32Array(own);
    case 'i32':
      return new Int32Array(own);
    case 'i16':
      return new Int16Array(own);
    case 'u8':
      return new Uint8Array(own);
  }
}

/** A view where the bytes lie aligned, else a copy: for reading at once. */
export function int32FromBytes(bytes: Uint8Array): Int32Array {
  if (bytes.byteOffset % 4 === 0) return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  return new Int32Array(new Uint8Array(bytes).buffer);
}
