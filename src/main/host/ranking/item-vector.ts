import { open } from 'node:fs/promises';
import type { ServedModel } from './served-model.ts';

/** The vector of one row, read from the bundle's own file, which the engine checks when it opens the bundle. */
export async function itemVector({ spec, dimensions }: ServedModel, row: number): Promise<Float32Array> {
  const vector = new Float32Array(dimensions);
  const file = await open(spec.vectors.path);
  try {
    await file.read(new Uint8Array(vector.buffer), 0, vector.byteLength, row * vector.byteLength);
  } finally {
    await file.close();
  }
  return vector;
}

/** The retrieval score of an item under a query vector. */
export function dot(left: Float32Array, right: Float32Array): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
}
