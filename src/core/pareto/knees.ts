import { normalise, rangeOf } from './normalise.ts';

/**
 * The knee by three rules that need not agree; row numbers, absent where a rule has no answer (fewer than three distinct efficient points).
 * - `chord`: two objectives, farthest below the line that joins the ends (Das 1999); absent when no point is below it;
 * - `ideal`: nearest to the ideal point in normalised units (Euclidean);
 * - `tradeoff`: largest least-cost of leaving it: min over neighbours of sacrifice / gain (Rachmawati and Srinivasan 2009). Neighbours lie within 0.125
 *   of the normalised front, or are the 2m nearest where fewer do; points that are best in some objective are no candidates.
 */
export interface Knees {
  readonly chord?: number;
  readonly ideal?: number;
  readonly tradeoff?: number;
}

const radius = 0.125;

/** `efficient` are row numbers into `points` (all minimised). Ties go to the lower row. */
export function kneesOf(points: readonly (readonly number[])[], efficient: readonly number[]): Knees {
  const seen = new Set<string>();
  const rows = efficient.filter((row) => {
    const text = (points[row] ?? []).join(' ');
    return !seen.has(text) && seen.add(text);
  });
  if (rows.length < 3) return {};
  const chosen = rows.map((row) => points[row] ?? []);
  const objectives = chosen[0]?.length ?? 0;
  const scaled = normalise(chosen, rangeOf(chosen, objectives));
  const chord = objectives === 2 ? best(scaled, (point) => 1 - (point[0] ?? 0) - (point[1] ?? 0), 1e-12) : undefined;
  const ideal = best(scaled, (point) => -Math.hypot(...point), -Infinity);
  const tradeoff = best(scaled, (point) => (point.includes(0) ? -1 : leastTradeoff(point, scaled)), 0);
  const named = (place: number | undefined, name: keyof Knees) => (place === undefined ? {} : { [name]: rows[place] });
  return { ...named(chord, 'chord'), ...named(ideal, 'ideal'), ...named(tradeoff, 'tradeoff') };
}

function best(points: readonly (readonly number[])[], score: (point: readonly number[]) => number, above: number): number | undefined {
  let place: number | undefined;
  let most = above;
  points.forEach((point, candidate) => {
    const value = score(point);
    // Differences at the last digits of a normalised value are no reason to prefer a later row.
    if (value > most + (place === undefined ? 0 : 1e-12)) {
      most = value;
      place = candidate;
    }
  });
  return place;
}

function leastTradeoff(point: readonly number[], all: readonly (readonly number[])[]): number {
  const byDistance = all
    .filter((other) => other !== point)
    .map((other) => ({ other, distance: Math.hypot(...other.map((value, objective) => value - (point[objective] ?? 0))) }))
    .sort((a, b) => a.distance - b.distance);
  const near = byDistance.filter(({ distance }) => distance <= radius);
  const neighbours = near.length >= 2 * point.length ? near : byDistance.slice(0, 2 * point.length);
  let least = Infinity;
  for (const { other } of neighbours) {
    let gain = 0;
    let sacrifice = 0;
    other.forEach((value, objective) => {
      const difference = value - (point[objective] ?? 0);
      if (difference > 0) sacrifice += difference;
      else gain -= difference;
    });
    if (gain > 0) least = Math.min(least, sacrifice / gain);
  }
  return least === Infinity ? -1 : least;
}
