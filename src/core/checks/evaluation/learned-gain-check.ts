import type { CheckDefinition } from '../check-definition.ts';
import { learnedGain } from './learned-gain.ts';
import { learnedWorld } from './learned-world.ts';
import { exactRows, shuffleContexts } from './world-rows.ts';

/** Users whose requests have exact rewards. */
const exactUsers = 100;

/** A small version of what `scripts/measure-learning.ts` measures on a million rows. */
export const learnedGainCheck: CheckDefinition = {
  batch: 'learning',
  claim: {
    name: 'learned-gain',
    area: 'evaluation',
    claim:
      'A policy learned on 28,000 logged requests reaches at least 1.08 times the area of the mixed static frontier, by the exact rewards of other users.',
    bound: { least: 1.08 },
    unit: 'times',
    control: { name: 'the same log with contexts dealt out to other users', bound: { most: 1.02 } },
  },
  *measure(shelf) {
    const { world, data, learn } = yield* learnedWorld(shelf);
    const { requestsPerUser } = world.recipe.population;
    const held = Int32Array.from({ length: exactUsers * requestsPerUser }, (_, row) => learn.length + row);
    const exact = yield* exactRows(world, held);
    const quiet = function* (rows: typeof data) {
      const work = learnedGain(rows, learn, exact, shelf.seed);
      for (;;) {
        const step = work.next();
        if (step.done === true) return step.value;
        yield;
      }
    };
    const found = yield* quiet(data);
    const shuffled = yield* quiet(shuffleContexts(data, requestsPerUser, shelf.seed));
    return {
      value: found.ratio,
      control: shuffled.ratio,
      detail: `Reference 0.9 x production on both; knowing every request's exact rewards: ${found.ceiling.toFixed(2)}; saves above the mixed static frontier at equal p2p, middle of the frontier: ${(100 * found.middleGain).toFixed(1)}%; ${held.length} requests of ${exactUsers} other users.`,
    };
  },
};
