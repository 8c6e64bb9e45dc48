import { RandomStream } from '../random/random-stream.ts';

/** Columns that an embedding becomes at most. */
export const mostEmbeddingColumns = 16;

/**
 * Random signs over the square root of the width, [columns, dimensions] row by row: a projection that keeps distances between embeddings in expectation
 * (Achlioptas 2003), is the same on every machine and needs no data. An embedding that is narrow enough is taken as it is, and has none.
 *
 * Why reduced: a bundle may have up to 2,048 dimensions and a log a million rows, so as it is an embedding would take gigabytes, and the linear model per action
 * would solve for as many inputs per action.
 */
export function embeddingProjection(dimensions: number, seed: number): Float64Array | undefined {
  if (dimensions <= mostEmbeddingColumns) return undefined;
  const draws = new RandomStream(seed, 'user embedding');
  const unit = 1 / Math.sqrt(dimensions);
  return Float64Array.from({ length: mostEmbeddingColumns * dimensions }, (_, place) => (draws.int(place, 2) === 0 ? -unit : unit));
}

/** The values of the columns for one embedding. */
export function projectEmbedding(vector: Float32Array, projection: Float64Array | undefined): Float32Array {
  if (projection === undefined) return vector;
  const { length } = vector;
  return Float32Array.from({ length: projection.length / length }, (_, column) => {
    let sum = 0;
    for (let place = 0; place < length; place += 1) sum += (projection[column * length + place] ?? 0) * (vector[place] ?? 0);
    return sum;
  });
}
