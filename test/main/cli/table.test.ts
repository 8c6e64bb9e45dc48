import { describe, expect, it } from 'vitest';
import { formatNumber, table } from '../../../src/main/cli/table.ts';

describe('table', () => {
  it('aligns text left and numbers right', () => {
    expect(
      table(
        ['name', 'rows'],
        [
          ['a', 5],
          ['long name', 12_000],
        ],
      ),
    ).toBe(['name         rows', '---------  ------', 'a               5', 'long name  12,000'].join('\n'));
  });

  it('draws a header alone when there are no rows', () => {
    expect(table(['name'], [])).toBe('name\n----');
  });

  it('keeps five significant digits', () => {
    expect(formatNumber(0.123456789)).toBe('0.12346');
    expect(formatNumber(1234567)).toBe('1,234,567');
  });
});
