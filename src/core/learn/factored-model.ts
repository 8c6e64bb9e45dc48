import type { ArmSums } from './arm-sums.ts';
import type { CentredTable } from './centred-table.ts';
import type { PersonalFactor } from './personal-gain.ts';
import type { RewardScale } from './reward-scales.ts';

/**
 * What a learned net says once its state tower has spoken, in units of the rewards:
 * q(s, a) = mean + deviation (base(s) + U(s) . shared + fixed(a) + (U(s) - centre) . factors(a)).
 */
export interface FactoredModel {
  readonly heads: number;
  readonly actions: number;
  readonly rank: number;
  readonly scales: readonly RewardScale[];
  readonly shared: Float64Array;
  readonly centre: Float64Array;
  /** [actions, heads]. */
  readonly fixed: Float64Array;
  /** [actions, heads x rank], scaled by what the validation rows bear out. */
  readonly factors: Float64Array;
  readonly personal: readonly PersonalFactor[];
}

/** Joins the table, the kept share of the personal part, and what each action's rows say beyond both. */
export function factoredModel(
  table: CentredTable,
  sums: ArmSums,
  personal: readonly PersonalFactor[],
  scales: readonly RewardScale[],
): FactoredModel {
  const { actions, heads, rank } = sums.shape;
  const width = heads * rank;
  const factors = table.factors.map((value, at) => value * (personal[Math.floor((at % width) / rank)]?.factor ?? 0));
  const fixed = table.fixed.slice();
  for (let head = 0; head < heads; head += 1) {
    const extra = ownLevels(table, sums, factors, head);
    for (let action = 0; action < actions; action += 1)
      fixed[action * heads + head] = (fixed[action * heads + head] ?? 0) + (extra[action] ?? 0);
  }
  return { heads, actions, rank, scales, shared: table.shared, centre: table.centre, fixed, factors, personal };
}

/** Mean residual of each action, shrunk towards 0 by its estimated spread among actions: noise where the grid is smooth, the truth where it is not. */
function ownLevels(table: CentredTable, sums: ArmSums, factors: Float64Array, head: number): Float64Array {
  const { actions, heads, rank } = sums.shape;
  const width = heads * rank;
  const means = new Float64Array(actions);
  let [within, rows, seen] = [0, 0, 0];
  for (let action = 0; action < actions; action += 1) {
    const count = sums.count[action] ?? 0;
    if (count === 0) continue;
    seen += 1;
    rows += count;
    const left = (sums.left[action * heads + head] ?? 0) / count;
    within += (sums.squares[action * heads + head] ?? 0) - count * left * left;
    let expected = table.fixed[action * heads + head] ?? 0;
    for (let factor = head * rank; factor < (head + 1) * rank; factor += 1)
      expected +=
        ((sums.factors[action * width + factor] ?? 0) / count - (table.centre[factor] ?? 0)) * (factors[action * width + factor] ?? 0);
    means[action] = left - expected;
  }
  const noise = within / Math.max(1, rows - seen);
  let spread = 0;
  means.forEach((mean, action) => (spread += (sums.count[action] ?? 0) > 0 ? mean * mean - noise / (sums.count[action] ?? 1) : 0));
  const between = Math.max(0, spread / Math.max(1, seen));
  return means.map((mean, action) => {
    const count = sums.count[action] ?? 0;
    return count === 0 || between === 0 ? 0 : (between / (between + noise / count)) * mean;
  });
}
