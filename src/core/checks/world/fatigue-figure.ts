import { ClosedLoop } from '../../world/closed-loop.ts';
import { gridActions, productionAction } from '../../world/grid.ts';
import { hideOutcome } from '../../world/outcomes.ts';
import { makeUser } from '../../world/population.ts';
import type { World } from '../../world/world.ts';
import type { WorldFigure } from './world-check.ts';

const users = 150;
const sessions = 8;

/**
 * Positive outcomes per later request of a session over those per first request, one stratum per user: whoever stays longer is compared with themselves.
 * Production's weights throughout.
 */
export function* laterOverFirst(world: World): Generator<void, WorldFigure> {
  const loop = new ClosedLoop(world);
  const weights = gridActions(world.recipe)[productionAction(world.recipe)]?.weights ?? [];
  let above = 0;
  let below = 0;
  let requests = 0;
  for (let index = 0; index < users; index += 1) {
    const user = makeUser(world.recipe, world.seed, index);
    const liked = { first: 0, later: 0 };
    let later = 0;
    for (let session = 0; session < sessions; session += 1) {
      for (const [place, { counts }] of loop.play(user, session, () => weights).entries()) {
        const positive = counts.reduce((sum, count, outcome) => sum + (outcome === hideOutcome ? 0 : count), 0);
        liked[place === 0 ? 'first' : 'later'] += positive;
        if (place > 0) later += 1;
      }
      yield;
    }
    above += (liked.later * sessions) / (sessions + later);
    below += (liked.first * later) / (sessions + later);
    requests += sessions + later;
  }
  return { value: above / below, detail: `${users} users, ${users * sessions} sessions, ${requests} requests.` };
}
