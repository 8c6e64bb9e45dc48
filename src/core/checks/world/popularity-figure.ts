import { makeUser } from '../../world/population.ts';
import { SequencePlayer } from '../../world/sequence.ts';
import { sequenceDays, worldStartMs } from '../../world/time.ts';
import type { World } from '../../world/world.ts';
import type { WorldFigure } from './world-check.ts';

const users = 400;
/** The second year: by then hardly any of the items that existed all the time is the newest of a few, which users choose now and then. */
const firstDay = 365;

/**
 * The exponent s for which events within each leaf are likeliest when an item's chance is rank^-s: the maximum of the conditional likelihood, by Newton's
 * method. Only items that existed all the time count, so that age plays no part, in topics of their user; ranks are those of the whole catalogue.
 */
export function* popularityExponent(world: World): Generator<void, WorldFigure> {
  const { catalogue } = world;
  const events = new Float64Array(catalogue.items.length);
  const player = new SequencePlayer(world);
  for (let index = 0; index < users; index += 1) {
    const user = makeUser(world.recipe, world.seed, index);
    const own = new Set(user.interests.map(({ leaf }) => leaf));
    player.play(user, firstDay, sequenceDays, ({ item }) => {
      if (own.has(catalogue.topic[item] ?? -1)) events[item] = (events[item] ?? 0) + 1;
    });
    yield;
  }
  const logRank = new Float64Array(catalogue.items.length);
  catalogue.popular.items.forEach((item, place) => (logRank[item] = Math.log(place + 1)));
  const leaves = catalogue.leaves.map(({ items }) => [...items].filter((item) => (catalogue.createdAtMs[item] ?? 0) <= worldStartMs));
  let exponent = 0.5;
  for (let round = 0; round < 20; round += 1) {
    let slope = 0;
    let curvature = 0;
    for (const items of leaves) {
      let [mass, first, second, count, seen] = [0, 0, 0, 0, 0];
      for (const item of items) {
        const x = logRank[item] ?? 0;
        const weight = Math.exp(-exponent * x);
        mass += weight;
        first += weight * x;
        second += weight * x * x;
        count += events[item] ?? 0;
        seen += (events[item] ?? 0) * x;
      }
      if (count === 0) continue;
      const mean = first / mass;
      slope += count * mean - seen;
      curvature += count * (second / mass - mean * mean);
    }
    const step = slope / curvature;
    exponent += Math.max(-0.5, Math.min(0.5, step));
    if (Math.abs(step) < 1e-9) break;
  }
  const rare = events.reduce((sum, count) => sum + (count < 5 ? 1 : 0), 0) / events.length;
  const total = events.reduce((sum, count) => sum + count, 0);
  return { value: exponent, detail: `${users} users, ${total} events; ${(100 * rare).toFixed(0)}% of items have fewer than 5 of them.` };
}
