import { openCsv } from './csv-table.ts';
import { FileError } from './file-error.ts';
import { openJsonl } from './jsonl-table.ts';
import { containerOf } from './open-bytes.ts';
import { openParquet } from './parquet-table.ts';
import type { SourceTable } from './record-batch.ts';

const tableName = /\.(csv|tsv|jsonl|ndjson|parquet)(\.(gz|zst))?$/i;

/** True when the name says that the file is a table the console reads. */
export function isTableName(name: string): boolean {
  return tableName.test(name);
}

/** Name without folder, table extension and compression extension. */
export function tableStem(name: string): string {
  return (name.split(/[\\/]/).at(-1) ?? name).replace(tableName, '');
}

/** Opens a table by its name's ending; Parquet also by its first bytes. */
export async function openTable(path: string): Promise<SourceTable> {
  if ((await containerOf(path)) === 'parquet') return openParquet(path);
  const kind = tableName.exec(path)?.[1]?.toLowerCase();
  if (kind === 'parquet') throw new FileError('The file is not Parquet, although its name says so.');
  if (kind === 'jsonl' || kind === 'ndjson') return openJsonl(path);
  return openCsv(path);
}
