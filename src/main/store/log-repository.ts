import { RpcError } from '../../rpc/error.ts';
import { fromBytes } from './bytes.ts';
import type { StoreDatabase } from './database.ts';
import type { Store, StoredDataset } from './types.ts';

export const logBlockSql = 'SELECT data FROM log_blocks WHERE dataset = ? AND log = ? AND column = ? AND block = ?';

export function logRepository(database: StoreDatabase): Store['logs'] {
  return {
    column(dataset, log, column) {
      const place = findColumn(dataset, log, column);
      return blocks(database, dataset, place);
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

function findColumn(dataset: StoredDataset, logName: string, columnName: string) {
  const log = dataset.logs.findIndex((candidate) => candidate.name === logName);
  const schema = dataset.logs[log];
  if (schema === undefined) {
    const known = dataset.logs.map((candidate) => candidate.name).join(', ');
    throw new RpcError({
      code: 'not-found',
      message: `The dataset "${dataset.name}" has no log "${logName}"${known === '' ? '' : `; it has: ${known}`}.`,
    });
  }
  const column = schema.columns.findIndex((candidate) => candidate.name === columnName);
  const found = schema.columns[column];
  if (found === undefined)
    throw new RpcError({ code: 'not-found', message: `The log "${logName}" of "${dataset.name}" has no column "${columnName}".` });
  return { log, column, type: found.type };
}
