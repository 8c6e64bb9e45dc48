import { makeUser } from '../../world/population.ts';
import { SequencePlayer } from '../../world/sequence.ts';
import { sequenceDays } from '../../world/time.ts';
import { hasLongSequence, type World } from '../../world/world.ts';
import type { WorldFigure } from './world-check.ts';

/** Events under which an item counts as rare. */
const fewEvents = 5;

/** Share of items with fewer than 5 events in the sequences of the whole population. */
export function* rareItems(world: World): Generator<void, WorldFigure> {
  const { recipe, catalogue, seed } = world;
  const events = new Int32Array(catalogue.items.length);
  const player = new SequencePlayer(world);
  let total = 0;
  for (let index = 0; index < recipe.population.users; index += 1) {
    if (!hasLongSequence(recipe, index)) continue;
    player.play(makeUser(recipe, seed, index), 0, sequenceDays, ({ item }) => {
      events[item] = (events[item] ?? 0) + 1;
      total += 1;
    });
    yield;
  }
  return { value: events.filter((count) => count < fewEvents).length / events.length, detail: `${total} events.` };
}
