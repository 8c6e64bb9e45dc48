import type { Diagnostics } from '../ope/diagnostics.ts';
import type { Influence } from '../ope/influence.ts';
import { standardError } from '../ope/standard-error.ts';
import { verdict, type Verdict } from '../ope/verdict.ts';
import { column, type PolicySums } from './policy-sums.ts';
import type { ScoringRows, SweepEstimator } from './scoring-rows.ts';

/** `replay` is Reward@HIT: the mean reward of the rows of the uniform part whose logged action is the policy's own. */
export type SumEstimator = SweepEstimator | 'replay';

/**
 * One estimate of one reward (objectives first; the others by `dr` alone), with the influence of each unit. Terms are scaled so that the standard error is
 * that of a plain mean over units: users are resampled whole.
 */
export function estimateFrom(policy: PolicySums, estimator: SumEstimator, reward: number): Influence {
  const { layout } = policy;
  const place = (at: number) => columnOf(policy, at);
  if (reward >= layout.objectives) return meanOf(policy, [place(column.other(layout, reward))]);
  const direct = place(column.direct(layout, reward));
  if (estimator === 'dm') return meanOf(policy, [direct]);
  if (estimator === 'dr') return meanOf(policy, [direct, place(column.correction(layout, reward))]);
  const weighted = place(column.weighted(layout, reward));
  if (estimator === 'ips') return meanOf(policy, [weighted]);
  if (estimator === 'snips') return ratioOf(policy, weighted, place(column.weight(layout)));
  return ratioOf(policy, place(column.atHit(layout, reward)), place(column.hit(layout)));
}

/** Diagnostics and verdict of a policy on one reward. */
export function judgeSums(rows: ScoringRows, policy: PolicySums, reward: number): Diagnostics & Verdict {
  const weight = meanOf(policy, [columnOf(policy, column.weight(policy.layout))]);
  let unsupportedMass = 0;
  let unsupportedActions = 0;
  policy.shares.forEach((share, arm) => {
    if ((rows.armRows[arm] ?? 0) > 0) return;
    unsupportedActions += 1;
    unsupportedMass += share;
  });
  const events = policy.events[reward] ?? 0;
  const squares = policy.eventSquares[reward] ?? 0;
  const diagnostics: Diagnostics = {
    ess: policy.hits === 0 ? 0 : policy.weights ** 2 / policy.squares,
    effectiveEvents: squares === 0 ? 0 : events ** 2 / squares,
    meanWeight: weight.value,
    meanWeightSe: standardError(weight.terms),
    maxWeight: policy.maxWeight,
    topShare: policy.topShare,
    hits: policy.hits,
  };
  return { ...diagnostics, ...verdict(diagnostics, { unsupportedMass, unsupportedActions }) };
}

/** Hits of the uniform part. */
export function uniformHits(policy: PolicySums): number {
  return columnOf(policy, column.hit(policy.layout)).total;
}

/** Share of the units whose predicted reward is below what production is predicted to give them. */
export function losingUnits(policy: PolicySums, objective: number): number {
  const { sums, layout, units, unitRows } = policy;
  const at = column.above(layout, objective);
  let losing = 0;
  let present = 0;
  for (let unit = 0; unit < units; unit += 1) {
    if ((unitRows[unit] ?? 0) === 0) continue;
    present += 1;
    if ((sums[unit * layout.width + at] ?? 0) < -1e-12) losing += 1;
  }
  return present === 0 ? 0 : losing / present;
}

interface Column {
  readonly at: number;
  readonly total: number;
}

function columnOf({ sums, layout, units }: PolicySums, at: number): Column {
  let total = 0;
  for (let unit = 0; unit < units; unit += 1) total += sums[unit * layout.width + at] ?? 0;
  return { at, total };
}

function meanOf(policy: PolicySums, columns: readonly Column[]): Influence {
  const { sums, layout, units, unitRows, rows } = policy;
  const value = columns.reduce((sum, { total }) => sum + total, 0) / rows;
  const scale = units / rows;
  const terms = new Float64Array(units);
  for (let unit = 0; unit < units; unit += 1) {
    let own = -(unitRows[unit] ?? 0) * value;
    for (const { at } of columns) own += sums[unit * layout.width + at] ?? 0;
    terms[unit] = scale * own;
  }
  return { value, terms };
}

/** Ratio of two sums, linearised: the denominator varies with the sample. */
function ratioOf(policy: PolicySums, above: Column, below: Column): Influence {
  const { sums, layout, units } = policy;
  const value = above.total / below.total;
  const scale = units / below.total;
  const terms = new Float64Array(units);
  for (let unit = 0; unit < units; unit += 1) {
    const at = unit * layout.width;
    terms[unit] = scale * ((sums[at + above.at] ?? 0) - value * (sums[at + below.at] ?? 0));
  }
  return { value, terms };
}
