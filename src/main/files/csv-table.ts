import { csvRecords } from './csv-records.ts';
import { FileError } from './file-error.ts';
import { openBytes } from './open-bytes.ts';
import type { RecordBatch, SourceTable } from './record-batch.ts';

/** A list or an object, whole or opened on the first line. */
const beginsJson = /^\s*(\[\s*(\{|$)|\{\s*("|$))/;

/** Opens a CSV file (plain, .gz or .zst) whose first record names the columns. Tabs or semicolons separate where the header has no comma. */
export async function openCsv(path: string): Promise<SourceTable> {
  const header = await firstLine(path);
  if (beginsJson.test(header))
    throw new FileError('This is JSON and not CSV; write one object a line into a file named .jsonl, or write CSV with a header.', 1);
  if (header.includes('\u0000')) throw new FileError('The file is not UTF-8 text; save it as CSV in UTF-8.', 1);
  if (/\r[^"]/.test(header) && !header.includes('"'))
    throw new FileError('Lines end in a carriage return alone; save the file with the line ends of Unix or Windows.', 1);
  const separator = header.includes(',') ? ',' : header.includes('\t') ? '\t' : header.includes(';') ? ';' : ',';
  const columns = await readHeader(path, separator);
  return { columns, batches: (progress) => dataBatches(path, separator, progress) };
}

async function firstLine(path: string): Promise<string> {
  for await (const batch of csvRecords(openBytes(path), '\u0000')) {
    const record = batch.records[0];
    if (record !== undefined) return Buffer.from(batch.bytes).toString('utf8', record.start, record.end);
  }
  throw new FileError('The file is empty; a header line with column names is needed.', 1);
}

async function readHeader(path: string, separator: string): Promise<readonly string[]> {
  for await (const batch of csvRecords(openBytes(path), separator)) {
    const record = batch.records[0];
    if (record === undefined) continue;
    if (record.problem !== undefined) throw new FileError(`The header cannot be read: ${record.problem}.`, record.line);
    const columns = record.fields.map((field) => field.trim());
    const twice = columns.find((name, index) => columns.indexOf(name) !== index);
    if (twice !== undefined) throw new FileError(`The column "${twice}" is named twice in the header; rename one.`, record.line);
    return columns;
  }
  return [];
}

async function* dataBatches(path: string, separator: string, progress?: { bytesRead: number }): AsyncGenerator<RecordBatch> {
  let header = true;
  for await (const batch of csvRecords(openBytes(path, progress), separator)) {
    const records = header ? batch.records.slice(1) : batch.records;
    header = false;
    if (records.length > 0) yield { bytes: batch.bytes, records };
  }
}
