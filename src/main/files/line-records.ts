import { isUtf8 } from 'node:buffer';
import { FileError } from './file-error.ts';
import type { RecordBatch, SourceRecord } from './record-batch.ts';

const lineLimitBytes = 64 * 1024 * 1024;

/** Lines of UTF-8 text as records of one field; empty lines are skipped but counted, a byte order mark is dropped. */
export async function* lineRecords(chunks: AsyncIterable<Buffer>): AsyncGenerator<RecordBatch> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  for await (const chunk of chunks) {
    const bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const records: SourceRecord[] = [];
    let start = 0;
    for (let stop = bytes.indexOf(0x0a); stop !== -1; stop = bytes.indexOf(0x0a, start)) {
      pushLine(records, bytes, start, stop, line);
      start = stop + 1;
      line += 1;
    }
    rest = bytes.subarray(start);
    if (rest.length > lineLimitBytes) throw new FileError('A line is longer than 64 MiB.', line);
    if (records.length > 0) yield { bytes, records };
  }
  const records: SourceRecord[] = [];
  pushLine(records, rest, 0, rest.length, line);
  if (records.length > 0) yield { bytes: rest, records };
}

function pushLine(records: SourceRecord[], bytes: Buffer, from: number, stop: number, line: number): void {
  const start = line === 1 && bytes[from] === 0xef && bytes[from + 1] === 0xbb && bytes[from + 2] === 0xbf ? from + 3 : from;
  const end = stop > start && bytes[stop - 1] === 0x0d ? stop - 1 : stop;
  if (end <= start) return;
  const text = bytes.toString('utf8', start, end);
  const damaged = text.includes('\ufffd') && !isUtf8(bytes.subarray(start, end));
  records.push({ line, fields: [text], start, end, ...(damaged ? { problem: 'it is not UTF-8 text; save the file as UTF-8' } : {}) });
}
