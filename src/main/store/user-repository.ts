import { RpcError } from '../../rpc/error.ts';
import type { StoreDatabase } from './database.ts';
import type { Store } from './types.ts';

const pageRows = 4096;

interface UserRow {
  readonly index: number;
  readonly id: string;
  readonly events: number;
}

export const userByIdSql = 'SELECT user AS "index", id, events FROM users WHERE dataset = ? AND id = ?';

export const userByNumberSql = 'SELECT user AS "index", id, events FROM users WHERE dataset = ? AND user = ?';

export function userRepository(database: StoreDatabase): Store['users'] {
  return {
    get(dataset, id) {
      database.assertReady(dataset);
      const row = database.statement(userByIdSql).get(dataset.id, id) as UserRow | undefined;
      if (row === undefined) throw new RpcError({ code: 'not-found', message: `The dataset "${dataset.name}" has no user "${id}".` });
      return row;
    },

    at(dataset, index) {
      database.assertReady(dataset);
      return database.statement(userByNumberSql).get(dataset.id, index) as UserRow | undefined;
    },

    *all(dataset) {
      const select = database.statement(
        `SELECT user AS "index", id, events FROM users WHERE dataset = ? AND user > ? ORDER BY user LIMIT ${pageRows}`,
      );
      for (let last = -1; ;) {
        database.assertReady(dataset);
        const rows = select.all(dataset.id, last) as readonly UserRow[];
        if (rows.length === 0) return;
        yield* rows;
        last = rows.at(-1)?.index ?? last;
      }
    },
  };
}
