import { ExpectedRewards, positionChances } from '../../world/expected.ts';
import { outcomeCount, saveOutcome } from '../../world/outcomes.ts';
import { makeUser } from '../../world/population.ts';
import { type WorldRecipe, worldRecipe } from '../../world/recipe.ts';
import { RequestMaker } from '../../world/request.ts';
import { SlateRanker } from '../../world/slate.ts';
import { requestKey, type World } from '../../world/world.ts';
import type { CheckDefinition } from '../check-definition.ts';
import { around } from '../judge.ts';
import { demoRecipe } from './world-check.ts';

/** Requests that are served, and how many of one user. */
const requests = 1_000;
const perUser = 2;
const drift = worldRecipe('drift');
/** The same half year later, and the ranker as it was. */
const noDrift: WorldRecipe = { ...drift, ranker: { ...drift.ranker, saveHeadFactor: demoRecipe.ranker.saveHeadFactor } };

/** After the learning window the save head is rescaled: in a dataset of its own, against users who stay as they are. */
export const driftCheck: CheckDefinition = {
  batch: 'data',
  claim: {
    name: 'head-drift',
    area: 'world',
    claim: `In the requests of the log that starts ${drift.population.logStartDay} days later the save head promises as many times more saves than users give as planted.`,
    bound: around(drift.ranker.saveHeadFactor, 0.15),
    unit: 'times',
    control: { name: 'the same days later without a drift', bound: around(1, 0.12) },
  },
  *measure(shelf) {
    const before = yield* promisedOverGiven(shelf.subject(demoRecipe).world);
    const after = yield* promisedOverGiven(shelf.subject(drift).world);
    const same = yield* promisedOverGiven(shelf.subject(noDrift).world);
    const words = [before, after, same].map((ratio) => ratio.toFixed(2));
    return {
      value: after / before,
      control: same / before,
      detail: `Saves promised per save given: ${words[0]} before, ${words[1]} after, ${words[2]} without a drift.`,
    };
  },
};

/** Saves that the head expects of production's slates, over those that users give on average. */
function* promisedOverGiven({ recipe, catalogue, seed }: World): Generator<void, number> {
  const maker = new RequestMaker(recipe, catalogue, seed);
  const ranker = new SlateRanker(recipe.ranker.slate);
  const expected = new ExpectedRewards(recipe);
  const rewards = new Float64Array(outcomeCount);
  const slate = new Int32Array(recipe.ranker.slate);
  const chances = positionChances(recipe);
  const { requestsPerUser } = recipe.population;
  let [promised, given] = [0, 0];
  for (let row = 0; row < requests; row += 1) {
    const user = Math.floor(row / perUser);
    const key = requestKey(recipe, user * requestsPerUser + (row % perUser));
    const { heads, bonus, truth } = maker.make(makeUser(recipe, seed, user), key);
    ranker.rank(heads, bonus, recipe.ranker.weights, slate);
    expected.write(truth, slate, rewards, 0);
    slate.forEach((place, position) => (promised += (chances[position] ?? 0) * (heads[place * outcomeCount + saveOutcome] ?? 0)));
    given += rewards[saveOutcome] ?? 0;
    if (row % 20 === 0) yield;
  }
  return promised / given;
}
