import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatClock,
  formatCount,
  formatCounted,
  formatDay,
  formatDuration,
  formatInterval,
  formatLift,
  formatNumber,
  formatPercent,
  formatSigned,
  formatSignificant,
  formatTime,
} from '../../../src/renderer/ui/format.ts';

const minus = '\u2212';

describe('counts', () => {
  it('groups thousands and uses a real minus sign', () => {
    expect(formatCount(1_234_567)).toBe('1,234,567');
    expect(formatCount(-12)).toBe(`${minus}12`);
  });

  it('takes the singular for one alone', () => {
    expect(formatCounted(1, 'user')).toBe('1 user');
    expect(formatCounted(0, 'user')).toBe('0 users');
    expect(formatCounted(2, 'entry', 'entries')).toBe('2 entries');
  });
});

describe('numbers', () => {
  it('keeps the decimals asked for', () => {
    expect(formatNumber(0.5)).toBe('0.500');
    expect(formatNumber(-0.1234, 2)).toBe(`${minus}0.12`);
    expect(formatPercent(0.1234)).toBe('12.3%');
  });

  it('keeps significant digits at any size', () => {
    expect(formatSignificant(0.0030123)).toBe('0.00301');
    expect(formatSignificant(1234.5)).toBe('1,230');
  });

  it('draws a dash where there is no number', () => {
    for (const format of [formatNumber, formatPercent, formatLift, formatSigned, formatSignificant, formatDuration])
      expect(format(Number.NaN)).toBe('\u2013');
  });
});

describe('lifts', () => {
  it('always carry a sign', () => {
    expect(formatLift(0.021)).toBe('+2.1%');
    expect(formatLift(-0.021)).toBe(`${minus}2.1%`);
    expect(formatLift(0)).toBe('\u00b10.0%');
  });

  it('that round to zero are neither a gain nor a loss', () => {
    expect(formatLift(-0.0004)).toBe('\u00b10.0%');
    expect(formatSigned(0.0004)).toBe('\u00b10.000');
  });

  it('stand in intervals with the same format', () => {
    expect(formatInterval(-0.01, 0.02, formatLift)).toBe(`[${minus}1.0%, +2.0%]`);
  });
});

describe('units', () => {
  it('gives durations in the unit a person would say', () => {
    expect(formatDuration(0.84)).toBe('0.8 ms');
    expect(formatDuration(42)).toBe('42 ms');
    expect(formatDuration(3200)).toBe('3.2 s');
    expect(formatDuration(245_000)).toBe('4 min 05 s');
    expect(formatDuration(7_800_000)).toBe('2 h 10 min');
  });

  it('gives bytes in decimal units', () => {
    expect(formatBytes(0)).toBe('0 B');
    expect(formatBytes(1500)).toBe('1.5 kB');
    expect(formatBytes(999_999)).toBe('1.0 MB');
    expect(formatBytes(248_000_000)).toBe('248 MB');
  });
});

describe('times', () => {
  it('are UTC whatever the zone of the machine', () => {
    expect(formatTime('2018-09-24T14:30:05.000Z')).toBe('2018-09-24 14:30:05');
    expect(formatDay(Date.UTC(2018, 8, 24, 23, 59))).toBe('2018-09-24');
    expect(formatClock('2018-09-24T23:59:59+02:00')).toBe('21:59:59');
  });

  it('of the untimed prefix are a dash', () => {
    expect(formatTime('')).toBe('\u2013');
  });
});
