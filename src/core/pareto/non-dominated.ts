import { dominates } from './dominance.ts';

/**
 * Row numbers of the non-dominated points, ascending (all objectives minimised). Copies of an efficient point are all kept; a point with a NaN in any
 * objective is never efficient. In lexicographic order a dominating point comes first. One objective: the least value; two: one sweep, O(n log n); three: a
 * sweep with a staircase of the last two; more: each point against the efficient ones before it.
 */
export function nonDominated(points: readonly (readonly number[])[]): number[] {
  const valid: number[] = [];
  points.forEach((point, row) => {
    if (!point.some(Number.isNaN)) valid.push(row);
  });
  const at = (row: number) => points[row] ?? [];
  valid.sort((a, b) => compare(at(a), at(b)));
  const [first = -1] = valid;
  if (at(first).length === 1) return valid.filter((row) => at(row)[0] === at(first)[0]).sort((a, b) => a - b);
  const kept: number[] = [];
  if (at(first).length === 2) {
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
  } else if (at(first).length === 3) {
    const stairs = new Staircase();
    let last: readonly number[] | undefined;
    for (const row of valid) {
      const point = at(row);
      const [x = 0, y = 0, z = 0] = point;
      const copy = last !== undefined && last[0] === x && last[1] === y && last[2] === z;
      if (!copy && !stairs.add(y, z)) continue;
      kept.push(row);
      last = point;
    }
  } else {
    // A dominating point comes earlier in lexicographic order, and some efficient point dominates whatever is dominated.
    for (const row of valid) if (!kept.some((other) => dominates(at(other), at(row)))) kept.push(row);
  }
  return kept.sort((a, b) => a - b);
}

/** Points of two values that no other is at or below, in both: ascending in the first, descending in the second. */
class Staircase {
  readonly #first: number[] = [];
  readonly #second: number[] = [];

  /** False, and nothing is added, where a point is at or below in both. */
  add(first: number, second: number): boolean {
    let low = 0;
    let high = this.#first.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#first[middle] ?? 0) <= first) low = middle + 1;
      else high = middle;
    }
    if (low > 0 && (this.#second[low - 1] ?? 0) <= second) return false;
    const from = low > 0 && this.#first[low - 1] === first ? low - 1 : low;
    let to = low;
    while (to < this.#second.length && (this.#second[to] ?? 0) >= second) to += 1;
    this.#first.splice(from, to - from, first);
    this.#second.splice(from, to - from, second);
    return true;
  }
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let objective = 0; objective < a.length; objective += 1) {
    const one = a[objective] ?? 0;
    const other = b[objective] ?? 0;
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}
