import { describe, expect, it } from 'vitest';
import { parseIsoTime, parseTime, timeUnitOf } from '../../../src/core/dataset/parse-time.ts';

describe('ISO times', () => {
  it('are UTC without a zone and follow the zone when one is named', () => {
    const noon = Date.UTC(2024, 1, 29, 12, 0, 0);
    expect(parseIsoTime('2024-02-29T12:00:00')).toBe(noon);
    expect(parseIsoTime('2024-02-29 12:00:00Z')).toBe(noon);
    expect(parseIsoTime('2024-02-29T17:30:00+05:30')).toBe(noon);
    expect(parseIsoTime('2024-02-29T02:00:00-1000')).toBe(noon);
    expect(parseIsoTime('2024-03-01T02:00+14')).toBe(noon);
    expect(parseIsoTime('2024-02-29')).toBe(Date.UTC(2024, 1, 29));
  });

  it('keep fractions below a millisecond', () => {
    expect(parseIsoTime('2019-11-24 00:01:03.979311+00:00')).toBeCloseTo(Date.UTC(2019, 10, 24, 0, 1, 3) + 979.311, 3);
  });

  it('are refused when the day or hour does not exist', () => {
    for (const text of ['2023-02-29', '2024-13-01', '2024-00-10', '2024-01-01T24:00', '2024-01-01T10:60', '24-01-01', 'yesterday', '']) {
      expect(parseIsoTime(text), text).toBeUndefined();
    }
  });
});

describe('the unit of a file', () => {
  it('follows the magnitude', () => {
    const at = Date.UTC(2024, 5, 1);
    const cases = [
      ['s', at / 1000],
      ['ms', at],
      ['us', at * 1000],
    ] as const;
    for (const [unit, value] of cases) {
      expect(timeUnitOf([String(value)])).toBe(unit);
      expect(parseTime(String(value), unit)).toBe(at);
    }
    expect(timeUnitOf([`${at}000000`])).toBe('ns');
    expect(parseTime(`${at}000000`, 'ns')).toBeCloseTo(at, 0);
  });

  it('is decided by most values, not by a stray one', () => {
    expect(timeUnitOf(['0', '1700000000', '1700000001'])).toBe('s');
    expect(timeUnitOf(['2024-01-01', '5'])).toBe('iso');
    expect(timeUnitOf(['soon', ''])).toBeUndefined();
  });

  it('refuses a value that lies outside the years 1 to 9999 in it', () => {
    expect(parseTime('1700000000000', 's')).toBeUndefined();
    expect(parseTime('not a time', 'ms')).toBeUndefined();
  });
});
