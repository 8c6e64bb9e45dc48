import { blockRows, type ColumnType } from '../../core/dataset/column.ts';
import type { LogSchema } from '../../core/dataset/log-schema.ts';
import { decodeCandidates } from '../../core/dataset/request-candidates.ts';
import { RpcError } from '../../rpc/error.ts';
import { fromBytes } from './bytes.ts';
import type { StoreDatabase } from './database.ts';
import type { Store, StoredDataset } from './types.ts';

export const logBlockSql = 'SELECT data FROM log_blocks WHERE dataset = ? AND log = ? AND column = ? AND block = ?';
export const candidatesSql = 'SELECT data FROM request_candidates WHERE dataset = ? AND log = ? AND request = ?';
export const expandedSql = 'SELECT request FROM request_candidates WHERE dataset = ? AND log = ? AND request >= ? ORDER BY request LIMIT ?';

/** Bytes of one number of a column. */
const columnBytes: Readonly<Record<ColumnType, number>> = { f64: 8, f32: 4, i32: 4, i16: 2, u8: 1 };

export function logRepository(database: StoreDatabase): Store['logs'] {
  return {
    column(dataset, log, column) {
      const place = findColumn(dataset, log, column);
      return blocks(database, dataset, place);
    },

    row(dataset, name, row) {
      database.assertReady(dataset);
      const { log, schema } = findLog(dataset, name);
      const select = database.rawStatement(logBlockSql);
      const block = Math.floor(row / blockRows);
      return schema.columns.map(({ type }, column) => {
        const found = select.get(dataset.id, log, column, block) as readonly [Uint8Array] | undefined;
        const first = (row % blockRows) * columnBytes[type];
        const [value] = found === undefined ? [] : fromBytes(type, found[0].subarray(first, first + columnBytes[type]));
        if (value === undefined)
          throw new RpcError({
            code: 'not-found',
            message: `The log "${name}" of "${dataset.name}" has no request ${row}; it has ${schema.rows}, from 0.`,
          });
        return value;
      });
    },

    candidates(dataset, name, request) {
      database.assertReady(dataset);
      const { log, schema } = findLog(dataset, name);
      if (schema.candidates === undefined) return undefined;
      const row = database.rawStatement(candidatesSql).get(dataset.id, log, request) as readonly [Uint8Array] | undefined;
      return row === undefined ? undefined : decodeCandidates(row[0], schema.candidates.heads.length);
    },

    expanded(dataset, name, { from, limit }) {
      database.assertReady(dataset);
      const { log } = findLog(dataset, name);
      const rows = database.rawStatement(expandedSql).all(dataset.id, log, from, limit) as readonly (readonly [number])[];
      return rows.map(([request]) => request);
    },
  };
}

function* blocks(database: StoreDatabase, dataset: StoredDataset, place: ReturnType<typeof findColumn>) {
  const select = database.rawStatement(logBlockSql);
  for (let block = 0; ; block += 1) {
    database.assertReady(dataset);
    const row = select.get(dataset.id, place.log, place.column, block) as readonly [Uint8Array] | undefined;
    if (row === undefined) return;
    yield fromBytes(place.type, row[0]);
  }
}

function findLog(dataset: StoredDataset, name: string): { readonly log: number; readonly schema: LogSchema } {
  const log = dataset.logs.findIndex((candidate) => candidate.name === name);
  const schema = dataset.logs[log];
  if (schema !== undefined) return { log, schema };
  const known = dataset.logs.map((candidate) => candidate.name).join(', ');
  throw new RpcError({
    code: 'not-found',
    message: `The dataset "${dataset.name}" has no log "${name}"${known === '' ? '' : `; it has: ${known}`}.`,
  });
}

function findColumn(dataset: StoredDataset, logName: string, columnName: string) {
  const { log, schema } = findLog(dataset, logName);
  const column = schema.columns.findIndex((candidate) => candidate.name === columnName);
  const found = schema.columns[column];
  if (found === undefined)
    throw new RpcError({ code: 'not-found', message: `The log "${logName}" of "${dataset.name}" has no column "${columnName}".` });
  return { log, column, type: found.type };
}
