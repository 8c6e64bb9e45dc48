/** A number for a sentence: up to `digits` significant digits, never in exponent form for everyday sizes. */
export function formatNumber(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e9 || size < 1e-6) return value.toExponential(digits - 1);
  const [whole = '', ...fraction] = String(Number(value.toPrecision(digits))).split('.');
  return [whole.replaceAll(/\B(?=(\d{3})+$)/g, ','), ...fraction].join('.');
}

/** A share as a percentage with one decimal. */
export function formatPercent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
