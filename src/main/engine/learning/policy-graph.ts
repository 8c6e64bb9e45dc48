import type { FactoredShape } from '../../../core/learn/factored-shape.ts';
import { encodeModel } from '../graph/onnx-model.ts';
import { GradientTape } from './gradient-tape.ts';
import { buildTowers } from './towers.ts';

/**
 * One training step of a softmax policy over the actions, by policy gradient on logged rows: the loss is minus the mean of (pi(a|s) / mu(a)) (R - b), minus
 * `entropyShare` times the mean entropy. The importance weight is part of the objective: with a uniform log it is |A| pi, not a constant.
 *
 * Inputs: `parameters` f32 [P] (one head; its base values are not used); `x` f32 [rows, inputs]; `arms` f32 [actions, actionInputs] where there are any;
 * `chosen` i32 [rows, 1]; `advantage` f32 [rows, 1], (R - b) / mu; `scale` f32 [1, 1], minus 1 / rows; `entropyScale` f32 [1, 1], entropyShare / rows.
 * Outputs: `gradient` f32 [P] of the loss; `value` f32 [actions], the first mean's terms summed over rows by logged action; `entropy` f32 [actions], minus the
 * entropies summed over rows.
 */
export function buildPolicyStep(shape: FactoredShape): Uint8Array {
  const tape = new GradientTape();
  const logits = policyLogits(tape, shape);
  const chosen = tape.input('chosen', 'rows', 1, 'i32');
  const advantage = tape.input('advantage', 'rows', 1);
  const scale = tape.input('scale', 1, 1);
  const entropyScale = tape.input('entropyScale', 1, 1);
  const logs = tape.logSoftmax(logits);
  const chances = tape.exp(logs);
  const value = tape.multiply(tape.multiply(chances, tape.oneHot(chosen, shape.actions)), advantage);
  const entropy = tape.multiply(chances, logs);
  tape.report('value', value);
  tape.report('entropy', entropy);
  tape.differentiate([
    { value, weight: scale },
    { value: entropy, weight: entropyScale },
  ]);
  return encodeModel(tape.model('policy_step'));
}

/** Logits of every action: the products of both towers, and each action's own level. */
function policyLogits(tape: GradientTape, shape: FactoredShape) {
  const { state, action } = buildTowers(tape, shape);
  const [level, factors] = tape.columns(action, [1, shape.rank]);
  if (level === undefined || factors === undefined) throw new RangeError('A policy has one head.');
  return tape.product(state[1], factors, tape.asRow(level));
}
