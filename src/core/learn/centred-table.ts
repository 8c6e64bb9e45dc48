import type { ArmSums } from './arm-sums.ts';
import type { ActionTable } from './tower-outputs.ts';

/**
 * The action table rewritten so that the personal part has mean 0 over the actions of every row and over the rows of every action: what it then says about an
 * action is what a static choice cannot know.
 */
export interface CentredTable {
  /** Mean of the state's factors, [heads x rank]. */
  readonly centre: Float64Array;
  /** Mean over actions of the action factors, [heads x rank]: part of what the state is worth under any action. */
  readonly shared: Float64Array;
  /** [actions, heads]. */
  readonly fixed: Float64Array;
  /** [actions, heads x rank]. */
  readonly factors: Float64Array;
}

export function centreTable(table: ActionTable, sums: ArmSums): CentredTable {
  const { actions, heads, rank } = sums.shape;
  const width = heads * rank;
  const centre = sums.centre();
  const fixed = new Float64Array(actions * heads);
  const factors = new Float64Array(actions * width);
  for (let action = 0; action < actions; action += 1) {
    const from = action * heads * (1 + rank);
    for (let head = 0; head < heads; head += 1) {
      let value = table[from + head] ?? 0;
      for (let factor = head * rank; factor < (head + 1) * rank; factor += 1) {
        const off = (table[from + heads + factor] ?? 0) - (sums.meanAction[factor] ?? 0);
        factors[action * width + factor] = off;
        value += (centre[factor] ?? 0) * off;
      }
      fixed[action * heads + head] = value;
    }
  }
  return { centre, shared: sums.meanAction, fixed, factors };
}
