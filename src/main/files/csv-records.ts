import { isUtf8 } from 'node:buffer';
import { FileError } from './file-error.ts';
import type { RecordBatch, SourceRecord } from './record-batch.ts';

const notUtf8 = 'it is not UTF-8 text; save the file as UTF-8';
const newline = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;
/** A longer record is a quote that was never closed. */
const recordLimitBytes = 16 * 1024 * 1024;

/**
 * Splits CSV bytes into records, header included, without holding more than one chunk and one record. Quotes follow RFC 4180: a quoted field may hold
 * separators, line ends and doubled quotes. Line ends are LF or CRLF; empty lines are skipped but counted; a byte order mark is dropped.
 */
export async function* csvRecords(chunks: AsyncIterable<Buffer>, separator: string): AsyncGenerator<RecordBatch> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  let first = true;
  for await (const chunk of chunks) {
    let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (first && bytes.length < 3) {
      rest = bytes;
      continue;
    }
    if (first) bytes = withoutMark(bytes);
    first = false;
    const batch = splitRecords(bytes, separator, line, false);
    line = batch.nextLine;
    rest = bytes.subarray(batch.consumed);
    if (rest.length > recordLimitBytes)
      throw new FileError('A record is longer than 16 MiB; a quote that starts here is probably not closed.', line);
    if (batch.records.length > 0) yield { bytes, records: batch.records };
  }
  if (first) rest = withoutMark(rest);
  if (rest.length === 0) return;
  const batch = splitRecords(rest, separator, line, true);
  if (batch.records.length > 0) yield { bytes: rest, records: batch.records };
}

function withoutMark(bytes: Buffer): Buffer {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new FileError('The file is UTF-16; save it as UTF-8.');
  }
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

interface Split {
  readonly records: SourceRecord[];
  readonly consumed: number;
  readonly nextLine: number;
}

function splitRecords(bytes: Buffer, separator: string, firstLine: number, last: boolean): Split {
  const records: SourceRecord[] = [];
  let start = 0;
  let line = firstLine;
  let nextQuote = bytes.indexOf(quote);
  while (start < bytes.length) {
    if (nextQuote !== -1 && nextQuote < start) nextQuote = bytes.indexOf(quote, start);
    let lineEnd = bytes.indexOf(newline, start);
    let lines = 1;
    if (nextQuote !== -1 && (lineEnd === -1 || nextQuote < lineEnd)) [lineEnd, lines] = quotedEnd(bytes, start, nextQuote);
    if (lineEnd === -1 && !last) break;
    // A line end that closes the file begins no line of its own.
    if (lineEnd === -1 && bytes.at(-1) === newline) lines -= 1;
    const stop = lineEnd === -1 ? bytes.length : lineEnd;
    const end = stop > start && bytes[stop - 1] === carriageReturn ? stop - 1 : stop;
    if (end > start) records.push(toRecord(bytes, start, end, [line, lines], separator, nextQuote !== -1 && nextQuote < end));
    start = stop + 1;
    line += lines;
  }
  return { records, consumed: Math.min(start, bytes.length), nextLine: line };
}

/** The line end outside quotes (or -1) and how many lines the record spans. */
function quotedEnd(bytes: Buffer, start: number, firstQuote: number): [number, number] {
  let inside = false;
  let lines = 1;
  for (let at = Math.max(start, firstQuote); at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === quote) inside = !inside;
    else if (byte === newline) {
      if (!inside) return [at, lines];
      lines += 1;
    }
  }
  return [-1, lines];
}

/** `lines` are the first line of the record and how many it spans. */
function toRecord(
  bytes: Buffer,
  start: number,
  end: number,
  [line, lines]: readonly [number, number],
  separator: string,
  quoted: boolean,
): SourceRecord {
  const text = bytes.toString('utf8', start, end);
  // Ids that differ only in bytes that are no characters would become one.
  if (text.includes('\ufffd') && !isUtf8(bytes.subarray(start, end)))
    return { line, fields: text.split(separator), start, end, problem: notUtf8 };
  if (!quoted) return { line, fields: text.split(separator), start, end };
  const fields: string[] = [];
  let problem: string | undefined;
  let at = 0;
  for (;;) {
    if (text[at] !== '"') {
      const next = text.indexOf(separator, at);
      fields.push(next === -1 ? text.slice(at) : text.slice(at, next));
      if (next === -1) break;
      at = next + 1;
      continue;
    }
    const [field, after] = quotedField(text, at + 1);
    fields.push(field);
    if (after > text.length) {
      problem =
        lines > 1
          ? `a quote is not closed, which takes the ${lines === 2 ? 'line' : `${lines - 1} lines`} after it along`
          : 'a quote is not closed';
      break;
    }
    if (after === text.length) break;
    if (text[after] !== separator) {
      problem = 'text stands after a closing quote';
      break;
    }
    at = after + 1;
  }
  return problem === undefined ? { line, fields, start, end } : { line, fields, start, end, problem };
}

/** The field whose text starts at `from`, and the place behind its closing quote (past the end when there is none). */
function quotedField(text: string, from: number): [string, number] {
  let field = '';
  let at = from;
  for (;;) {
    const close = text.indexOf('"', at);
    if (close === -1) return [field + text.slice(at), text.length + 1];
    field += text.slice(at, close);
    if (text[close + 1] !== '"') return [field, close + 1];
    field += '"';
    at = close + 2;
  }
}
