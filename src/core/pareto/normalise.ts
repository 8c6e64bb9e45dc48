/** Best and worst value of each objective over some points (all minimised). */
export interface FrontRange {
  readonly ideal: readonly number[];
  readonly nadir: readonly number[];
}

export function rangeOf(points: readonly (readonly number[])[], objectives: number): FrontRange {
  const ideal = Array.from({ length: objectives }, () => Infinity);
  const nadir = Array.from({ length: objectives }, () => -Infinity);
  for (const point of points) {
    for (let objective = 0; objective < objectives; objective += 1) {
      const value = point[objective] ?? Number.NaN;
      if (value < (ideal[objective] ?? 0)) ideal[objective] = value;
      if (value > (nadir[objective] ?? 0)) nadir[objective] = value;
    }
  }
  return { ideal, nadir };
}

/** Points scaled so that the range is [0, 1] in each objective; an objective without range becomes 0. */
export function normalise(points: readonly (readonly number[])[], range: FrontRange): number[][] {
  return points.map((point) =>
    point.map((value, objective) => {
      const low = range.ideal[objective] ?? 0;
      const width = (range.nadir[objective] ?? 0) - low;
      return width > 0 ? (value - low) / width : 0;
    }),
  );
}
