import type { ChainEntry } from '../../core/register/chain.ts';
import type { StoreDatabase } from './database.ts';
import type { Store } from './types.ts';

/** The register of operating policies. There is no way here to change or delete what it holds, and the tables refuse it too. */
export function registerRepository(database: StoreDatabase): Store['register'] {
  return {
    entries: () =>
      database
        .statement('SELECT seq, at, who, what, payload, payload_hash AS payloadHash, previous, hash FROM register_entries ORDER BY seq')
        .all() as ChainEntry[],

    snapshot(hash) {
      const row = database.statement('SELECT body FROM register_snapshots WHERE hash = ?').get(hash) as
        | { readonly body: string }
        | undefined;
      return row?.body;
    },

    append(entries, snapshots) {
      database.assertWritable();
      const addSnapshot = database.statement('INSERT INTO register_snapshots (hash, body) VALUES (?, ?)');
      const addEntry = database.statement(
        'INSERT INTO register_entries (seq, at, who, what, payload, payload_hash, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      );
      database.connection.transaction(() => {
        for (const { hash, body } of snapshots) addSnapshot.run(hash, body);
        for (const { seq, at, who, what, payload, payloadHash, previous, hash } of entries)
          addEntry.run(seq, at, who, what, payload, payloadHash, previous, hash);
      })();
    },
  };
}
