import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isMissing, parseNumber } from '../../../src/core/dataset/parse-number.ts';

it('reads every double back exactly', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(parseNumber(String(value))).toBe(value + 0);
    }),
  );
});

it('refuses what is not a decimal number', () => {
  for (const text of ['', ' ', '0x10', 'Infinity', 'NaN', '1,5', '1 2', '--1', '1e', '.', '1e999', '12abc']) {
    expect(parseNumber(text), text).toBeUndefined();
  }
  expect(parseNumber('0.029411764705882353')).toBe(0.029411764705882353);
  expect(parseNumber('-.5e-3')).toBe(-0.0005);
});

it('knows the ways to write no value', () => {
  for (const text of ['', 'NA', 'n/a', 'NaN', 'null', 'None']) expect(isMissing(text), text).toBe(true);
  for (const text of ['0', 'no', 'nobody', 'nan1']) expect(isMissing(text), text).toBe(false);
});
