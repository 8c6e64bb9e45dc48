import { toBytes } from './bytes.ts';
import type { StoreDatabase } from './database.ts';
import type { Store } from './types.ts';

export const newestEmbeddingSql =
  'SELECT as_of_ms AS asOfMs, vector FROM user_embeddings WHERE dataset = ? AND bundle = ? AND user = ? AND as_of_ms <= ? ORDER BY as_of_ms DESC LIMIT 1';

export function userEmbeddingRepository(database: StoreDatabase): Store['userEmbeddings'] {
  return {
    newest(dataset, bundle, user, beforeMs = Number.MAX_SAFE_INTEGER) {
      const row = database.statement(newestEmbeddingSql).get(dataset.id, bundle, user, beforeMs) as
        | { readonly asOfMs: number; readonly vector: Uint8Array }
        | undefined;
      return row === undefined ? undefined : { asOfMs: row.asOfMs, vector: new Float32Array(new Uint8Array(row.vector).buffer) };
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

    forget(bundle) {
      database.assertWritable();
      database.statement('DELETE FROM user_embeddings WHERE bundle = ?').run(bundle);
    },
  };
}
