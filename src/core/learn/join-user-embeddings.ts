import type { ContextColumn } from '../policy/exploration-data.ts';
import { embeddingProjection, projectEmbedding } from './embedding-projection.ts';

/** Stored embeddings, ascending by user and then by as-of time (Unix milliseconds). */
export interface DatedEmbeddings {
  readonly dimensions: number;
  readonly user: Int32Array;
  readonly asOfMs: Float64Array;
  /** [embeddings, dimensions]. */
  readonly vectors: Float32Array;
}

export interface JoinedEmbeddings {
  readonly columns: readonly ContextColumn[];
  /** Per row of the log, the embedding it has; -1 for none. */
  readonly embedding: Int32Array;
}

const slice = 16_384;

/**
 * Long-term embeddings as columns of a log: each row has the newest one of its user that was made as of the row's time or earlier (see `UserEmbeddingState`).
 * Values are missing (NaN) where there is none.
 */
export function* joinUserEmbeddings(
  log: { readonly rows: number; readonly user?: Int32Array; readonly at?: Float64Array; readonly context: readonly ContextColumn[] },
  stored: DatedEmbeddings,
  seed: number,
): Generator<void, JoinedEmbeddings> {
  const { rows, user, at } = log;
  const { dimensions, vectors } = stored;
  const projection = embeddingProjection(dimensions, seed);
  const names = embeddingColumnNames(projection === undefined ? dimensions : projection.length / dimensions, log.context);
  const width = names.length;
  const projected = new Float32Array(stored.user.length * width);
  for (let place = 0; place < stored.user.length; place += 1) {
    projected.set(projectEmbedding(vectors.subarray(place * dimensions, (place + 1) * dimensions), projection), place * width);
    if (place % 1_024 === 1_023) yield;
  }
  const first = firstOfUsers(stored.user);
  const embedding = new Int32Array(rows).fill(-1);
  const data = names.map(() => new Float32Array(rows).fill(Number.NaN));
  for (let row = 0; row < rows; row += 1) {
    if (row % slice === slice - 1) yield;
    const from = first.get(user?.[row] ?? -1);
    const place = from === undefined ? -1 : newestUntil(stored, from, at?.[row] ?? Number.NaN);
    if (place < 0) continue;
    embedding[row] = place;
    for (const [column, values] of data.entries()) values[row] = projected[place * width + column] ?? 0;
  }
  const columns = data.map((values, column) => embeddingColumn(names[column] ?? '', column, values));
  return { columns, embedding };
}

/** One column of an embedding: the flag of the first says where all are missing. */
export function embeddingColumn(name: string, place: number, data: Float32Array | Float64Array): ContextColumn {
  return { name, kind: 'numeric', data, ...(place === 0 ? {} : { missingTold: true }) };
}

/** Names that no column of the log has. */
function embeddingColumnNames(count: number, context: readonly ContextColumn[]): readonly string[] {
  let start = 'user_embedding';
  while (context.some(({ name }) => name.startsWith(start))) start = `long_term_${start}`;
  return Array.from({ length: count }, (_, place) => `${start}_${place + 1}`);
}

function firstOfUsers(users: Int32Array): ReadonlyMap<number, number> {
  const first = new Map<number, number>();
  users.forEach((user, place) => {
    if (!first.has(user)) first.set(user, place);
  });
  return first;
}

/** Place of the last embedding of the user at `from` whose as-of time is not after `atMs`; -1 for none, and where the time is unknown. */
function newestUntil({ user, asOfMs }: DatedEmbeddings, from: number, atMs: number): number {
  let found = -1;
  for (let place = from; user[place] === user[from]; place += 1) {
    if (!((asOfMs[place] ?? Number.NaN) <= atMs)) break;
    found = place;
  }
  return found;
}
