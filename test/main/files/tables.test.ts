import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { checksum } from '../../../src/main/files/checksum.ts';
import { openTable, tableStem } from '../../../src/main/files/open-table.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
/** Neither fits a double: the nearest ones differ in the last digits. */
const longId = '9007199254740993';
const longerId = '-9223372036854775807';

async function rowsOf(name: string, bytes: Uint8Array | string) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const table = await openTable(path);
  const rows: (readonly string[])[] = [];
  const lines: number[] = [];
  const problems: (string | undefined)[] = [];
  for await (const batch of table.batches()) {
    for (const record of batch.records) {
      rows.push(record.fields);
      lines.push(record.line);
      problems.push(record.problem);
    }
  }
  return { columns: table.columns, rows, lines, problems };
}

describe('compressed tables', () => {
  const csv = 'a,b\n1,2\n3,4\n';
  const rows = [
    ['1', '2'],
    ['3', '4'],
  ];

  it('are known by their bytes: gzip, joined gzip members, zstd, plain', async () => {
    const joined = Buffer.concat([gzipSync('a,b\n1,2\n'), gzipSync('3,4\n')]);
    for (const [name, bytes] of [
      ['a.csv.gz', gzipSync(csv)],
      ['b.csv.gz', joined],
      ['c.csv.zst', zstdCompressSync(csv)],
      ['d.csv', csv],
      ['e.csv', gzipSync(csv)],
    ] as const) {
      expect((await rowsOf(name, bytes)).rows, name).toEqual(rows);
    }
  });

  it('that are cut short or damaged are refused', async () => {
    const random = Array.from({ length: 5000 }, (_, index) => createHash('md5').update(String(index)).digest('hex')).join('\n');
    const whole = gzipSync(`a\n${random}`);
    await expect(rowsOf('cut.csv.gz', whole.subarray(0, whole.length >> 1))).rejects.toThrow('damaged or cut short');
    const zstd = zstdCompressSync(`a\n${random}`);
    await expect(rowsOf('cut.csv.zst', zstd.subarray(0, zstd.length >> 1))).rejects.toThrow('damaged or cut short');
  });
});

describe('JSONL', () => {
  it('keeps every digit of long ids, joins lists, and names the line that is no object', async () => {
    const text = `{"id":${longId},"x":0.029411764705882353,"l":[1,2]}\n\n{"id":"a","extra":true}\nnonsense\n{"id":${longerId}}\n`;
    const read = await rowsOf('a.jsonl', text);
    expect(read.columns).toEqual(['id', 'x', 'l', 'extra']);
    expect(read.rows).toEqual([
      [longId, '0.029411764705882353', '1|2', ''],
      ['a', '', '', '1'],
      ['', '', '', ''],
      [longerId, '', '', ''],
    ]);
    expect(read.lines).toEqual([1, 3, 4, 5]);
    expect(read.problems[2]).toBe('it is not a JSON object');
  });

  it('reads no key from an object that has it only by inheritance', async () => {
    const read = await rowsOf('b.jsonl', '{"toString":"own","id":1}\n{"id":2}\n');
    expect(read.rows).toEqual([
      ['own', '1'],
      ['', '2'],
    ]);
  });
});

describe('Parquet', () => {
  it('keeps 64-bit ids, microseconds, doubles and missing values', async () => {
    const bytes = parquetWriteBuffer({
      columnData: [
        { name: 'id', data: [BigInt(longId), BigInt(longerId)], type: 'INT64' },
        { name: 'p', data: [0.029411764705882353, 0.5], type: 'DOUBLE' },
        { name: 'name', data: ['é', undefined], type: 'STRING' },
      ],
    });
    const read = await rowsOf('a.parquet', new Uint8Array(bytes));
    expect(read.columns).toEqual(['id', 'p', 'name']);
    expect(read.rows).toEqual([
      [longId, '0.029411764705882353', 'é'],
      [longerId, '0.5', ''],
    ]);
    expect(read.lines).toEqual([1, 2]);
  });

  it('reads microsecond times in full, before 1970 too', async () => {
    const schema = [
      { name: 'root', num_children: 1 },
      { name: 'at', type: 'INT64' as const, repetition_type: 'REQUIRED' as const, converted_type: 'TIMESTAMP_MICROS' as const },
    ];
    const bytes = parquetWriteBuffer({ columnData: [{ name: 'at', data: [1574553663979311n, -1n] }], schema });
    const read = await rowsOf('times.parquet', new Uint8Array(bytes));
    expect(read.rows).toEqual([['2019-11-24T00:01:03.979311000Z'], ['1969-12-31T23:59:59.999999000Z']]);
  });

  it('hands on rows in order across decoding windows', async () => {
    const total = 70_000;
    const data = Array.from({ length: total }, (_, index) => BigInt(index));
    const read = await rowsOf(
      'long.parquet',
      new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'n', data, type: 'INT64' }], rowGroupSize: 30_000 })),
    );
    expect(read.rows.length).toBe(total);
    expect(read.rows.every((row, index) => row[0] === String(index))).toBe(true);
    expect(read.lines.at(-1)).toBe(total);
  });

  it('is refused when the name promises it and the bytes do not, or when it is damaged', async () => {
    await expect(rowsOf('no.parquet', 'a,b\n')).rejects.toThrow('not Parquet');
    await expect(rowsOf('bad.parquet', 'PAR1 and then nothing')).rejects.toThrow('cannot be read');
  });
});

it('names bytes that are no UTF-8 text, in CSV and JSONL, and takes the replacement character itself', async () => {
  const csv = Buffer.concat([Buffer.from('a,b\n1,'), Buffer.from([0xe9]), Buffer.from('\n2,\ufffd\n')]);
  expect((await rowsOf('latin.csv', csv)).problems).toEqual(['it is not UTF-8 text; save the file as UTF-8', undefined]);
  const jsonl = Buffer.concat([Buffer.from('{"a":1}\n{"a":"'), Buffer.from([0xe9]), Buffer.from('"}\n')]);
  expect((await rowsOf('latin.jsonl', jsonl)).problems).toEqual([undefined, 'it is not UTF-8 text; save the file as UTF-8']);
});

it('names a table without its endings', () => {
  expect(tableStem('folder/random_men.csv.gz')).toBe('random_men');
  expect(tableStem('events.ndjson.zst')).toBe('events');
});

it('measures a file', async () => {
  const path = join(folder, 'sum.bin');
  writeFileSync(path, 'abc');
  expect(await checksum(path)).toEqual({ bytes: 3, sha256: createHash('sha256').update('abc').digest('hex') });
});
