import { factoredParameters, type FactoredShape } from '../../../core/learn/factored-shape.ts';
import type { GradientTape, Value } from './gradient-tape.ts';

export interface Towers {
  /** Per row of the batch: base values of the heads, then `rank` factors of each. */
  readonly state: readonly [base: Value, factors: Value];
  /** Per action: static values of the heads, then `rank` factors of each. */
  readonly action: Value;
}

/** Both towers over the inputs `x` (batch by inputs) and `actions` (actions by their numbers). */
export function buildTowers(tape: GradientTape, shape: FactoredShape): Towers {
  const { heads, rank } = shape;
  const part = new Map(tape.parameters(factoredParameters(shape)).map((value) => [value.name, value]));
  const at = (name: string): Value => {
    const value = part.get(name);
    if (value === undefined) throw new RangeError(`There is no parameter ${name}.`);
    return value;
  };
  const x = tape.input('x', 'rows', shape.inputs);
  const first = tape.tanh(tape.dense(x, at('first'), at('firstBias')));
  const second = tape.tanh(tape.dense(first, at('second'), at('secondBias')));
  const [base, factors] = tape.columns(tape.dense(second, at('state'), at('stateBias')), [heads, heads * rank]);
  let action = at('own');
  if (shape.actionInputs > 0) {
    const numbers = tape.input('arms', shape.actions, shape.actionInputs);
    const inner = tape.tanh(tape.dense(numbers, at('action'), at('actionBias')));
    action = tape.add(tape.dense(inner, at('grid')), action);
  }
  if (base === undefined || factors === undefined) throw new RangeError('A net has at least one head.');
  return { state: [base, factors], action };
}
