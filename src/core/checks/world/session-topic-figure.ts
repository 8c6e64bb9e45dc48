import { makeUser } from '../../world/population.ts';
import { SequencePlayer } from '../../world/sequence.ts';
import { sequenceDays } from '../../world/time.ts';
import type { World } from '../../world/world.ts';
import type { WorldFigure } from './world-check.ts';

const users = 200;

/** How many times as often the first two steps of a session share their topic as the first steps of two sessions that follow one another. */
export function* withinOverBetween(world: World): Generator<void, WorldFigure> {
  const player = new SequencePlayer(world);
  const { topic } = world.catalogue;
  let [within, pairs, between, sessions] = [0, 0, 0, 0];
  for (let index = 0; index < users; index += 1) {
    let opening = -1;
    let isSecond = false;
    player.play(makeUser(world.recipe, world.seed, index), 0, sequenceDays, ({ item, firstOfSession }) => {
      const leaf = topic[item] ?? 0;
      if (firstOfSession) {
        if (opening >= 0) {
          sessions += 1;
          if (leaf === opening) between += 1;
        }
        opening = leaf;
      } else if (isSecond) {
        pairs += 1;
        if (leaf === opening) within += 1;
      }
      isSecond = firstOfSession;
    });
    yield;
  }
  return { value: within / pairs / (between / sessions), detail: `${users} users, ${sessions} sessions.` };
}
