export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Twice the signed area of the triangle; positive when `c` lies to the left of the line from `a` to `b`. */
function turn(a: Spot, b: Spot, c: Spot): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/**
 * What randomising between fixed arms can reach when both objectives are maximised: the upper right chain of the convex hull,
 * from the best of objective two to the best of objective one.
 */
export function mixtureHull(spots: readonly Spot[]): readonly Spot[] {
  const sorted = spots.filter((spot) => Number.isFinite(spot.x) && Number.isFinite(spot.y)).sort((a, b) => a.x - b.x || a.y - b.y);
  const chain: Spot[] = [];
  for (const spot of sorted) {
    for (;;) {
      const last = chain.at(-1);
      const previous = chain.at(-2);
      if (last === undefined || previous === undefined || turn(previous, last, spot) < 0) break;
      chain.pop();
    }
    // Of two arms with the same first value only the higher stays.
    if (chain.at(-1)?.x === spot.x) chain.pop();
    chain.push(spot);
  }
  const peak = chain.reduce((best, spot, index) => (spot.y >= (chain[best]?.y ?? -Infinity) ? index : best), 0);
  return chain.slice(peak);
}
