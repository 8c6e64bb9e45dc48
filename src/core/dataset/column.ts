/** A column of numbers as it is stored and moved: one typed array per block. */
export type ColumnData = Float64Array | Float32Array | Int32Array | Int16Array | Uint8Array;

export type ColumnType = 'f64' | 'f32' | 'i32' | 'i16' | 'u8';

/** Rows of one stored block; the last block of a column may be shorter. */
export const blockRows = 16_384;

export function columnType(data: ColumnData): ColumnType {
  if (data instanceof Float64Array) return 'f64';
  if (data instanceof Float32Array) return 'f32';
  if (data instanceof Int32Array) return 'i32';
  if (data instanceof Int16Array) return 'i16';
  return 'u8';
}
