import { buildHitCurve } from '../../policy/hit-curve.ts';
import type { Predictions } from '../../policy/predictions.ts';
import { RandomStream } from '../../random/random-stream.ts';
import type { CheckDefinition } from '../check-definition.ts';

const [rows, arms, production, control] = [400_000, 7, 3, 0.1];
const alpha = 0.5;

export const rewardAtHitCheck: CheckDefinition = {
  batch: 'methods',
  claim: {
    name: 'reward-at-hit',
    area: 'evaluation',
    claim: 'Reward@HIT on the uniform part of a log agrees with the true value of the policy within 2%.',
    bound: { most: 0.02 },
    unit: 'relative error',
    control: { name: 'with the rows of the control arm mixed in', bound: { least: 0.05 } },
  },
  *measure(shelf) {
    // Requests that suit production earn far more than others, and the policy knows them.
    const draw = new RandomStream(shelf.seed, 'check reward at hit');
    const action = new Int32Array(rows);
    const explored = new Uint8Array(rows);
    const suits = new Uint8Array(rows);
    const rewards = [new Float64Array(rows), new Float64Array(rows)] as const;
    const preferences = [new Float32Array(rows * arms), new Float32Array(rows * arms)] as const;
    const chances = [
      [0.15, 0.45],
      [0.1, 0.3],
    ] as const;
    for (let row = 0; row < rows; row += 1) {
      const suited = draw.uniform(row) < 0.5 ? 1 : 0;
      suits[row] = suited;
      explored[row] = draw.uniform(rows + row) < control ? 0 : 1;
      action[row] = explored[row] === 1 ? draw.int(2 * rows + row, arms) : production;
      for (const objective of [0, 1] as const) {
        preferences[objective][row * arms + (suited === 1 ? production : 0)] = 1;
        rewards[objective][row] = draw.uniform((3 + objective) * rows + row) < chances[objective][suited === 1 ? 1 : 0] ? 1 : 0;
      }
      if (row % 4_096 === 4_095) yield;
    }
    const base = new Float64Array(rows);
    const predictions = preferences.map((preference): Predictions => ({ base, preference, stride: arms }));
    const [first, second] = predictions;
    if (first === undefined || second === undefined) throw new Error('two objectives are expected');
    const common = { n: rows, arms, production, divisors: [1, 1], predictions: [first, second], rewards, action } as const;
    const uniform = (yield* buildHitCurve({ ...common, explored })).at(alpha);
    const mixed = (yield* buildHitCurve({ ...common, explored: true })).at(alpha);
    const truth = chances.map(([low, high]) => (low + high) / 2);
    const error = (found: readonly [number, number]) =>
      Math.max(...truth.map((value, objective) => Math.abs((found[objective] ?? 0) / value - 1)));
    return {
      value: error(uniform.rewardAtHit),
      control: error(mixed.rewardAtHit),
      detail: `${rows} rows, ${100 * control}% of them in the control arm; ${uniform.hits} uniform hits, ${mixed.hits} with control rows.`,
    };
  },
};
