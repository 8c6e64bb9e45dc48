import type { FactoredShape } from './factored-shape.ts';
import type { ActionTable, LoggedRows, StateOutputs } from './tower-outputs.ts';

/**
 * Sums over the training rows by action: what is left of each reward after the part of the state that all actions share, and the state's factors. They centre
 * the personal part and correct each action's own level.
 */
export class ArmSums {
  readonly shape: FactoredShape;
  /** Mean over actions of each action factor, [heads x rank]. */
  readonly meanAction: Float64Array;
  readonly count: Float64Array;
  /** [actions, heads]. */
  readonly left: Float64Array;
  readonly squares: Float64Array;
  /** [actions, heads x rank]. */
  readonly factors: Float64Array;

  constructor(shape: FactoredShape, table: ActionTable) {
    const { actions, heads, rank } = shape;
    this.shape = shape;
    this.count = new Float64Array(actions);
    this.left = new Float64Array(actions * heads);
    this.squares = new Float64Array(actions * heads);
    this.factors = new Float64Array(actions * heads * rank);
    this.meanAction = new Float64Array(heads * rank);
    for (let action = 0; action < actions; action += 1)
      for (let factor = 0; factor < heads * rank; factor += 1)
        this.meanAction[factor] = (this.meanAction[factor] ?? 0) + (table[action * heads * (1 + rank) + heads + factor] ?? 0) / actions;
  }

  add(state: StateOutputs, logged: LoggedRows): void {
    const { heads, rank } = this.shape;
    const width = heads * rank;
    for (let row = 0; row < state.rows; row += 1) {
      const action = logged.action[row] ?? 0;
      this.count[action] = (this.count[action] ?? 0) + 1;
      for (let head = 0; head < heads; head += 1) {
        let left = (logged.rewards[row * heads + head] ?? 0) - (state.base[row * heads + head] ?? 0);
        for (let factor = head * rank; factor < (head + 1) * rank; factor += 1) {
          const value = state.factors[row * width + factor] ?? 0;
          left -= value * (this.meanAction[factor] ?? 0);
          this.factors[action * width + factor] = (this.factors[action * width + factor] ?? 0) + value;
        }
        const at = action * heads + head;
        this.left[at] = (this.left[at] ?? 0) + left;
        this.squares[at] = (this.squares[at] ?? 0) + left * left;
      }
    }
  }

  /** Mean of the state's factors over all rows, [heads x rank]. */
  centre(): Float64Array {
    const width = this.shape.heads * this.shape.rank;
    const rows = this.count.reduce((sum, count) => sum + count, 0);
    const mean = new Float64Array(width);
    this.factors.forEach((value, at) => (mean[at % width] = (mean[at % width] ?? 0) + value / Math.max(1, rows)));
    return mean;
  }
}
