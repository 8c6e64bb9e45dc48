import type { FactoredShape } from './factored-shape.ts';
import type { ActionTable, StateOutputs } from './tower-outputs.ts';

/** Logits of a policy for every row of a batch, [rows, actions]: the state's factors times the actions', and each action's level. */
export function policyLogits(shape: FactoredShape, state: StateOutputs, table: ActionTable): Float32Array {
  const { actions, rank } = shape;
  const logits = new Float32Array(state.rows * actions);
  for (let row = 0; row < state.rows; row += 1) {
    for (let action = 0; action < actions; action += 1) {
      let value = table[action * (1 + rank)] ?? 0;
      for (let factor = 0; factor < rank; factor += 1)
        value += (state.factors[row * rank + factor] ?? 0) * (table[action * (1 + rank) + 1 + factor] ?? 0);
      logits[row * actions + action] = value;
    }
  }
  return logits;
}

/** Turns each row of logits into chances, in place; answers the sum of the rows' entropies, in nats. */
export function softmaxRows(logits: Float32Array, actions: number): number {
  let entropy = 0;
  for (let from = 0; from < logits.length; from += actions) {
    let most = -Infinity;
    for (let action = 0; action < actions; action += 1) most = Math.max(most, logits[from + action] ?? 0);
    let total = 0;
    for (let action = 0; action < actions; action += 1) {
      const chance = Math.exp((logits[from + action] ?? 0) - most);
      logits[from + action] = chance;
      total += chance;
    }
    for (let action = 0; action < actions; action += 1) {
      const chance = (logits[from + action] ?? 0) / total;
      logits[from + action] = chance;
      if (chance > 0) entropy -= chance * Math.log(chance);
    }
  }
  return entropy;
}
