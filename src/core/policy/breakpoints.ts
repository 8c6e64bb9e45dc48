/** Where choices change as alpha goes from 0 to 1. */
export interface Breakpoints {
  /** Distinct alphas at which some row changes its choice. */
  readonly count: number;
  /** Those at which at least 0.1% of the rows change together, at most 1,000. */
  readonly listed: readonly number[];
}

const leastShare = 0.001;
const most = 1_000;
const slice = 65_536;
const leastAlpha = 1e-300;

/** Alphas this close are one: rounding of the same crossing in different rows. */
const sameAlpha = 1e-12;

/** From every change in ascending order, one entry per row and change, of `rows` rows. */
export function* listBreakpoints(changes: Float64Array, rows: number): Generator<void, Breakpoints> {
  const listed: { readonly alpha: number; readonly size: number }[] = [];
  let count = 0;
  // A tie at either end is no change between 0 and 1.
  let place = 0;
  while ((changes[place] ?? 1) < leastAlpha) place += 1;
  let paused = place;
  while (place < changes.length && (changes[place] ?? 1) < 1) {
    const alpha = changes[place] ?? 0;
    let end = place + 1;
    while (end < changes.length && (changes[end] ?? 0) - alpha <= sameAlpha) end += 1;
    count += 1;
    if (end - place >= leastShare * rows) listed.push({ alpha, size: end - place });
    place = end;
    if (place - paused >= slice) {
      paused = place;
      yield;
    }
  }
  const kept = listed.length <= most ? listed : listed.toSorted((a, b) => b.size - a.size).slice(0, most);
  return { count, listed: kept.map(({ alpha }) => Number(alpha.toPrecision(15))).sort((a, b) => a - b) };
}
