import { isMissing, parseNumber } from '../../core/dataset/parse-number.ts';
import { csvRecords } from './csv-records.ts';
import { FileError } from './file-error.ts';
import { rejectLoneReturns } from './lone-returns.ts';
import { openBytes } from './open-bytes.ts';

/** A rectangular table of numbers, row-major, every value exactly as the text says it. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
  /** Line of the file on which a row stands, 1-based. */
  lineOf(row: number): number;
}

export interface MatrixOptions {
  /** `none`: the first line is data; `optional`: it is a header if each of its fields is a name: neither empty nor meant as a number. */
  readonly header?: 'none' | 'optional';
  /** Accept `nan` for a missing value. */
  readonly allowMissing?: boolean;
}

/** Reads a CSV of numbers (plain, gzip or zstd). A ragged line or a field that is not a number is a `FileError` with its line. */
export async function readMatrix(path: string, options: MatrixOptions = {}): Promise<Matrix> {
  let values = new Float64Array(1_024);
  let length = 0;
  let columns = 0;
  const lines: number[] = [];
  let first = true;
  for await (const batch of csvRecords(openBytes(path), ',')) {
    for (const { line, fields, problem } of batch.records) {
      if (problem !== undefined) throw new FileError(problem, line);
      if (first && options.header === 'optional' && fields.every(isName)) {
        first = false;
        columns = fields.length;
        continue;
      }
      first = false;
      if (columns === 0) {
        columns = fields.length;
        rejectLoneReturns(fields, line);
      }
      if (fields.length !== columns)
        throw new FileError(`This line has ${fields.length} values; the lines before it have ${columns}.`, line);
      if (length + columns > values.length) {
        const larger = new Float64Array(Math.max(values.length * 2, length + columns));
        larger.set(values);
        values = larger;
      }
      for (let column = 0; column < columns; column += 1) {
        const value = read(fields[column] ?? '', options);
        if (value === undefined)
          throw new FileError(`Value ${column + 1} is "${(fields[column] ?? '').slice(0, 40)}", not a number.`, line);
        values[length + column] = value;
      }
      length += columns;
      lines.push(line);
    }
  }
  return { rows: lines.length, columns, values: values.subarray(0, length), lineOf: (row) => lines[row] ?? 0 };
}

/** What is no number and no failed attempt at one: data that cannot be read is an error and no header. */
function isName(field: string): boolean {
  const text = field.trim();
  return /^[^\d.+-]/.test(text) && !isMissing(text) && !/^inf(inity)?$/i.test(text);
}

function read(field: string, options: MatrixOptions): number | undefined {
  const text = field.trim();
  return options.allowMissing === true && text.toLowerCase() === 'nan' ? Number.NaN : parseNumber(text);
}
