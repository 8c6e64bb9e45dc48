import { applyFeatures, learnFeatures } from '../../policy/features.ts';
import { learnObjective } from '../../policy/learn-objective.ts';
import { predictAll } from '../../policy/predictions.ts';
import { finish } from '../../policy/progress.ts';
import type { CheckDefinition } from '../check-definition.ts';
import type { ExplorationData } from '../../policy/exploration-data.ts';
import { closedLoop, type Learner } from './deployed-policy.ts';
import { learnedWorld } from './learned-world.ts';

const fatigues = [0, 0.3, 0.6];

/** A small version of what `scripts/measure-closed-loop.ts` measures with the net. */
export const closedLoopCheck: CheckDefinition = {
  batch: 'learning',
  claim: {
    name: 'closed-loop',
    area: 'evaluation',
    claim:
      'Where topics do not tire, the chosen policy earns in the closed loop what its one-step value says, within 1% of what it maximises; where they do, less.',
    bound: { most: 0.01 },
    unit: 'relative difference',
    control: { name: 'with a fatigue of 0.6', bound: { least: 0.02 } },
  },
  *measure(shelf) {
    const { world, data, learn, otherUsers } = yield* learnedWorld(shelf);
    const { oneStepLift, loops, requests } = yield* closedLoop(
      world,
      data,
      learn,
      otherUsers,
      yield* ridge(data, learn, shelf.seed),
      fatigues,
    );
    const gap = (index: number) => Math.abs((loops[index]?.weighted ?? Number.NaN) - 1);
    const percent = (ratio: number) => `${ratio < 1 ? '-' : '+'}${Math.abs(100 * (ratio - 1)).toFixed(1)}%`;
    const both = ([save, p2p]: readonly [number, number]) => `${percent(save)} saves, ${percent(p2p)} p2p`;
    return {
      value: gap(0),
      control: gap(2),
      detail: `${requests} requests of ${otherUsers.length} users; against its one-step value: ${loops.map(({ fatigue, ratio, weighted }) => `${percent(weighted)} (${both(ratio)}) at fatigue ${fatigue}`).join('; ')}. Over production: ${both(oneStepLift)} by one step; ${loops.map(({ fatigue, lift }) => `${both(lift)} in the loop at ${fatigue}`).join('; ')}.`,
    };
  },
};

function* ridge(data: ExplorationData, learn: Int32Array, seed: number): Generator<void, Learner> {
  const rules = learnFeatures(data.context, learn);
  const inputs = applyFeatures(data.context, rules, learn);
  yield;
  const models = [yield* learnObjective(data, 0, inputs, learn, seed), yield* learnObjective(data, 1, inputs, learn, seed)];
  return (states) => {
    const context = data.context.map((column, place) => ({
      ...column,
      data: Float64Array.from(states, (values) => values[place] ?? Number.NaN),
    }));
    const features = applyFeatures(context, rules, Int32Array.from(states.keys()));
    return models.map((model) => finish(predictAll(model, features, states.length)));
  };
}
