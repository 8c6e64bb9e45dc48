import { normalQuantile } from '../statistics/normal.ts';
import { studentQuantile } from '../statistics/student.ts';
import { clusterSums, type Clusters } from './clusters.ts';
import type { Influence } from './influence.ts';
import { standardError } from './standard-error.ts';

export const intervalMethods = ['normal', 'student', 'bernstein'] as const;
export type IntervalMethod = (typeof intervalMethods)[number];

export interface Interval {
  readonly se: number;
  readonly low: number;
  readonly high: number;
  /** How it was made, e.g. `normal, linearised, clustered by user`. */
  readonly method: string;
}

/**
 * Two-sided interval at `level`.
 * - `normal`: value +- z se; `student`: t with (clusters - 1) degrees of freedom;
 * - `bernstein`: empirical Bernstein (Maurer and Pontil, 0907.3740, theorem 4), each side at half the error, with the observed range of the terms
 *   standing for the bound the theorem asks for: conservative, not exact, where rarer and larger terms are possible.
 */
export function interval(
  influence: Influence,
  level: number,
  options: { readonly clusters?: Clusters; readonly method?: IntervalMethod; readonly linearised?: boolean } = {},
): Interval {
  const { clusters, method = 'normal' } = options;
  const se = standardError(influence.terms, clusters);
  const units = clusters?.count ?? influence.terms.length;
  const error = (1 - level) / 2;
  let half: number;
  let name: string;
  if (method === 'bernstein') {
    half = bernsteinHalfWidth(influence.terms, se, error, clusters);
    name = 'empirical Bernstein';
  } else if (method === 'student') {
    half = studentQuantile(1 - error, units - 1) * se;
    name = 'Student t';
  } else {
    // By the lower tail: 1 - error would round to 1 for levels next to it.
    half = -normalQuantile(error) * se;
    name = 'normal';
  }
  // No spread at all is no width; no information at all is every value.
  if (Number.isNaN(half)) half = se === 0 ? 0 : Infinity;
  const words = [name, ...(options.linearised === true ? ['linearised'] : []), ...(clusters === undefined ? [] : ['clustered by user'])];
  return { se, low: influence.value - half, high: influence.value + half, method: words.join(', ') };
}

function bernsteinHalfWidth(terms: Float64Array, se: number, error: number, clusters: Clusters | undefined): number {
  const units = clusters === undefined ? terms : clusterSums(terms, clusters);
  const count = units.length;
  if (count < 2) return Infinity;
  let least = Infinity;
  let most = -Infinity;
  for (let unit = 0; unit < count; unit += 1) {
    least = Math.min(least, units[unit] ?? 0);
    most = Math.max(most, units[unit] ?? 0);
  }
  // Cluster sums are scaled so that the estimate is their plain mean.
  const range = ((most - least) * count) / terms.length;
  const logarithm = Math.log(2 / error);
  return se * Math.sqrt(2 * logarithm) + (7 * range * logarithm) / (3 * (count - 1));
}
