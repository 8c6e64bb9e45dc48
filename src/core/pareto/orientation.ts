export const senses = ['min', 'max'] as const;
export type Sense = (typeof senses)[number];

/** One row per point, one value per objective. */
export type Points = readonly (readonly number[])[];

/** The same points with every objective to be minimised: the form in which the rest of this folder works. */
export function minimised(points: Points, sense: readonly Sense[]): number[][] {
  return points.map((point) => point.map((value, objective) => (sense[objective] === 'max' ? -value : value)));
}
