const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Reads a decimal number at full double precision; undefined for anything else (hexadecimal, `Infinity`, blanks inside, empty text). */
export function parseNumber(text: string): number | undefined {
  if (!decimal.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

const missing = new Set(['', 'na', 'n/a', 'nan', 'null', 'none', 'undefined']);

/** True for the ways in which sources write "no value". */
export function isMissing(text: string): boolean {
  return text.length <= 9 && missing.has(text.toLowerCase());
}
