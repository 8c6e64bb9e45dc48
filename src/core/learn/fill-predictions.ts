import type { Predictions } from '../policy/predictions.ts';
import type { FactoredModel } from './factored-model.ts';
import type { StateOutputs } from './tower-outputs.ts';

/** Predictions for `rows` rows that are still to be filled, one per head; nothing per row where a head is not personal. */
export function emptyPredictions(model: FactoredModel, rows: number): readonly Predictions[] {
  const { actions, heads, scales, fixed, personal } = model;
  return Array.from({ length: heads }, (_, head) => {
    const stride = (personal[head]?.factor ?? 0) > 0 ? actions : 0;
    const deviation = scales[head]?.deviation ?? 1;
    const preference =
      stride === 0
        ? Float32Array.from({ length: actions }, (_unused, action) => deviation * (fixed[action * heads + head] ?? 0))
        : new Float32Array(rows * actions);
    return { base: new Float64Array(rows), preference, stride };
  });
}

/** Fills the rows from `first` with what the towers say about them. */
export function fillPredictions(model: FactoredModel, state: StateOutputs, first: number, into: readonly Predictions[]): void {
  const { actions, heads, rank, scales, shared, centre, fixed, factors } = model;
  const width = heads * rank;
  into.forEach(({ base, preference, stride }, head) => {
    const { mean, deviation } = scales[head] ?? { mean: 0, deviation: 1 };
    const from = head * rank;
    // Action by action in the units of the reward, so that the inner loop is a short dot product.
    const levels = Float64Array.from({ length: actions }, (_, action) => deviation * (fixed[action * heads + head] ?? 0));
    const slopes = Float64Array.from(
      { length: actions * rank },
      (_, at) => deviation * (factors[Math.floor(at / rank) * width + from + (at % rank)] ?? 0),
    );
    const own = new Float64Array(rank);
    for (let row = 0; row < state.rows; row += 1) {
      let value = state.base[row * heads + head] ?? 0;
      for (let place = 0; place < rank; place += 1) {
        const factor = state.factors[row * width + from + place] ?? 0;
        value += factor * (shared[from + place] ?? 0);
        own[place] = factor - (centre[from + place] ?? 0);
      }
      base[first + row] = mean + deviation * value;
      if (stride === 0) continue;
      const line = (first + row) * actions;
      for (let action = 0; action < actions; action += 1) {
        let level = levels[action] ?? 0;
        for (let place = 0; place < rank; place += 1) level += (own[place] ?? 0) * (slopes[action * rank + place] ?? 0);
        preference[line + action] = level;
      }
    }
  });
}
