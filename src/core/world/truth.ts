import { ExpectedRewards } from './expected.ts';
import { gridActions } from './grid.ts';
import { outcomeCount } from './outcomes.ts';
import { makeUser } from './population.ts';
import type { WorldRecipe } from './recipe.ts';
import { RequestMaker, type RequestView } from './request.ts';
import { SlateRanker } from './slate.ts';
import { requestKey, type World } from './world.ts';

/** At most so many users are held out: 50,000 requests of the demo world. */
const mostHeldOut = 2_500;

/** Every n-th user is held out: the exact rewards of all their logged requests are kept as truth. */
export function heldOutEvery(recipe: WorldRecipe): number {
  return Math.max(20, Math.ceil(recipe.population.users / mostHeldOut));
}

/** How many requests have their truth kept. */
export function heldOutRequests(recipe: WorldRecipe): number {
  return Math.ceil(recipe.population.users / heldOutEvery(recipe)) * recipe.population.requestsPerUser;
}

/** Log request of the `place`-th held-out one. */
export function heldOutRequest(recipe: WorldRecipe, place: number): number {
  const { requestsPerUser } = recipe.population;
  return Math.floor(place / requestsPerUser) * heldOutEvery(recipe) * requestsPerUser + (place % requestsPerUser);
}

/** Exact one-step values of logged requests: what each outcome's clipped count is worth on average over the user's response. */
export class Truth {
  readonly #world: World;
  readonly #maker: RequestMaker;
  readonly #ranker: SlateRanker;
  readonly #expected: ExpectedRewards;
  readonly #slate: Int32Array;
  readonly #actions: readonly (readonly number[])[];

  constructor(world: World) {
    this.#world = world;
    this.#maker = new RequestMaker(world.recipe, world.catalogue, world.seed);
    this.#ranker = new SlateRanker(world.recipe.ranker.slate);
    this.#expected = new ExpectedRewards(world.recipe);
    this.#slate = new Int32Array(world.recipe.ranker.slate);
    this.#actions = gridActions(world.recipe).map(({ weights }) => weights);
  }

  /** One value per outcome for any utility weights. */
  value(request: number, weights: readonly number[]): Float64Array {
    return this.values(request, [weights])[0] ?? new Float64Array(outcomeCount);
  }

  /** As `value`, for several weights: the request is made once. */
  values(request: number, choices: readonly (readonly number[])[]): readonly Float64Array[] {
    const view = this.#view(request);
    return choices.map((weights) => {
      const rewards = new Float64Array(outcomeCount);
      this.#write(view, weights, rewards, 0);
      return rewards;
    });
  }

  /** All actions of the grid: `outcomeCount` values per action. */
  grid(request: number): Float64Array {
    const rewards = new Float64Array(this.#actions.length * outcomeCount);
    const view = this.#view(request);
    this.#actions.forEach((weights, action) => this.#write(view, weights, rewards, action * outcomeCount));
    return rewards;
  }

  #view(request: number): RequestView {
    const { recipe, seed } = this.#world;
    return this.#maker.make(makeUser(recipe, seed, Math.floor(request / recipe.population.requestsPerUser)), requestKey(recipe, request));
  }

  #write({ heads, bonus, truth }: RequestView, weights: readonly number[], into: Float64Array, first: number): void {
    this.#ranker.rank(heads, bonus, weights, this.#slate);
    this.#expected.write(truth, this.#slate, into, first);
  }
}
