import { exclusiveContributions, hypervolume } from './hypervolume.ts';
import { kneesOf, type Knees } from './knees.ts';
import { nonDominated } from './non-dominated.ts';
import { minimised, type Points, type Sense } from './orientation.ts';
import { defaultReference } from './reference-point.ts';
import { supportOfFront } from './supported.ts';

/** The Pareto mathematics of one point set. Row numbers from 0; `contributions` has one value per row. */
export interface FrontAnalysis {
  readonly efficient: readonly number[];
  readonly supported: readonly number[];
  readonly extreme: readonly number[];
  readonly hypervolume: number;
  readonly contributions: readonly number[];
  readonly knees: Knees;
  /** As used, in the units and senses of the points; empty where there is no efficient point to take it from. */
  readonly reference: readonly number[];
  readonly referenceRule: string;
}

/** Analyses points of 1 to 6 objectives, each minimised or maximised. */
export function analyseFront(points: Points, sense: readonly Sense[], reference?: readonly number[]): FrontAnalysis {
  const turned = minimised(points, sense);
  const efficient = nonDominated(turned);
  const front = efficient.map((row) => turned[row] ?? []);
  const turnedReference =
    reference !== undefined ? (minimised([reference], sense)[0] ?? []) : front.length === 0 ? [] : defaultReference(front, sense.length);
  const { supported, extreme } = supportOfFront(turned, efficient);
  return {
    efficient,
    supported,
    extreme,
    hypervolume: hypervolume(front, turnedReference),
    contributions: front.length === 0 ? turned.map(() => 0) : exclusiveContributions(turned, turnedReference),
    knees: kneesOf(turned, efficient),
    reference: minimised([turnedReference], sense)[0] ?? [],
    referenceRule:
      reference !== undefined
        ? 'given'
        : front.length === 0
          ? 'none: no point is efficient'
          : 'nadir of the efficient points moved outwards by 10% of their range',
  };
}
