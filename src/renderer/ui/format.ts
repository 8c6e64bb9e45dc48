const minus = '\u2212';
const integer = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const made = new Map<string, Intl.NumberFormat>();

/** A formatter is costly to make and a table asks for hundreds in a frame, so each is made once. */
function formatter(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  const known = made.get(key) ?? new Intl.NumberFormat('en-US', options);
  made.set(key, known);
  return known;
}

function typographic(text: string): string {
  return text.replace('-', minus);
}

/** 1234567 -> `1,234,567`. */
export function formatCount(value: number): string {
  return typographic(integer.format(value));
}

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 2 });

/** A large number roughly: `63M`. */
export function formatRoughCount(value: number): string {
  return compact.format(value);
}

/** `3 users`, `1 user`. */
export function formatCounted(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}

/** Fixed decimals, grouped, with a real minus sign; a value that is not finite has no number. */
export function formatNumber(value: number, decimals = 3): string {
  if (!Number.isFinite(value)) return '\u2013';
  return typographic(formatter({ minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value));
}

/** Keeps `digits` significant digits whatever the magnitude: 0.0030123 -> `0.00301`, 1234.5 -> `1,230`. */
export function formatSignificant(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return '\u2013';
  return typographic(formatter({ maximumSignificantDigits: digits, minimumSignificantDigits: Math.min(digits, 2) }).format(value));
}

/** A ratio as a percentage: 0.1234 -> `12.3%`. */
export function formatPercent(ratio: number, decimals = 1): string {
  if (!Number.isFinite(ratio)) return '\u2013';
  return `${formatNumber(ratio * 100, decimals)}%`;
}

/** A relative change always carries its sign: 0.021 -> `+2.1%`, zero -> `\u00b10.0%`. */
export function formatLift(ratio: number, decimals = 1): string {
  return Number.isFinite(ratio) ? `${signed(ratio * 100, decimals)}%` : '\u2013';
}

/** A signed difference in raw units. */
export function formatSigned(value: number, decimals = 3): string {
  return Number.isFinite(value) ? signed(value, decimals) : '\u2013';
}

function signed(value: number, decimals: number): string {
  const size = formatNumber(Math.abs(value), decimals);
  const isZero = Number(Math.abs(value).toFixed(decimals)) === 0;
  return `${isZero ? '\u00b1' : value > 0 ? '+' : minus}${size}`;
}

/** `[0.012, 0.034]`; pass `formatLift` for lifts. */
export function formatInterval(low: number, high: number, format: (value: number) => string = (value) => formatNumber(value)): string {
  return `[${format(low)}, ${format(high)}]`;
}

/** Milliseconds as a person reads them: `0.8 ms`, `42 ms`, `3.2 s`, `4 min 05 s`, `2 h 10 min`. */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms)) return '\u2013';
  if (ms < 10) return `${formatNumber(ms, 1)} ms`;
  if (ms < 1000) return `${formatNumber(ms, 0)} ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${formatNumber(seconds, 1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(Math.floor(seconds % 60)).padStart(2, '0')} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${formatCount(hours)} h ${String(minutes % 60).padStart(2, '0')} min`;
  return `${formatCount(Math.round(hours / 24))} days`;
}

/** Decimal units: 1500 -> `1.5 kB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${formatNumber(value, unit === 0 || value >= 100 ? 0 : 1)} ${units[unit] ?? 'B'}`;
}

/** `2018-09-24 14:30:05` in UTC, from ISO text or Unix milliseconds; the header of the column says UTC. */
export function formatTime(at: string | number): string {
  const iso = isoOf(at);
  return iso === undefined ? '\u2013' : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

/** `2018-09-24` in UTC. */
export function formatDay(at: string | number): string {
  return isoOf(at)?.slice(0, 10) ?? '\u2013';
}

/** `14:30:05` in UTC. */
export function formatClock(at: string | number): string {
  return isoOf(at)?.slice(11, 19) ?? '\u2013';
}

/** From one time to another in UTC, the second day only where it differs: `2018-09-24 14:30 to 14:51 UTC`. */
export function formatSpan(start: string | number, end: string | number): string {
  const [from, to] = [isoOf(start), isoOf(end)];
  if (from === undefined || to === undefined) return '\u2013';
  const last = from.slice(0, 10) === to.slice(0, 10) ? to.slice(11, 16) : `${to.slice(0, 10)} ${to.slice(11, 16)}`;
  return `${from.slice(0, 10)} ${from.slice(11, 16)} to ${last} UTC`;
}

function isoOf(at: string | number): string | undefined {
  if (at === '') return undefined;
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** Words for machine names: `long_view` -> `long view`. */
export function formatName(name: string): string {
  return name.replaceAll('_', ' ');
}
