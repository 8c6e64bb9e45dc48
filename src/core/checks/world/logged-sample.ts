import { gridActions } from '../../world/grid.ts';
import { RequestServer } from '../../world/logged-request.ts';
import { outcomeCount } from '../../world/outcomes.ts';
import { makeUser } from '../../world/population.ts';
import type { World } from '../../world/world.ts';

const users = 2_000;
const requestsPerUser = 2;

/** Rows of an exploration log, as the world's own server logs them. */
export interface LoggedSample {
  readonly rows: number;
  readonly actions: number;
  /** Number of the request in the log. */
  readonly request: Int32Array;
  readonly action: Uint8Array;
  readonly propensity: Float64Array;
  /** `outcomeCount` clipped counts per row. */
  readonly rewards: Uint8Array;
}

/** Serves the first requests of the first users. */
export function* logSample(world: World): Generator<void, LoggedSample> {
  const server = new RequestServer(world);
  const rows = users * requestsPerUser;
  const sample = {
    rows,
    actions: gridActions(world.recipe).length,
    request: new Int32Array(rows),
    action: new Uint8Array(rows),
    propensity: new Float64Array(rows),
    rewards: new Uint8Array(rows * outcomeCount),
  };
  for (let row = 0; row < rows; row += 1) {
    const user = Math.floor(row / requestsPerUser);
    const request = user * world.recipe.population.requestsPerUser + (row % requestsPerUser);
    const { action, propensity, rewards } = server.explore(makeUser(world.recipe, world.seed, user), request);
    sample.request[row] = request;
    sample.action[row] = action;
    sample.propensity[row] = propensity;
    sample.rewards.set(rewards, row * outcomeCount);
    if (row % 20 === 0) yield;
  }
  return sample;
}
