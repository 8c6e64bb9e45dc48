import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readMatrix } from '../../../src/main/files/matrix.ts';

const folder = mkdtempSync(join(tmpdir(), 'paretoscope-matrix-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(text: string): string {
  const path = join(folder, `${text.length}.csv`);
  writeFileSync(path, text);
  return path;
}

const options = { header: 'optional', allowMissing: true } as const;

test('a line of names is a header', async () => {
  expect((await readMatrix(write('first,second\n1,2\n'), options)).rows).toBe(1);
});

test('a first line with one bad value is no header: it is named, not dropped', async () => {
  await expect(readMatrix(write('1,inf\n2,1\n'), options)).rejects.toMatchObject({ message: 'Value 2 is "inf", not a number.', line: 1 });
});
