import { adActions, adRewards, AdServer } from '../../world/ads-request.ts';
import { makeUser } from '../../world/population.ts';
import type { World } from '../../world/world.ts';
import type { WorldFigure } from './world-check.ts';

const users = 300;
const requests = 8;
const groups = 3;
/** Dollars that a click is worth beside its revenue. */
const clickWorth = 0.8;
/** Request numbers beyond those of any log. */
const firstKey = 2 ** 41;

/**
 * What choosing weights by what the earlier clicks of users were worth, in thirds, adds to revenue and clicks together, over the best weights for all: exact rewards, chosen on
 * every other request and valued on the rest.
 */
export function* gainByEarlierWorth(world: World): Generator<void, WorldFigure> {
  const { recipe, seed } = world;
  const server = new AdServer(world);
  const actions = adActions(recipe);
  const weights = actions.map((action) => action.weights);
  const people = Array.from({ length: users }, (_, index) => makeUser(recipe, seed, index));
  const rates = people.map((user) => server.earlier(user)).map(({ clicked, revenue }) => revenue / Math.max(1, clicked));
  yield;
  const order = rates.map((_, index) => index).toSorted((a, b) => (rates[a] ?? 0) - (rates[b] ?? 0) || a - b);
  const worth = [0, 1].map(() => new Float64Array(groups * actions.length));
  for (const [place, index] of order.entries()) {
    const group = Math.floor((place * groups) / users);
    for (let request = 0; request < requests; request += 1) {
      const user = people[index];
      const half = worth[request % 2];
      if (user === undefined || half === undefined) continue;
      const expected = server.expected(user, firstKey + index * requests + request, weights);
      for (let action = 0; action < actions.length; action += 1) {
        const at = group * actions.length + action;
        half[at] =
          (half[at] ?? 0) + (expected[action * adRewards.length] ?? 0) + clickWorth * (expected[action * adRewards.length + 1] ?? 0);
      }
    }
    yield;
  }
  const value = (half: number, group: number, action: number) => worth[half]?.[group * actions.length + action] ?? 0;
  const best = (score: (action: number) => number) => actions.reduce((top, _, action) => (score(action) > score(top) ? action : top), 0);
  const all = Array.from({ length: groups }, (_, group) => group);
  const total = (half: number, action: number) => all.reduce((sum, group) => sum + value(half, group, action), 0);
  const chosen = all.map((group) => best((action) => value(0, group, action)));
  const fixed = best((action) => total(0, action));
  const own = all.reduce((sum, group) => sum + value(1, group, chosen[group] ?? 0), 0);
  const names = chosen.map((action) => actions[action]?.name ?? '');
  return {
    value: own / total(1, fixed) - 1,
    detail: `From little to much by the click: ${names.join('; ')}. For all: ${actions[fixed]?.name ?? ''}.`,
  };
}
