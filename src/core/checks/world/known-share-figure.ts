import { outcomeCount, p2pOutcome, saveOutcome } from '../../world/outcomes.ts';
import { makeUser } from '../../world/population.ts';
import { RequestMaker } from '../../world/request.ts';
import type { World } from '../../world/world.ts';
import { logOdds } from './log-odds.ts';
import type { WorldFigure } from './world-check.ts';

const users = 1_000;
const requests = 2;

/** 1 less the slope of the heads' error in log-odds over the user's hidden intensity, for saves and p2p together. Users who avoid a topic are left out. */
export function* knownShare({ recipe, catalogue, seed }: World): Generator<void, WorldFigure> {
  const maker = new RequestMaker(recipe, catalogue, seed);
  let cross = 0;
  let square = 0;
  let used = 0;
  for (let index = 0; index < users; index += 1) {
    const user = makeUser(recipe, seed, index);
    if (user.aversion !== undefined) continue;
    used += 1;
    for (let request = 0; request < requests; request += 1) {
      const { items, heads, truth } = maker.make(user, index * requests + request);
      // The mood of a request is common to both outcomes: their difference is free of it.
      let error = 0;
      for (let place = 0; place < items.length; place += 1) {
        const save = place * outcomeCount + saveOutcome;
        const p2p = place * outcomeCount + p2pOutcome;
        error += logOdds(truth[save] ?? 0) - logOdds(heads[save] ?? 0) - logOdds(truth[p2p] ?? 0) + logOdds(heads[p2p] ?? 0);
      }
      const lean = (user.intensity[saveOutcome] ?? 0) - (user.intensity[p2pOutcome] ?? 0);
      cross += (error / items.length) * lean;
      square += lean * lean;
    }
    yield;
  }
  return { value: 1 - cross / square, detail: `${used} users, ${used * requests * recipe.ranker.candidates} candidates.` };
}
