import type { Clusters } from '../ope/clusters.ts';
import type { Influence } from '../ope/influence.ts';
import { interval, type Interval } from '../ope/interval.ts';

/**
 * Relative lift value / base - 1 with an interval from one influence function: (psi_value - (value / base) psi_base) / base (delta method). What both
 * share cancels, so a policy that is the base has lift 0 with no width. Undefined where the base is 0.
 */
export function liftOver(
  value: Influence,
  base: Influence,
  level: number,
  clusters: Clusters | undefined,
): (Interval & { readonly value: number }) | undefined {
  if (base.value === 0 || !Number.isFinite(base.value)) return undefined;
  const ratio = value.value / base.value;
  const terms = value.terms.map((term, row) => (term - ratio * (base.terms[row] ?? 0)) / base.value);
  const lift = { value: ratio - 1, terms };
  return { value: lift.value, ...interval(lift, level, clusters === undefined ? {} : { clusters }) };
}
