import { parseNumber } from './parse-number.ts';

export type TimeUnit = 's' | 'ms' | 'us' | 'ns' | 'iso';

/** Milliseconds in one unit. */
const scale: Readonly<Record<Exclude<TimeUnit, 'iso'>, number>> = { s: 1000, ms: 1, us: 1e-3, ns: 1e-6 };
/** Years 0001 to 9999: a value outside was read in the wrong unit. */
const earliestMs = -62_135_596_800_000;
const latestMs = 253_402_300_799_999;

const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|z|UTC|[+-]\d{2}(?::?\d{2})?)?)?$/;

/**
 * Unix milliseconds of an ISO 8601 time, fractions of a millisecond kept; a time without a zone is UTC, a date alone its midnight.
 * Undefined when the text is no such time or names a day that does not exist.
 */
export function parseIsoTime(text: string): number | undefined {
  const match = iso.exec(text);
  if (match === null) return undefined;
  const part = (index: number) => Number(match[index] ?? 0);
  const [year, month, day, hour, minute, second] = [part(1), part(2), part(3), part(4), part(5), part(6)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  const fraction = Number(`0.${match[7] ?? '0'}`) * 1000;
  const whole = date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000;
  return whole - zoneMs(match[8]) + fraction;
}

function zoneMs(zone: string | undefined): number {
  if (zone === undefined || !/^[+-]/.test(zone)) return 0;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** True when the ISO text names its zone. */
export function namesZone(text: string): boolean {
  return iso.exec(text)?.[8] !== undefined;
}

/**
 * The unit of a whole file, from its first times: ISO 8601 when the first readable one is, else by the median magnitude
 * (below 1e11 seconds, below 1e14 milliseconds, below 1e17 microseconds, else nanoseconds). Undefined when nothing is readable.
 */
export function timeUnitOf(samples: readonly string[]): TimeUnit | undefined {
  const sizes: number[] = [];
  for (const sample of samples) {
    const value = parseNumber(sample);
    if (value !== undefined) sizes.push(Math.abs(value));
    else if (sizes.length === 0 && parseIsoTime(sample) !== undefined) return 'iso';
  }
  if (sizes.length === 0) return undefined;
  sizes.sort((a, b) => a - b);
  const median = sizes[sizes.length >> 1] ?? 0;
  if (median < 1e11) return 's';
  if (median < 1e14) return 'ms';
  return median < 1e17 ? 'us' : 'ns';
}

/** Unix milliseconds of one time in the file's unit; undefined when it cannot be read or lies outside the years 1 to 9999. */
export function parseTime(text: string, unit: TimeUnit): number | undefined {
  if (unit === 'iso') return parseIsoTime(text);
  const value = parseNumber(text);
  if (value === undefined) return undefined;
  const ms = value * scale[unit];
  return ms >= earliestMs && ms <= latestMs ? ms : undefined;
}

const unitWords: Readonly<Record<TimeUnit, string>> = {
  s: 'Unix seconds',
  ms: 'Unix milliseconds',
  us: 'Unix microseconds',
  ns: 'Unix nanoseconds',
  iso: 'ISO 8601',
};

/** The unit in words, for the notes of an import. */
export function timeUnitWords(unit: TimeUnit): string {
  return unitWords[unit];
}
