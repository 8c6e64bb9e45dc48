import { makeUser } from '../../world/population.ts';
import { closeupBit, saveBit, SequencePlayer } from '../../world/sequence.ts';
import { sequenceDays } from '../../world/time.ts';
import type { World } from '../../world/world.ts';
import type { WorldFigure } from './world-check.ts';

const users = 400;

/**
 * How many times likelier a save is when the session has an earlier closeup of the topic: the Mantel-Haenszel ratio of rates with one stratum per user, so that
 * keen users, who do more of both, do not count as dependence.
 */
export function* saveAfterCloseup(world: World): Generator<void, WorldFigure> {
  const player = new SequencePlayer(world);
  const { topic } = world.catalogue;
  const seen = new Set<number>();
  let above = 0;
  let below = 0;
  let after = 0;
  for (let index = 0; index < users; index += 1) {
    // Saves and steps, without and with a closeup before.
    const saves = [0, 0];
    const steps = [0, 0];
    player.play(makeUser(world.recipe, world.seed, index), 0, sequenceDays, ({ item, actions, firstOfSession }) => {
      if (firstOfSession) seen.clear();
      const leaf = topic[item] ?? 0;
      const side = seen.has(leaf) ? 1 : 0;
      steps[side] = (steps[side] ?? 0) + 1;
      if ((actions & saveBit) !== 0) saves[side] = (saves[side] ?? 0) + 1;
      if ((actions & closeupBit) !== 0) seen.add(leaf);
    });
    const [before = 0, later = 0] = steps;
    if (before > 0 && later > 0) {
      above += ((saves[1] ?? 0) * before) / (before + later);
      below += ((saves[0] ?? 0) * later) / (before + later);
    }
    after += later;
    yield;
  }
  return { value: above / below, detail: `${users} users, ${after} steps after a closeup of their topic.` };
}
