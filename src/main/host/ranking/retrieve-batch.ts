import type { RetrieveInput } from '../../engine/contract.ts';
import type { ServedModel } from './served-model.ts';

/** One query: its vector, rows left out, and the row whose rank is wanted (-1 for none). */
export interface Query {
  readonly excluded: readonly number[];
  readonly target: number;
}

/** Packs queries for the engine; `vectors` is [queries, d]. */
export function retrieveInput(model: ServedModel, vectors: Float32Array, queries: readonly Query[], k: number): RetrieveInput {
  const offsets = new Int32Array(queries.length + 1);
  queries.forEach((query, index) => (offsets[index + 1] = (offsets[index] ?? 0) + query.excluded.length));
  const excluded = new Int32Array(offsets.at(-1) ?? 0);
  queries.forEach((query, index) => excluded.set(query.excluded, offsets[index]));
  return {
    model: model.spec,
    count: queries.length,
    queries: vectors,
    k,
    excluded,
    offsets,
    targets: Int32Array.from(queries, ({ target }) => target),
  };
}

/** Rows never shown after the first `events` of a history: those of another catalogue and, where the bundle leaves seen items out, the history's own. */
export function excludedRows(model: ServedModel, seenRows: Iterable<number>): readonly number[] {
  return model.bundle.manifest.seenExcluded ? [...new Set([...model.foreignRows, ...seenRows])] : model.foreignRows;
}
