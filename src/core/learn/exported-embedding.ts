import { embeddingProjection } from './embedding-projection.ts';
import type { UserEmbeddingState } from './user-embedding-state.ts';

/** How the embedding's columns of a request are made, for a caller of an exported net. */
export interface ExportedUserEmbedding extends Pick<UserEmbeddingState, 'bundle' | 'bundleName' | 'dimensions' | 'columns' | 'asOf'> {
  /** Which embedding a request has, in words. */
  readonly rule: string;
  /** One row per column: its value is the sum over dimensions of row x embedding. Absent where the columns are the dimensions themselves. */
  readonly projection?: readonly (readonly number[])[];
}

const rule =
  'A request has the newest `user` output of this bundle for its user that was made as of the time of the request or earlier: it knows only events before its as-of time. Where there is none, all columns are null.';

export function exportedEmbedding({ bundle, bundleName, dimensions, columns, asOf, seed }: UserEmbeddingState): ExportedUserEmbedding {
  const signs = seed === undefined ? undefined : embeddingProjection(dimensions, seed);
  return {
    bundle,
    ...(bundleName === undefined ? {} : { bundleName }),
    dimensions,
    columns,
    asOf,
    rule,
    ...(signs === undefined
      ? {}
      : { projection: columns.map((_, column) => [...signs.subarray(column * dimensions, (column + 1) * dimensions)]) }),
  };
}
