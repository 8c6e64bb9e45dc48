import type { FactoredShape } from '../../../core/learn/factored-shape.ts';
import { encodeModel } from '../graph/onnx-model.ts';
import { GradientTape } from './gradient-tape.ts';
import { buildTowers } from './towers.ts';

/**
 * One training step of the Q-net: squared errors of the heads on logged (state, action, rewards).
 *
 * Inputs: `parameters` f32 [P]; `x` f32 [rows, inputs]; `arms` f32 [actions, actionInputs] where there are any; `chosen` i32 [rows, 1];
 * `rewards` f32 [rows, heads]; `scale` f32 [1, 1], usually 1 / rows.
 * Outputs: `gradient` f32 [P] of scale times the sum of squared errors; `errors` f32 [heads], squared errors summed over the rows.
 */
export function buildQNetStep(shape: FactoredShape): Uint8Array {
  const { heads, rank } = shape;
  const tape = new GradientTape();
  const { state, action } = buildTowers(tape, shape);
  const numbers = tape.input('chosen', 'rows', 1, 'i32');
  const rewards = tape.input('rewards', 'rows', heads);
  const scale = tape.input('scale', 1, 1);
  const logged = tape.dense(tape.oneHot(numbers, shape.actions), action);
  const [fixed, factors] = tape.columns(logged, [heads, heads * rank]);
  if (fixed === undefined || factors === undefined) throw new RangeError('A net has at least one head.');
  // Adds up the `rank` products of each head.
  const add = new Float32Array(heads * rank * heads);
  for (let place = 0; place < heads * rank; place += 1) add[place * heads + Math.floor(place / rank)] = 1;
  const personal = tape.dense(tape.multiply(state[1], factors), tape.constant(add, heads * rank, heads));
  const error = tape.subtract(tape.add(tape.add(state[0], fixed), personal), rewards);
  const squares = tape.multiply(error, error);
  tape.report('errors', squares);
  tape.differentiate([{ value: squares, weight: scale }]);
  return encodeModel(tape.model('q_net_step'));
}

/** The towers alone. Outputs: `state` f32 [rows, heads (1 + rank)], base values first; `table` f32 [actions, heads (1 + rank)], static values first. */
export function buildTowersGraph(shape: FactoredShape): Uint8Array {
  const tape = new GradientTape();
  const { state, action } = buildTowers(tape, shape);
  tape.output('base', state[0]);
  tape.output('factors', state[1]);
  tape.output('table', action);
  return encodeModel(tape.model('towers'));
}
