/** How far one weight can move, all others fixed, before the first k candidates change or change places. */
export interface WeightInterval {
  /** Lowest and highest weight that keep them; infinite where nothing ever crosses. */
  readonly low: number;
  readonly high: number;
  /** The pair that trades places at each end: positions in the order given, the upper one first. */
  readonly atLow?: readonly [number, number];
  readonly atHigh?: readonly [number, number];
}

/**
 * Exact intervals per head, from pairwise crossings: the first k keep their places exactly as long as each stays level with or above the next one and the
 * k-th with or above every candidate after it, so candidates - 1 pairs decide each head.
 *
 * @param order heads of every candidate, best first under `weights`
 * @param k at least 1
 */
export function weightIntervals(order: readonly (readonly number[])[], weights: readonly number[], k: number): readonly WeightInterval[] {
  const last = Math.max(1, Math.min(k, order.length)) - 1;
  const utility = order.map((heads) => weights.reduce((sum, weight, head) => sum + weight * (heads[head] ?? 0), 0));
  return weights.map((weight, head) => {
    let low = Number.NEGATIVE_INFINITY;
    let high = Number.POSITIVE_INFINITY;
    let atLow: readonly [number, number] | undefined;
    let atHigh: readonly [number, number] | undefined;
    for (let place = 1; place < order.length; place++) {
      const upper = Math.min(place - 1, last);
      const slope = (order[upper]?.[head] ?? 0) - (order[place]?.[head] ?? 0);
      if (slope === 0) continue;
      // Rounding can leave the upper of two level candidates a hair below.
      const gap = Math.max(0, (utility[upper] ?? 0) - (utility[place] ?? 0));
      const crossing = weight - gap / slope;
      if (slope > 0 && crossing > low) [low, atLow] = [crossing, [upper, place]];
      if (slope < 0 && crossing < high) [high, atHigh] = [crossing, [upper, place]];
    }
    return { low, high, ...(atLow === undefined ? {} : { atLow }), ...(atHigh === undefined ? {} : { atHigh }) };
  });
}
