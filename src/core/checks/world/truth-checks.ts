import { gridActions, productionAction } from '../../world/grid.ts';
import { KeyedRandom } from '../../world/keyed-random.ts';
import { outcomeCount, outcomes } from '../../world/outcomes.ts';
import { makeUser } from '../../world/population.ts';
import { RequestMaker } from '../../world/request.ts';
import { ResponseModel } from '../../world/responses.ts';
import { SlateRanker } from '../../world/slate.ts';
import { heldOutRequest, heldOutRequests, Truth } from '../../world/truth.ts';
import { requestKey, type World } from '../../world/world.ts';
import type { Measured } from '../check.ts';
import type { CheckDefinition } from '../check-definition.ts';
import { demoRecipe } from './world-check.ts';

/** Largest distance from 0 in standard errors that chance gives once in some thousand times. */
const mostErrors = 3.7;
const simulated = 24;
const draws = 10_000;
const compared = 60;

/** What holds the exact rewards to the user model they are the means of. */
export const truthChecks: readonly CheckDefinition[] = [
  {
    batch: 'data',
    claim: {
      name: 'value-by-simulation',
      area: 'world',
      claim: `The value of any weights for a request is the mean of what users do: it agrees with ${draws} simulated responses to their slate, requests pooled.`,
      bound: { most: mostErrors },
      unit: 'standard errors',
      control: { name: "the value of production's weights instead", bound: { least: 5 } },
    },
    measure: (shelf) => simulationErrors(shelf.subject(demoRecipe).world),
  },
  {
    batch: 'data',
    claim: {
      name: 'held-out-rewards',
      area: 'world',
      claim: 'Every held-out request has the exact rewards of all 49 actions, each as its weights are valued one by one: no difference.',
      bound: { most: 0 },
      control: { name: 'the rewards of the request after it', bound: { least: 0.01 } },
    },
    measure: (shelf) => gridErrors(shelf.subject(demoRecipe).world),
  },
];

/** Largest pooled distance over the outcomes between simulated means and values, in standard errors, for weights drawn anew for every request. */
export function* simulationErrors(world: World, value = new Truth(world).value.bind(new Truth(world))): Generator<void, Measured> {
  const { recipe, catalogue, seed } = world;
  const maker = new RequestMaker(recipe, catalogue, seed);
  const ranker = new SlateRanker(recipe.ranker.slate);
  const response = new ResponseModel(recipe);
  const random = new KeyedRandom(seed, 'check-simulation');
  const slate = new Int32Array(recipe.ranker.slate);
  const production = gridActions(recipe)[productionAction(recipe)]?.weights ?? [];
  // Per outcome: distances from the value, from production's value, and the variance of the means.
  const sums = outcomes.map(() => [0, 0, 0]);
  for (let place = 0; place < simulated; place += 1) {
    const request = heldOutRequest(recipe, Math.floor((place * heldOutRequests(recipe)) / simulated));
    random.start(place);
    // Off the grid as well: every weight between 0.3 and 3 times production's.
    const weights = recipe.ranker.weights.map((weight) => weight * (0.3 + 2.7 * random.uniform()));
    const [exact, other] = [value(request, weights), value(request, production)];
    const user = makeUser(recipe, seed, Math.floor(request / recipe.population.requestsPerUser));
    const { heads, bonus, truth } = maker.make(user, requestKey(recipe, request));
    ranker.rank(heads, bonus, weights, slate);
    const totals = new Float64Array(outcomeCount);
    const squares = new Float64Array(outcomeCount);
    for (let draw = 0; draw < draws; draw += 1) {
      response.draw(slate, truth, random);
      response.rewards.forEach((count, outcome) => {
        totals[outcome] = (totals[outcome] ?? 0) + count;
        squares[outcome] = (squares[outcome] ?? 0) + count * count;
      });
      if (draw % 500 === 0) yield;
    }
    sums.forEach((sum, outcome) => {
      const mean = (totals[outcome] ?? 0) / draws;
      sum[0] = (sum[0] ?? 0) + mean - (exact[outcome] ?? 0);
      sum[1] = (sum[1] ?? 0) + mean - (other[outcome] ?? 0);
      sum[2] = (sum[2] ?? 0) + ((squares[outcome] ?? 0) / draws - mean * mean) / draws;
    });
  }
  const errors = (side: number) => sums.map((sum) => (sum[side] ?? 0) / Math.sqrt(sum[2] ?? 0));
  const words = outcomes.map((name, outcome) => `${name} ${(errors(0)[outcome] ?? 0).toFixed(2)}`);
  return {
    value: Math.max(...errors(0).map(Math.abs)),
    control: Math.max(...errors(1).map(Math.abs)),
    detail: `${simulated} held-out requests, each with weights of its own; ${words.join(', ')}.`,
  };
}

/** Largest difference between the table of all actions and single values; the control takes the next request's table. */
function* gridErrors(world: World): Generator<void, Measured> {
  const { recipe } = world;
  const truth = new Truth(world);
  const actions = gridActions(recipe);
  const total = heldOutRequests(recipe);
  let [worst, shifted] = [0, 0];
  for (let place = 0; place < compared; place += 1) {
    const at = Math.floor((place * (total - 1)) / compared);
    const [own, next] = [truth.grid(heldOutRequest(recipe, at)), truth.grid(heldOutRequest(recipe, at + 1))];
    actions.forEach(({ weights }, action) => {
      truth.value(heldOutRequest(recipe, at), weights).forEach((value, outcome) => {
        worst = Math.max(worst, Math.abs(value - (own[action * outcomeCount + outcome] ?? Number.NaN)));
        shifted = Math.max(shifted, Math.abs(value - (next[action * outcomeCount + outcome] ?? Number.NaN)));
      });
    });
    yield;
  }
  return { value: worst, control: shifted, detail: `${compared} of ${total} held-out requests, ${actions.length} actions each.` };
}
