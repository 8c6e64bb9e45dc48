import { RpcError } from '../../rpc/error.ts';
import type { StoreDatabase } from './database.ts';
import type { Store, StoredRun } from './types.ts';

const columns = 'id, kind, title, dataset, created_at_ms AS createdAtMs';

export function runRepository(database: StoreDatabase): Store['runs'] {
  return {
    list: () => database.statement(`SELECT ${columns} FROM runs ORDER BY id DESC`).all() as StoredRun[],

    get(id) {
      const row = database.statement(`SELECT ${columns}, result_json AS resultJson FROM runs WHERE id = ?`).get(id) as
        | (StoredRun & { readonly resultJson: string })
        | undefined;
      if (row === undefined) return undefined;
      const { resultJson, ...run } = row;
      return { ...run, result: JSON.parse(resultJson) as unknown };
    },

    insert(run) {
      database.assertWritable();
      const inserted = database
        .statement('INSERT INTO runs (kind, title, dataset, created_at_ms, result_json) VALUES (?, ?, ?, ?, ?)')
        .run(run.kind, run.title, run.dataset, run.createdAtMs, JSON.stringify(run.result ?? null));
      return Number(inserted.lastInsertRowid);
    },

    remove(id) {
      database.assertWritable();
      const removed = database.statement('DELETE FROM runs WHERE id = ?').run(id);
      if (removed.changes === 0) throw new RpcError({ code: 'not-found', message: `There is no run ${id}.` });
    },
  };
}
