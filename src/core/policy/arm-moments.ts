import { clustersOf } from '../ope/clusters.ts';
import type { ExplorationData } from './exploration-data.ts';

/** Logs with at most this many arms have every pair compared; others each arm with one. */
const mostCompared = 6;
const slice = 16_384;

/** On-policy means of every arm and what their errors share, users being independent of each other. */
export interface ArmMoments {
  readonly rows: number;
  readonly counts: Float64Array;
  /** Per objective: mean of each arm (NaN without rows), and the variance of that mean. */
  readonly means: readonly Float64Array[];
  readonly variances: readonly Float64Array[];
  /** Arms that others are compared with. */
  readonly centres: readonly number[];
  /** Covariance of two means; the first is one of `centres`. */
  covariance(objective: number, centre: number, arm: number): number;
  /** Mean of all rows and its variance, per objective. */
  readonly overall: readonly { readonly mean: number; readonly variance: number }[];
}

/** Two passes over the rows, and one over the arms that each user saw. */
export function* armMoments(data: ExplorationData, rows: Int32Array): Generator<void, ArmMoments> {
  const arms = data.actions.length;
  const objectives = data.objectives.length;
  const counts = new Float64Array(arms);
  const means = data.objectives.map(() => new Float64Array(arms));
  const variances = data.objectives.map(() => new Float64Array(arms));
  const totals = new Float64Array(objectives);
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0;
    const arm = data.action[row] ?? 0;
    counts[arm] = (counts[arm] ?? 0) + 1;
    for (let objective = 0; objective < objectives; objective += 1) {
      const sums = means[objective];
      const value = data.rewards[objective]?.[row] ?? 0;
      totals[objective] = (totals[objective] ?? 0) + value;
      if (sums !== undefined) sums[arm] = (sums[arm] ?? 0) + value;
    }
    if (place % slice === slice - 1) yield;
  }
  for (const sums of means) for (let arm = 0; arm < arms; arm += 1) sums[arm] = (sums[arm] ?? 0) / (counts[arm] ?? 0);
  const { order, starts, units } = yield* byUnit(data, rows);
  const seenArms = Array.from(counts.keys()).filter((arm) => (counts[arm] ?? 0) > 0);
  const centres = arms <= mostCompared ? seenArms : [data.production ?? seenArms[0] ?? 0];
  const shared = data.objectives.map(() => new Float64Array(centres.length * arms));
  const overall = Array.from(totals, (total) => ({ mean: total / rows.length, variance: 0 }));
  const correction = units > 1 ? units / (units - 1) : Infinity;
  const errors = new Float64Array(arms);
  const touched = new Int32Array(arms);
  const stamp = new Int32Array(arms).fill(-1);
  for (let objective = 0; objective < objectives; objective += 1) {
    const rewards = data.rewards[objective] ?? new Float64Array(0);
    const mean = means[objective] ?? errors;
    const variance = variances[objective] ?? errors;
    const cross = shared[objective] ?? errors;
    const average = overall[objective]?.mean ?? 0;
    let spread = 0;
    stamp.fill(-1);
    for (let unit = 0; unit < units; unit += 1) {
      let touchedCount = 0;
      let own = 0;
      const end = starts[unit + 1] ?? 0;
      for (let place = starts[unit] ?? 0; place < end; place += 1) {
        const row = order[place] ?? 0;
        const arm = data.action[row] ?? 0;
        if (stamp[arm] !== unit) {
          stamp[arm] = unit;
          errors[arm] = 0;
          touched[touchedCount] = arm;
          touchedCount += 1;
        }
        const value = rewards[row] ?? 0;
        errors[arm] = (errors[arm] ?? 0) + (value - (mean[arm] ?? 0)) / (counts[arm] ?? 1);
        own += value - average;
      }
      spread += own * own;
      for (let index = 0; index < touchedCount; index += 1) {
        const arm = touched[index] ?? 0;
        const error = errors[arm] ?? 0;
        variance[arm] = (variance[arm] ?? 0) + correction * error * error;
        for (let centre = 0; centre < centres.length; centre += 1) {
          const other = centres[centre] ?? 0;
          if (stamp[other] === unit)
            cross[centre * arms + arm] = (cross[centre * arms + arm] ?? 0) + correction * error * (errors[other] ?? 0);
        }
      }
      if (unit % 2_048 === 2_047) yield;
    }
    overall[objective] = { mean: average, variance: (correction * spread) / rows.length ** 2 };
  }
  return {
    rows: rows.length,
    counts,
    means,
    variances,
    centres,
    covariance: (objective, centre, arm) => shared[objective]?.[centres.indexOf(centre) * arms + arm] ?? 0,
    overall,
  };
}

/** The rows in the order of their units. */
function* byUnit(
  data: ExplorationData,
  rows: Int32Array,
): Generator<void, { readonly order: Int32Array; readonly starts: Int32Array; readonly units: number }> {
  const { user } = data;
  if (user === undefined) {
    return { order: rows, starts: Int32Array.from({ length: rows.length + 1 }, (_, unit) => unit), units: rows.length };
  }
  const own = new Int32Array(rows.length);
  for (let place = 0; place < rows.length; place += 1) own[place] = user[rows[place] ?? 0] ?? -1;
  yield;
  const { index, count } = clustersOf(own);
  yield;
  const starts = new Int32Array(count + 1);
  for (const unit of index) starts[unit + 1] = (starts[unit + 1] ?? 0) + 1;
  for (let unit = 0; unit < count; unit += 1) starts[unit + 1] = (starts[unit + 1] ?? 0) + (starts[unit] ?? 0);
  yield;
  const next = starts.slice();
  const order = new Int32Array(rows.length);
  for (let place = 0; place < rows.length; place += 1) {
    const unit = index[place] ?? 0;
    const to = next[unit] ?? 0;
    next[unit] = to + 1;
    order[to] = rows[place] ?? 0;
  }
  yield;
  return { order, starts, units: count };
}
