import type { ExplorationData } from '../../policy/exploration-data.ts';
import { demoRecipe } from '../world/world-check.ts';
import type { WorldShelf } from '../world/world-shelf.ts';
import type { World } from '../../world/world.ts';
import { worldRows } from './world-rows.ts';

/** Users whose requests are learned on, and users that no learner saw. */
const [learnUsers, otherUsers] = [1_400, 200];

/** Part of the demo world's log, split into users to learn on and others to judge by. */
export interface LearnedWorld {
  readonly world: World;
  readonly data: ExplorationData;
  readonly learn: Int32Array;
  readonly otherUsers: readonly number[];
}

/** One run of the checks makes it once. */
const made = new WeakMap<WorldShelf, LearnedWorld>();

export function* learnedWorld(shelf: WorldShelf): Generator<void, LearnedWorld> {
  const known = made.get(shelf);
  if (known !== undefined) return known;
  const { world } = shelf.subject(demoRecipe);
  const { requestsPerUser } = world.recipe.population;
  const data = yield* worldRows(world, (learnUsers + otherUsers) * requestsPerUser);
  const learn = Int32Array.from({ length: learnUsers * requestsPerUser }, (_, row) => row);
  const found = { world, data, learn, otherUsers: Array.from({ length: otherUsers }, (_, user) => learnUsers + user) };
  made.set(shelf, found);
  return found;
}
