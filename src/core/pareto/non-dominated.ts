import { dominates } from './dominance.ts';

/**
 * Row numbers of the non-dominated points, ascending (all objectives minimised). Copies of an efficient point are all kept; a point with a NaN in any
 * objective is never efficient. Two objectives: sort and sweep, O(n log n); more: lexicographic order, each point against the efficient ones before it.
 */
export function nonDominated(points: readonly (readonly number[])[]): number[] {
  const valid: number[] = [];
  points.forEach((point, row) => {
    if (!point.some(Number.isNaN)) valid.push(row);
  });
  const at = (row: number) => points[row] ?? [];
  valid.sort((a, b) => compare(at(a), at(b)));
  const kept: number[] = [];
  if (at(valid[0] ?? 0).length === 2) {
    let best = Infinity;
    let last: readonly number[] | undefined;
    for (const row of valid) {
      const point = at(row);
      // In this order a point is beaten exactly when its second value was reached before, unless it is a copy of the last one kept.
      const copy = last !== undefined && last[0] === point[0] && last[1] === point[1];
      if (!copy && last !== undefined && !((point[1] ?? 0) < best)) continue;
      kept.push(row);
      last = point;
      best = point[1] ?? best;
    }
  } else {
    // A dominating point comes earlier in lexicographic order, and some efficient point dominates whatever is dominated.
    for (const row of valid) if (!kept.some((other) => dominates(at(other), at(row)))) kept.push(row);
  }
  return kept.sort((a, b) => a - b);
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let objective = 0; objective < a.length; objective += 1) {
    const one = a[objective] ?? 0;
    const other = b[objective] ?? 0;
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}
