import { RpcError } from '../../rpc/error.ts';
import type { StoreDatabase } from './database.ts';
import type { Store, StoredFinding } from './types.ts';

const columns = 'id, created_at_ms AS createdAtMs, dataset, author, note, body_json AS bodyJson';

type FindingRow = Omit<StoredFinding, 'body'> & { readonly bodyJson: string };

/** Requests kept with what they showed; a finding is written once and taken away, never changed. */
export function findingRepository(database: StoreDatabase): Store['findings'] {
  return {
    list(dataset) {
      const rows =
        dataset === undefined
          ? database.statement(`SELECT ${columns} FROM findings ORDER BY id DESC`).all()
          : database.statement(`SELECT ${columns} FROM findings WHERE dataset = ? ORDER BY id DESC`).all(dataset);
      return (rows as FindingRow[]).map(toFinding);
    },

    get(id) {
      const row = database.statement(`SELECT ${columns} FROM findings WHERE id = ?`).get(id) as FindingRow | undefined;
      if (row === undefined) throw notFound(id);
      return toFinding(row);
    },

    insert({ createdAtMs, dataset, author, note, body }) {
      database.assertWritable();
      const inserted = database
        .statement('INSERT INTO findings (created_at_ms, dataset, author, note, body_json) VALUES (?, ?, ?, ?, ?)')
        .run(createdAtMs, dataset, author, note, JSON.stringify(body));
      return Number(inserted.lastInsertRowid);
    },

    remove(id) {
      database.assertWritable();
      if (database.statement('DELETE FROM findings WHERE id = ?').run(id).changes === 0) throw notFound(id);
    },
  };
}

function toFinding({ bodyJson, ...finding }: FindingRow): StoredFinding {
  return { ...finding, body: JSON.parse(bodyJson) as unknown };
}

function notFound(id: number): RpcError {
  return new RpcError({ code: 'not-found', message: `There is no finding ${id}; \`paretoscope findings list\` shows those there are.` });
}
