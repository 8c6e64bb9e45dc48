import { type AlphaCurve, tooLittle } from './alpha-curve.ts';
import type { SweepEstimator } from './scoring-rows.ts';

const most = 20_000;
/** Gaps narrower than this are the noise of single rows, and are closed. */
const leastGap = 0.002;

/**
 * Stretches of alpha on which neither objective is below production, from the exact curve; none where there is too little for a number. Read between all changes where there are at most 20,000, and
 * between as many evenly ranked ones beyond that; gaps of under 0.002 are closed.
 */
export function* nonDegrading(
  curve: AlphaCurve,
  changes: Float64Array,
  estimator: SweepEstimator,
  production: readonly [number, number],
): Generator<void, readonly { readonly low: number; readonly high: number }[]> {
  const edges = [0];
  const step = Math.max(1, changes.length / most);
  for (let place = 0; place < changes.length; place += step) {
    const alpha = changes[Math.floor(place)] ?? 0;
    if (alpha > (edges.at(-1) ?? 0) && alpha < 1) edges.push(alpha);
  }
  const found: { low: number; high: number }[] = [];
  let open: { low: number; high: number } | undefined;
  for (const [place, alpha] of edges.entries()) {
    const next = edges[place + 1] ?? 1;
    const point = curve.at((alpha + next) / 2);
    const [first, second] = point[estimator];
    const notBelow = first >= production[0] - tolerance(production[0]) && second >= production[1] - tolerance(production[1]);
    if (notBelow && !tooLittle(point)) {
      if (open === undefined || alpha - open.high > leastGap) {
        open = { low: alpha, high: next };
        found.push(open);
      } else open.high = next;
    }
    if (place % 512 === 511) yield;
  }
  return found;
}

/** Rounding of sums is no loss. */
function tolerance(value: number): number {
  return 1e-9 * Math.abs(value);
}
