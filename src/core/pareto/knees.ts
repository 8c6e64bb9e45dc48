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
  const flat = Float64Array.from(scaled.flat());
  const tradeoff = best(scaled, (point, place) => (point.includes(0) ? -1 : leastTradeoff(flat, place, objectives)), 0);
  const named = (place: number | undefined, name: keyof Knees) => (place === undefined ? {} : { [name]: rows[place] });
  return { ...named(chord, 'chord'), ...named(ideal, 'ideal'), ...named(tradeoff, 'tradeoff') };
}

function best(
  points: readonly (readonly number[])[],
  score: (point: readonly number[], place: number) => number,
  above: number,
): number | undefined {
  let place: number | undefined;
  let most = above;
  points.forEach((point, candidate) => {
    const value = score(point, candidate);
    // Differences at the last digits of a normalised value are no reason to prefer a later row.
    if (value > most + (place === undefined ? 0 : 1e-12)) {
      most = value;
      place = candidate;
    }
  });
  return place;
}

/** `points` holds `objectives` values per point. */
function leastTradeoff(points: Float64Array, own: number, objectives: number): number {
  const wanted = 2 * objectives;
  // The nearest ones in order, the earlier of two at the same distance first; in squares, so that nothing is sorted or rooted per pair.
  const nearest: { readonly ratio: number; readonly distance: number }[] = [];
  let near = 0;
  let least = Infinity;
  let farthest = Infinity;
  for (let other = 0; other < points.length; other += objectives) {
    if (other === own * objectives) continue;
    let distance = 0;
    let gain = 0;
    let sacrifice = 0;
    for (let objective = 0; objective < objectives; objective += 1) {
      const difference = (points[other + objective] ?? 0) - (points[own * objectives + objective] ?? 0);
      distance += difference * difference;
      if (difference > 0) sacrifice += difference;
      else gain -= difference;
    }
    const isNear = distance <= radius * radius;
    const isNearest = distance < farthest;
    if (!isNear && !isNearest) continue;
    const ratio = gain > 0 ? sacrifice / gain : Infinity;
    if (isNear) {
      near += 1;
      least = Math.min(least, ratio);
    }
    if (!isNearest) continue;
    let place = nearest.length;
    while (place > 0 && (nearest[place - 1]?.distance ?? 0) > distance) place -= 1;
    nearest.splice(place, 0, { ratio, distance });
    if (nearest.length > wanted) nearest.pop();
    if (nearest.length === wanted) farthest = nearest.at(-1)?.distance ?? Infinity;
  }
  if (near < wanted) least = nearest.reduce((lowest, { ratio }) => Math.min(lowest, ratio), Infinity);
  return least === Infinity ? -1 : least;
}
