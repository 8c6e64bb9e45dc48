import type { ArmSums } from './arm-sums.ts';
import type { CentredTable } from './centred-table.ts';
import type { PersonalFactor } from './personal-gain.ts';
import type { RewardScale } from './reward-scales.ts';
import { type NoisyLevels, smoothLevels } from './smooth-levels.ts';
import type { SurfaceInputs } from './surface-inputs.ts';

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

/**
 * Joins what the net says of the state, the kept share of its personal part, and a level of each action: the mean of what its rows say beyond both, smoothed over
 * the grid. The net's own levels are not used: they answer to the same rows with less care for luck.
 */
export function factoredModel(
  table: CentredTable,
  sums: ArmSums,
  personal: readonly PersonalFactor[],
  scales: readonly RewardScale[],
  surface: SurfaceInputs,
): FactoredModel {
  const { actions, heads, rank } = sums.shape;
  const width = heads * rank;
  const factors = table.factors.map((value, at) => value * (personal[Math.floor((at % width) / rank)]?.factor ?? 0));
  const fixed = new Float64Array(actions * heads);
  const own = Array.from({ length: heads }, (_, head) => ownLevels(table, sums, factors, head));
  smoothLevels(own, surface).forEach((levels, head) => levels.forEach((level, action) => (fixed[action * heads + head] = level)));
  return { heads, actions, rank, scales, shared: table.shared, centre: table.centre, fixed, factors, personal };
}

/** Mean residual of each action with its sampling variance. */
function ownLevels(table: CentredTable, sums: ArmSums, factors: Float64Array, head: number): NoisyLevels {
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
    let expected = 0;
    for (let factor = head * rank; factor < (head + 1) * rank; factor += 1)
      expected +=
        ((sums.factors[action * width + factor] ?? 0) / count - (table.centre[factor] ?? 0)) * (factors[action * width + factor] ?? 0);
    means[action] = left - expected;
  }
  const noise = within / Math.max(1, rows - seen);
  return { means, variances: sums.count.map((count) => (count === 0 ? Infinity : noise / count)) };
}
