import { nonDominated } from './non-dominated.ts';

/**
 * Volume between a set of points and the reference (all minimised), exact for any number of objectives meant here (1 to 6). Only points strictly better
 * than the reference in every objective count; others, and points with a NaN, add nothing.
 * One and two objectives: sort and sweep; three: a sweep with a two-dimensional staircase; more: the WFG recursion (While, Bradstreet, Barone 2012).
 */
export function hypervolume(points: readonly (readonly number[])[], reference: readonly number[]): number {
  return volume(prepare(points, reference), reference);
}

/**
 * Volume that is lost when a point is left out, for each point. Copies of a point have none, and neither has a dominated one; but where a point is left out,
 * what it alone dominated counts.
 */
export function exclusiveContributions(points: readonly (readonly number[])[], reference: readonly number[]): number[] {
  const contributions = points.map(() => 0);
  const rows = points.flatMap((point, row) => (isInside(point, reference) ? [row] : []));
  const inside = rows.map((row) => points[row] ?? []);
  const front = nonDominated(inside);
  const copies = new Map<string, number>();
  for (const place of front) copies.set(String(inside[place]), (copies.get(String(inside[place])) ?? 0) + 1);
  const alone = front.filter((place) => copies.get(String(inside[place])) === 1);
  const own =
    reference.length === 1
      ? ownLengths(inside, alone, reference)
      : reference.length === 2
        ? ownAreas(inside, front, alone, reference)
        : undefined;
  for (const [index, place] of alone.entries()) {
    const point = inside[place] ?? [];
    const value = own?.[index] ?? exclusive(point, inside.toSpliced(place, 1), reference);
    contributions[rows[place] ?? 0] = value;
  }
  return contributions;
}

/** One objective: as far as the second best. */
function ownLengths(points: readonly (readonly number[])[], alone: readonly number[], [end = 0]: readonly number[]): number[] {
  return alone.map((place) => {
    let second = end;
    points.forEach(([value = end], other) => {
      if (other !== place && value < second) second = value;
    });
    return second - (points[place]?.[0] ?? end);
  });
}

/** Two objectives: the rectangle between a point's neighbours on the front, less what the points below the front cover of it. */
function ownAreas(
  points: readonly (readonly number[])[],
  front: readonly number[],
  alone: readonly number[],
  [right = 0, top = 0]: readonly number[],
): number[] {
  const x = (place: number | undefined) => points[place ?? -1]?.[0] ?? right;
  const y = (place: number | undefined) => points[place ?? -1]?.[1] ?? top;
  const stairs = front.toSorted((a, b) => x(a) - x(b));
  const onFront = new Set(front);
  // What lies in the rectangle of a point is dominated by that point alone.
  const below = new Map<number, (readonly number[])[]>();
  points.forEach((point, place) => {
    if (onFront.has(place)) return;
    let low = 0;
    let high = stairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (x(stairs[middle]) <= (point[0] ?? 0)) low = middle + 1;
      else high = middle;
    }
    const step = low - 1;
    if ((point[1] ?? 0) >= y(stairs[step - 1])) return;
    const list = below.get(step);
    if (list === undefined) below.set(step, [point]);
    else list.push(point);
  });
  const stepOf = new Map(stairs.map((place, step) => [place, step] as const));
  return alone.map((place) => {
    const step = stepOf.get(place) ?? 0;
    const corner = [x(stairs[step + 1]), y(stairs[step - 1])];
    return box(points[place] ?? [], corner) - area(below.get(step) ?? [], corner);
  });
}

function isInside(point: readonly number[], reference: readonly number[]): boolean {
  return point.every((value, objective) => value < (reference[objective] ?? 0));
}

function prepare(points: readonly (readonly number[])[], reference: readonly number[]): (readonly number[])[] {
  const inside = points.filter((point) => isInside(point, reference));
  return nonDominated(inside).map((row) => inside[row] ?? []);
}

/** `front` holds no dominated point; copies are harmless. */
function volume(front: readonly (readonly number[])[], reference: readonly number[]): number {
  if (front.length === 0) return 0;
  if (front.length === 1) return box(front[0] ?? [], reference);
  // What is not dominated over one objective is all the same value.
  if (reference.length === 1) return box(front[0] ?? [], reference);
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
