import { toBytes } from './bytes.ts';
import type { StoreDatabase } from './database.ts';
import type { Store } from './types.ts';

export const newestEmbeddingSql =
  'SELECT as_of_ms AS asOfMs, vector FROM user_embeddings WHERE dataset = ? AND bundle = ? AND user = ? AND as_of_ms <= ? ORDER BY as_of_ms DESC LIMIT 1';

export const nextEmbeddingsSql =
  'SELECT user, as_of_ms AS asOfMs, vector FROM user_embeddings WHERE dataset = ? AND bundle = ? AND (user, as_of_ms) > (?, ?) ORDER BY user, as_of_ms LIMIT ?';

/** Skips from one bundle to the next: there are few, with many rows each. */
export const nextBundleSql = 'SELECT bundle FROM user_embeddings WHERE dataset = ? AND bundle > ? ORDER BY bundle LIMIT 1';

const pageRows = 500;

export function userEmbeddingRepository(database: StoreDatabase): Store['userEmbeddings'] {
  return {
    newest(dataset, bundle, user, beforeMs = Number.MAX_SAFE_INTEGER) {
      const row = database.statement(newestEmbeddingSql).get(dataset.id, bundle, user, beforeMs) as
        | { readonly asOfMs: number; readonly vector: Uint8Array }
        | undefined;
      return row === undefined ? undefined : { asOfMs: row.asOfMs, vector: toVector(row.vector) };
    },

    put(dataset, bundle, user, { asOfMs, vector }) {
      database.assertWritable();
      // Of a dataset that was removed meanwhile nothing is kept.
      database
        .statement(
          `INSERT OR REPLACE INTO user_embeddings (dataset, bundle, user, as_of_ms, vector)
           SELECT id, ?, ?, ?, ? FROM datasets WHERE id = ? AND state = 'ready'`,
        )
        .run(bundle, user, asOfMs, toBytes(vector), dataset.id);
    },

    bundles(dataset) {
      const found: string[] = [];
      for (let bundle = ''; ;) {
        const row = database.statement(nextBundleSql).get(dataset.id, bundle) as { readonly bundle: string } | undefined;
        if (row === undefined) return found;
        ({ bundle } = row);
        found.push(bundle);
      }
    },

    *scan(dataset, bundle) {
      for (let last = { user: -1, asOfMs: Number.MIN_SAFE_INTEGER }; ;) {
        const page = database.statement(nextEmbeddingsSql).all(dataset.id, bundle, last.user, last.asOfMs, pageRows) as readonly {
          readonly user: number;
          readonly asOfMs: number;
          readonly vector: Uint8Array;
        }[];
        const end = page.at(-1);
        if (end === undefined) return;
        last = end;
        yield page.map(({ user, asOfMs, vector }) => ({ user, asOfMs, vector: toVector(vector) }));
      }
    },

    forget(bundle) {
      database.assertWritable();
      database.statement('DELETE FROM user_embeddings WHERE bundle = ?').run(bundle);
    },
  };
}

function toVector(bytes: Uint8Array): Float32Array {
  return new Float32Array(new Uint8Array(bytes).buffer);
}
