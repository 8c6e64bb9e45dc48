import { nonDominated } from './non-dominated.ts';

/**
 * Volume between a set of points and the reference (all minimised), exact for any number of objectives meant here (1 to 6). Only points strictly better
 * than the reference in every objective count; others, and points with a NaN, add nothing.
 * One and two objectives: sort and sweep; three: a sweep with a two-dimensional staircase; more: the WFG recursion (While, Bradstreet, Barone 2012).
 */
export function hypervolume(points: readonly (readonly number[])[], reference: readonly number[]): number {
  return volume(prepare(points, reference), reference);
}

/** Volume that is lost when a point is left out, for each point. Copies of a point have none. */
export function exclusiveContributions(points: readonly (readonly number[])[], reference: readonly number[]): number[] {
  const inside = (point: readonly number[]) => point.every((value, objective) => value < (reference[objective] ?? 0));
  return points.map((point, row) => {
    if (!inside(point)) return 0;
    return exclusive(
      point,
      points.filter((other, place) => place !== row && inside(other)),
      reference,
    );
  });
}

function prepare(points: readonly (readonly number[])[], reference: readonly number[]): (readonly number[])[] {
  const inside = points.filter((point) => point.every((value, objective) => value < (reference[objective] ?? 0)));
  return nonDominated(inside).map((row) => inside[row] ?? []);
}

/** `front` holds no dominated point; copies are harmless. */
function volume(front: readonly (readonly number[])[], reference: readonly number[]): number {
  if (front.length === 0) return 0;
  if (front.length === 1) return box(front[0] ?? [], reference);
  if (reference.length === 1) return (reference[0] ?? 0) - Math.min(...front.map((point) => point[0] ?? 0));
  if (reference.length === 2) return area(front, reference);
  if (reference.length === 3) return sweep(front, reference);
  // Worst in the last objective first: the limited sets below then shrink fastest.
  const sorted = front.toSorted((a, b) => (b.at(-1) ?? 0) - (a.at(-1) ?? 0));
  let total = 0;
  sorted.forEach((point, place) => (total += exclusive(point, sorted.slice(place + 1), reference)));
  return total;
}

/** Volume of `point` that none of `others` covers: its box less the volume of the others moved into the box. */
function exclusive(point: readonly number[], others: readonly (readonly number[])[], reference: readonly number[]): number {
  const limited = others.map((other) => other.map((value, objective) => Math.max(value, point[objective] ?? 0)));
  return box(point, reference) - volume(prepare(limited, reference), reference);
}

function box(point: readonly number[], reference: readonly number[]): number {
  return point.reduce((product, value, objective) => product * ((reference[objective] ?? 0) - value), 1);
}

function area(front: readonly (readonly number[])[], reference: readonly number[]): number {
  const sorted = front.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0));
  let least = reference[1] ?? 0;
  let total = 0;
  for (const [x = 0, y = 0] of sorted) {
    if (y >= least) continue;
    total += ((reference[0] ?? 0) - x) * (least - y);
    least = y;
  }
  return total;
}

/** Slices along the third objective; the staircase of the first two grows from slice to slice. */
function sweep(front: readonly (readonly number[])[], reference: readonly number[]): number {
  const sorted = front.toSorted((a, b) => (a[2] ?? 0) - (b[2] ?? 0));
  const [right = 0, top = 0] = reference;
  // Ascending in x, descending in y; the covered area is kept beside it.
  const stairs: { readonly x: number; readonly y: number }[] = [];
  let covered = 0;
  let total = 0;
  sorted.forEach((point, place) => {
    const [x = 0, y = 0, z = 0] = point;
    let low = 0;
    let high = stairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((stairs[middle]?.x ?? 0) < x) low = middle + 1;
      else high = middle;
    }
    const ceiling = low === 0 ? top : (stairs[low - 1]?.y ?? top);
    const same = stairs[low]?.x === x ? (stairs[low]?.y ?? top) : top;
    if (y < ceiling && y < same) {
      let end = low;
      let height = ceiling;
      let from = x;
      while (end < stairs.length && (stairs[end]?.y ?? 0) >= y) {
        const step = stairs[end] ?? { x: right, y };
        covered += (step.x - from) * (height - y);
        from = step.x;
        height = step.y;
        end += 1;
      }
      covered += ((stairs[end]?.x ?? right) - from) * (height - y);
      stairs.splice(low, end - low, { x, y });
    }
    total += covered * ((sorted[place + 1]?.[2] ?? reference[2] ?? 0) - z);
  });
  return total;
}
