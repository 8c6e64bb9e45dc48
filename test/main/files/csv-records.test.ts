import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRecords } from '../../../src/main/files/csv-records.ts';
import { openCsv } from '../../../src/main/files/csv-table.ts';
import type { SourceRecord } from '../../../src/main/files/record-batch.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function split(text: string | Buffer, size = 1 << 20): Promise<(Omit<SourceRecord, 'start' | 'end'> & { raw: string })[]> {
  const found = [];
  for await (const batch of csvRecords(pieces(Buffer.from(text), size), ',')) {
    for (const { start, end, ...record } of batch.records)
      found.push({ ...record, raw: Buffer.from(batch.bytes).toString('utf8', start, end) });
  }
  return found;
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) || field === '' ? `"${field.replaceAll('"', '""')}"` : field;
}

describe('CSV records', () => {
  it('read back what was written, however the bytes are cut', async () => {
    const field = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', ' ', '日'), maxLength: 6 });
    const rows = fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        async (table, size, lineEnd, mark) => {
          const text = (mark ? '\ufeff' : '') + table.map((row) => row.map(quoted).join(',')).join(lineEnd);
          const records = await split(text, size);
          expect(records.map((record) => record.fields)).toEqual(table);
          expect(records.some((record) => record.problem !== undefined)).toBe(false);
        },
      ),
    );
  });

  it('number lines as an editor does, across empty lines and line ends inside quotes', async () => {
    const records = await split('a,b\n1,2\n\n"x\ny",3\r\n4,5');
    expect(records.map(({ line, raw }) => [line, raw])).toEqual([
      [1, 'a,b'],
      [2, '1,2'],
      [4, '"x\ny",3'],
      [6, '4,5'],
    ]);
  });

  it('name a broken quote as a problem of its record', async () => {
    const records = await split('"a"b,1\n"open,2');
    expect(records.map((record) => record.problem)).toEqual(['text stands after a closing quote', 'a quote is not closed']);
    const swallowed = await split('a,b\n"open,2\n3,4\n5,6\n');
    expect(swallowed.map(({ line, problem }) => [line, problem])).toEqual([
      [1, undefined],
      [2, 'a quote is not closed, which takes the 2 lines after it along'],
    ]);
  });

  it('stop at a quote that swallows the file', async () => {
    const endless = Buffer.concat([Buffer.from('a\n"'), Buffer.alloc(17 * 1024 * 1024, 'x')]);
    await expect(split(endless, 1 << 20)).rejects.toMatchObject({ line: 2, message: expect.stringContaining('probably not closed') });
  });

  it('refuse UTF-16', async () => {
    await expect(split(Buffer.from('\ufeffa,b\n', 'utf16le'))).rejects.toThrow('UTF-16');
  });
});

describe('CSV tables', () => {
  it('take tabs or semicolons where the header has no comma', async () => {
    writeFileSync(join(folder, 'tabs.csv'), 'a\tb\n1\t2,3\n');
    const table = await openCsv(join(folder, 'tabs.csv'));
    expect(table.columns).toEqual(['a', 'b']);
    for await (const batch of table.batches()) expect(batch.records.map((record) => record.fields)).toEqual([['1', '2,3']]);
  });

  it('refuse an empty file and a column named twice', async () => {
    writeFileSync(join(folder, 'empty.csv'), '');
    writeFileSync(join(folder, 'twice.csv'), 'a,b,a\n1,2,3\n');
    await expect(openCsv(join(folder, 'empty.csv'))).rejects.toThrow('empty');
    await expect(openCsv(join(folder, 'twice.csv'))).rejects.toThrow('"a" is named twice');
  });
});
