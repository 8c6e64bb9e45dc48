import type { Interval } from './interval.ts';
import type { Influence } from './influence.ts';

export const tuningRules = ['slope', 'mse'] as const;
export type TuningRule = (typeof tuningRules)[number];

/** One threshold under trial. */
export interface Candidate {
  readonly lambda: number;
  readonly influence: Influence;
  readonly interval: Interval;
  /** Estimate of the bias from changing the weights: |mean((w - w') (r - q))|. */
  readonly bias: number;
}

/**
 * The chosen candidate first, then the rest from best to worst.
 * - `slope` (Su, Srinath, Krishnamurthy 2002.07729): from the widest interval to the narrowest, accept while |V_j - V_i| <= c_i + (sqrt(6) - 1) c_j for
 *   every accepted j; the last accepted wins. It compares overlaps only and so prefers heavy clipping on small logs.
 * - `mse` (1907.09623): the smallest se^2 + bias^2.
 */
export function tune(candidates: readonly Candidate[], rule: TuningRule): readonly Candidate[] {
  return rule === 'mse' ? candidates.toSorted((a, b) => error(a) - error(b)) : bySlope(candidates);
}

function error(candidate: Candidate): number {
  return candidate.interval.se ** 2 + candidate.bias ** 2;
}

function bySlope(candidates: readonly Candidate[]): readonly Candidate[] {
  const sorted = candidates.toSorted((a, b) => halfWidth(b) - halfWidth(a));
  const accepted: Candidate[] = [];
  for (const candidate of sorted) {
    const near = accepted.every(
      (other) =>
        Math.abs(other.influence.value - candidate.influence.value) <= halfWidth(candidate) + (Math.sqrt(6) - 1) * halfWidth(other),
    );
    if (!near) break;
    accepted.push(candidate);
  }
  return [...accepted.toReversed(), ...sorted.slice(accepted.length)];
}

function halfWidth(candidate: Candidate): number {
  return (candidate.interval.high - candidate.interval.low) / 2;
}
