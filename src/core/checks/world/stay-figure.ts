import { ClosedLoop } from '../../world/closed-loop.ts';
import { hideOutcome } from '../../world/outcomes.ts';
import { makeUser } from '../../world/population.ts';
import type { World } from '../../world/world.ts';
import { logOdds } from './log-odds.ts';
import type { WorldFigure } from './world-check.ts';

const users = 1_200;
/** Positive outcomes of a first request that pleased. */
const pleased = 3;

/** Log-odds of a second request after a first one with 3 positive outcomes or more, less those after one with none. Production's weights throughout. */
export function* stayGap(world: World): Generator<void, WorldFigure> {
  // Whether there is a second request is all that counts: what comes after it would only take time.
  const loop = new ClosedLoop({ ...world, recipe: { ...world.recipe, session: { ...world.recipe.session, mostRequests: 2 } } });
  const stayed = { pleased: [0, 0], nothing: [0, 0] };
  for (let index = 0; index < users; index += 1) {
    if (index % 10 === 0) yield;
    const steps = loop.play(makeUser(world.recipe, world.seed, index), 0, () => world.recipe.ranker.weights);
    const liked = (steps[0]?.counts ?? []).reduce((sum, count, outcome) => sum + (outcome === hideOutcome ? 0 : count), 0);
    const side = liked >= pleased ? stayed.pleased : liked === 0 ? stayed.nothing : undefined;
    if (side === undefined) continue;
    side[0] = (side[0] ?? 0) + (steps.length > 1 ? 1 : 0);
    side[1] = (side[1] ?? 0) + 1;
  }
  const odds = ([some = 0, all = 1]: readonly number[]) => logOdds(some / all);
  return {
    value: odds(stayed.pleased) - odds(stayed.nothing),
    detail: `${stayed.pleased[1]} sessions that pleased at first, ${stayed.nothing[1]} that did not.`,
  };
}
