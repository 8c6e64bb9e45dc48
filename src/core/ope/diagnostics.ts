import { binaryScale } from '../statistics/binary-scale.ts';
import { CompensatedSum } from '../statistics/sum.ts';
import type { Clusters } from './clusters.ts';
import type { OpeData } from './ope-data.ts';
import type { RowTerms } from './row-terms.ts';
import { standardError } from './standard-error.ts';
import { thresholds } from './thresholds.ts';

/** How well a log can carry a target policy; `OpeResult` explains each. */
export interface Diagnostics {
  readonly ess: number;
  readonly effectiveEvents: number;
  readonly meanWeight: number;
  readonly meanWeightSe: number;
  readonly maxWeight: number;
  readonly topShare: number;
  /** Rows with a positive weight. */
  readonly hits: number;
}

/** Diagnostics of the weights and of weight x reward. Sums that are empty or zero give 0. */
export function diagnose(terms: Pick<RowTerms, 'weight' | 'reward'>, clusters?: Clusters): Diagnostics {
  const { weight, reward } = terms;
  const n = weight.length;
  const total = new CompensatedSum();
  let maxWeight = 0;
  let hits = 0;
  const event = new Float64Array(n);
  for (let row = 0; row < n; row += 1) {
    const value = weight[row] ?? 0;
    if (value === 0) continue;
    hits += 1;
    total.add(value);
    event[row] = value * (reward[row] ?? 0);
    if (value > maxWeight) maxWeight = value;
  }
  const meanWeight = n === 0 ? 0 : total.value / n;
  return {
    ess: effectiveCount(weight),
    effectiveEvents: effectiveCount(event),
    meanWeight,
    meanWeightSe: standardError(
      weight.map((value) => value - meanWeight),
      clusters,
    ),
    maxWeight,
    topShare: ratio(topWeight(weight, hits), total.value),
    hits,
  };
}

/** Share of the target's probability on actions that no row of the log took, and how many such actions there are. */
export function supportOf(data: Pick<OpeData, 'rows' | 'actions' | 'action' | 'target'>): {
  readonly unsupportedMass: number;
  readonly unsupportedActions: number;
} {
  const taken = new Uint8Array(data.actions);
  for (let row = 0; row < data.rows; row += 1) taken[data.action[row] ?? 0] = 1;
  const missing: number[] = [];
  for (let action = 0; action < data.actions; action += 1) if (taken[action] === 0) missing.push(action);
  const policies = data.target.length / data.actions;
  const mass = new CompensatedSum();
  if (missing.length > 0) {
    for (let row = 0; row < policies; row += 1) for (const action of missing) mass.add(data.target[row * data.actions + action] ?? 0);
  }
  return { unsupportedMass: policies === 0 ? 0 : mass.value / policies, unsupportedActions: missing.length };
}

/** Weight of the heaviest rows: the stated share of those that carry any, at least one. */
function topWeight(weight: Float64Array, hits: number): number {
  if (hits === 0) return 0;
  const sorted = weight.filter((value) => value > 0).sort();
  const total = new CompensatedSum();
  for (let rank = Math.ceil(hits * thresholds.topRows); rank >= 1; rank -= 1) total.add(sorted[hits - rank] ?? 0);
  return total.value;
}

/** (sum v)^2 / sum v^2, whatever the size of the values. */
function effectiveCount(values: Float64Array): number {
  let largest = 0;
  for (let row = 0; row < values.length; row += 1) largest = Math.max(largest, Math.abs(values[row] ?? 0));
  const scale = binaryScale(largest);
  const total = new CompensatedSum();
  const squares = new CompensatedSum();
  for (let row = 0; row < values.length; row += 1) {
    const value = (values[row] ?? 0) * scale;
    total.add(value);
    squares.add(value * value);
  }
  return ratio(total.value ** 2, squares.value);
}

function ratio(above: number, below: number): number {
  return below === 0 ? 0 : above / below;
}
