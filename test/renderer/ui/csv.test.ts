import { describe, expect, it } from 'vitest';
import { toCsv } from '../../../src/renderer/ui/csv.ts';

describe('CSV (security E16)', () => {
  it('E16 makes text inert that a spreadsheet would run', () => {
    expect(toCsv(['a'], [['=1+1'], ['+x'], ['-x'], ['@x']])).toBe("a\r\n'=1+1\r\n'+x\r\n'-x\r\n'@x\r\n");
  });

  it('E16 leaves numbers alone: a negative lift stays a number', () => {
    expect(toCsv(['lift'], [[-0.02]])).toBe('lift\r\n-0.02\r\n');
  });

  it('quotes separators, quotes and line ends', () => {
    expect(toCsv(['t'], [['a,b'], ['say "x"'], ['two\nlines']])).toBe('t\r\n"a,b"\r\n"say ""x"""\r\n"two\nlines"\r\n');
  });

  it('leaves a missing value empty', () => {
    expect(toCsv(['a', 'b'], [[undefined, true]])).toBe('a,b\r\n,true\r\n');
  });
});
