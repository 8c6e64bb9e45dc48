import { makeUser } from '../../world/population.ts';
import { SequencePlayer } from '../../world/sequence.ts';
import { sequenceDays } from '../../world/time.ts';
import type { World } from '../../world/world.ts';
import type { WorldFigure } from './world-check.ts';

const users = 300;

/**
 * Share of steps with the topic of the step before, over the share with the topic of the step before that one, in sessions that are long enough for both: 1 where
 * the order of a session's items means nothing.
 */
export function* nearOverFar(world: World): Generator<void, WorldFigure> {
  const player = new SequencePlayer(world);
  const { topic } = world.catalogue;
  let [near, far, steps] = [0, 0, 0];
  for (let index = 0; index < users; index += 1) {
    let before = -1;
    let earlier = -1;
    player.play(makeUser(world.recipe, world.seed, index), 0, sequenceDays, ({ item, firstOfSession }) => {
      if (firstOfSession) before = earlier = -1;
      const leaf = topic[item] ?? 0;
      if (earlier >= 0) {
        steps += 1;
        if (leaf === before) near += 1;
        if (leaf === earlier) far += 1;
      }
      earlier = before;
      before = leaf;
    });
    yield;
  }
  return { value: near / far, detail: `${users} users, ${steps} steps with two before them.` };
}
