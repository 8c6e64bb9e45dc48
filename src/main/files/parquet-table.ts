import {
  asyncBufferFromFile,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
  type AsyncBuffer,
  type FileMetaData,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { FileError } from './file-error.ts';
import { jsonField } from './json-text.ts';
import type { RecordBatch, SourceRecord, SourceTable } from './record-batch.ts';

/** Rows handed on at a time, and rows decoded at a time: a decode reads over what stands before it in its row group. */
const batchRows = 8_192;
const windowRows = 65_536;

/** Times as ISO text: the reader's own dates would lose everything below a millisecond. */
const parsers = {
  timestampFromMilliseconds: (millis: bigint) => isoText(millis * 1_000_000n),
  timestampFromMicroseconds: (micros: bigint) => isoText(micros * 1000n),
  timestampFromNanoseconds: isoText,
  dateFromDays: (days: number) => new Date(days * 86_400_000).toISOString().slice(0, 10),
};

function isoText(nanos: bigint): string {
  const fraction = ((nanos % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  const seconds = (nanos - fraction) / 1_000_000_000n;
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  return `${whole}.${fraction.toString().padStart(9, '0')}Z`;
}

/** Opens a flat Parquet file; every value becomes text, 64-bit integers with all their digits. */
export async function openParquet(path: string): Promise<SourceTable> {
  const file = await asyncBufferFromFile(path);
  const metadata = await readMetadata(file);
  const columns = parquetSchema(metadata).children.map((child) => child.element.name);
  return { columns, batches: (progress) => dataBatches(file, metadata, columns, progress) };
}

async function readMetadata(file: AsyncBuffer): Promise<FileMetaData> {
  try {
    return await parquetMetadataAsync(file, { parsers });
  } catch (error) {
    throw new FileError(`The Parquet file cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

async function* dataBatches(
  file: AsyncBuffer,
  metadata: FileMetaData,
  columns: readonly string[],
  progress?: { bytesRead: number },
): AsyncGenerator<RecordBatch> {
  const rows = Number(metadata.num_rows);
  for (let window = 0; window < rows; window += windowRows) {
    const read = await decode(file, metadata, window, Math.min(rows, window + windowRows));
    for (let first = 0; first < read.length; first += batchRows) {
      const batch = toBatch(read.slice(first, first + batchRows), window + first, columns);
      if (progress !== undefined) progress.bytesRead = Math.round((file.byteLength * (window + first + batch.records.length)) / rows);
      yield batch;
    }
  }
}

function toBatch(rows: readonly Record<string, unknown>[], first: number, columns: readonly string[]): RecordBatch {
  const parts: Buffer[] = [];
  const records: SourceRecord[] = [];
  let start = 0;
  for (const [index, row] of rows.entries()) {
    const fields = columns.map((column) => jsonField(row[column]));
    const raw = Buffer.from(JSON.stringify(fields));
    parts.push(raw);
    records.push({ line: first + index + 1, fields, start, end: start + raw.length });
    start += raw.length;
  }
  return { bytes: Buffer.concat(parts), records };
}

async function decode(file: AsyncBuffer, metadata: FileMetaData, rowStart: number, rowEnd: number): Promise<Record<string, unknown>[]> {
  try {
    return await parquetReadObjects({ file, metadata, rowStart, rowEnd, compressors, parsers });
  } catch (error) {
    throw new FileError(`The Parquet file cannot be read: ${error instanceof Error ? error.message : String(error)}.`, rowStart + 1);
  }
}
