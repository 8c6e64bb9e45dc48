import { hideOutcome, outcomeCount } from '../../world/outcomes.ts';
import { makeUser, middleOf } from '../../world/population.ts';
import { RequestMaker } from '../../world/request.ts';
import type { World } from '../../world/world.ts';
import { logOdds } from './log-odds.ts';
import type { WorldFigure } from './world-check.ts';

const users = 2_000;
const requests = 4;

/**
 * By how much the real log-odds of a hide exceed the ranker's for candidates of the avoided topic, against the same user's other candidates: what the ranker
 * does know (item and interests) drops out, and so does what is the user's own.
 */
export function* aversionGap({ recipe, catalogue, seed }: World): Generator<void, WorldFigure> {
  const maker = new RequestMaker(recipe, catalogue, seed);
  let total = 0;
  let weight = 0;
  let averse = 0;
  for (let index = 0; index < users; index += 1) {
    if (index % 100 === 0) yield;
    const user = makeUser(recipe, seed, index);
    if (user.aversion === undefined) continue;
    averse += 1;
    const sums = [0, 0];
    const counts = [0, 0];
    for (let request = 0; request < requests; request += 1) {
      const { items, heads, truth } = maker.make(user, index * requests + request);
      items.forEach((item, place) => {
        const at = place * outcomeCount + hideOutcome;
        const side = middleOf(catalogue.topic[item] ?? 0) === user.aversion ? 1 : 0;
        sums[side] = (sums[side] ?? 0) + logOdds(truth[at] ?? 0) - logOdds(heads[at] ?? 0);
        counts[side] = (counts[side] ?? 0) + 1;
      });
    }
    yield;
    const [others = 0, avoided = 0] = counts;
    if (avoided === 0 || others === 0) continue;
    const own = (avoided * others) / (avoided + others);
    total += own * ((sums[1] ?? 0) / avoided - (sums[0] ?? 0) / others);
    weight += own;
  }
  return {
    value: total / weight,
    detail: `${averse} of ${users} users avoid a topic (planted: ${(100 * recipe.taste.averse).toFixed(0)}%).`,
  };
}
