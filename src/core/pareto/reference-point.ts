import { rangeOf } from './normalise.ts';

/** Nadir plus 10% of the range of the efficient points (all minimised); an objective without range moves by 10% of its size, or 1. */
export function defaultReference(front: readonly (readonly number[])[], objectives: number): number[] {
  const { ideal, nadir } = rangeOf(front, objectives);
  return nadir.map((worst, objective) => {
    const width = worst - (ideal[objective] ?? 0);
    return worst + 0.1 * (width > 0 ? width : Math.abs(worst) || 1);
  });
}
