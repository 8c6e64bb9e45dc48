import type { Predictions } from './predictions.ts';

/** Where choices change as alpha goes from 0 to 1. */
export interface Breakpoints {
  /** Every alpha in (0, 1) at which some row changes its choice, ascending; one entry per row and change. */
  readonly changes: Float64Array;
  /** Distinct values among them. */
  readonly count: number;
  /** The distinct alphas at which at least 0.1% of the rows change together, at most 1,000. */
  readonly listed: readonly number[];
}

const leastShare = 0.001;
const most = 1_000;

/** Alphas this close are one: rounding of the same crossing in different rows. */
const sameAlpha = 1e-12;

/**
 * The upper envelope, per row, of the lines (1 - alpha) first[arm] + alpha second[arm], where `scale` divides each objective. Exact up to rounding:
 * no alpha is skipped.
 */
export function* findBreakpoints(
  first: Predictions,
  second: Predictions,
  scale: readonly [number, number],
  rows: number,
  arms: number,
): Generator<void, Breakpoints> {
  let buffer = new Float64Array(Math.max(1_024, rows));
  let length = 0;
  const start = new Float64Array(arms);
  const slope = new Float64Array(arms);
  const constant = first.stride === 0 && second.stride === 0;
  for (let row = 0; row < (constant ? Math.min(rows, 1) : rows); row += 1) {
    for (let arm = 0; arm < arms; arm += 1) {
      const one = (first.preference[row * first.stride + arm] ?? 0) / scale[0];
      start[arm] = one;
      slope[arm] = (second.preference[row * second.stride + arm] ?? 0) / scale[1] - one;
    }
    let now = 0;
    for (let arm = 1; arm < arms; arm += 1) {
      const better = (start[arm] ?? 0) - (start[now] ?? 0);
      if (better > 0 || (better === 0 && (slope[arm] ?? 0) > (slope[now] ?? 0))) now = arm;
    }
    for (;;) {
      let next = -1;
      let at = 1;
      for (let arm = 0; arm < arms; arm += 1) {
        const steeper = (slope[arm] ?? 0) - (slope[now] ?? 0);
        if (steeper <= 0) continue;
        const crossing = ((start[now] ?? 0) - (start[arm] ?? 0)) / steeper;
        // Among lines that cross at one alpha the steepest wins beyond it.
        if (crossing < at || (crossing === at && next >= 0 && (slope[arm] ?? 0) > (slope[next] ?? 0))) {
          at = crossing;
          next = arm;
        }
      }
      if (next < 0 || at >= 1) break;
      if (at > 0) {
        if (length === buffer.length) {
          const larger = new Float64Array(length * 2);
          larger.set(buffer);
          buffer = larger;
        }
        buffer[length] = at;
        length += 1;
      }
      now = next;
    }
    if (row % 2_048 === 2_047) yield;
  }
  const changes = buffer.slice(0, length).sort();
  return { changes, ...distinct(changes, constant ? 1 : rows) };
}

function distinct(changes: Float64Array, rows: number): { readonly count: number; readonly listed: readonly number[] } {
  const listed: { readonly alpha: number; readonly size: number }[] = [];
  let count = 0;
  let place = 0;
  while (place < changes.length) {
    const alpha = changes[place] ?? 0;
    let end = place + 1;
    while (end < changes.length && (changes[end] ?? 0) - alpha <= sameAlpha) end += 1;
    count += 1;
    if (end - place >= leastShare * rows) listed.push({ alpha, size: end - place });
    place = end;
  }
  const kept = listed.length <= most ? listed : listed.toSorted((a, b) => b.size - a.size).slice(0, most);
  return { count, listed: kept.map(({ alpha }) => alpha).sort((a, b) => a - b) };
}
