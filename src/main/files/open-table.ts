import { stat } from 'node:fs/promises';
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

/** Opens a table by its name's ending; Parquet also by its first bytes. It is read several times, which a pipe cannot be. */
export async function openTable(path: string): Promise<SourceTable> {
  if (!(await stat(path)).isFile()) throw new FileError('This is not a plain file, and it is read more than once; save it to disk first.');
  const container = await containerOf(path);
  if (container === 'parquet') return openParquet(path);
  if (container === 'zip') throw new FileError('The file is a zip archive or a spreadsheet; unpack it, or save the sheet as CSV.');
  const kind = tableName.exec(path)?.[1]?.toLowerCase();
  if (kind === 'parquet') throw new FileError('The file is not Parquet, although its name says so.');
  if (kind === 'jsonl' || kind === 'ndjson') return openJsonl(path);
  return openCsv(path);
}
