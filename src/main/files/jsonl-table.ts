import { FileError } from './file-error.ts';
import { jsonField, parseJson } from './json-text.ts';
import { lineRecords } from './line-records.ts';
import { openBytes } from './open-bytes.ts';
import type { RecordBatch, SourceRecord, SourceTable } from './record-batch.ts';

/** Columns are the keys of the first records, in the order in which they appear. */
const sampleRecords = 1000;

/** Opens a file of one JSON object a line (plain, .gz or .zst). A key that first appears after the sample is not read. */
export async function openJsonl(path: string): Promise<SourceTable> {
  const columns = await sampleColumns(path);
  return { columns, batches: (progress) => dataBatches(path, columns, progress) };
}

async function sampleColumns(path: string): Promise<readonly string[]> {
  const columns = new Set<string>();
  let seen = 0;
  for await (const batch of lineRecords(openBytes(path))) {
    for (const record of batch.records) {
      const value = parseJson(record.fields[0] ?? '');
      if (isObject(value)) for (const key of Object.keys(value)) columns.add(key);
      seen += 1;
      if (seen >= sampleRecords) break;
    }
    if (seen >= sampleRecords) break;
  }
  if (seen === 0) throw new FileError('The file is empty; one JSON object a line is needed.', 1);
  if (columns.size === 0) throw new FileError('No line is a JSON object.', 1);
  return [...columns];
}

async function* dataBatches(path: string, columns: readonly string[], progress?: { bytesRead: number }): AsyncGenerator<RecordBatch> {
  for await (const batch of lineRecords(openBytes(path, progress))) {
    yield { bytes: batch.bytes, records: batch.records.map((record) => toFields(record, columns)) };
  }
}

function toFields(record: SourceRecord, columns: readonly string[]): SourceRecord {
  const value = parseJson(record.fields[0] ?? '');
  const { line, start, end } = record;
  if (record.problem !== undefined || !isObject(value)) {
    return { line, start, end, fields: columns.map(() => ''), problem: record.problem ?? 'it is not a JSON object' };
  }
  return { line, start, end, fields: columns.map((column) => jsonField(Object.hasOwn(value, column) ? value[column] : undefined)) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
