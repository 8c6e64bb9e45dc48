import { type AdAction, adActions, AdServer } from './ads-request.ts';
import { makeUser } from './population.ts';
import type { WorldRecipe } from './recipe.ts';
import { heldOutEvery } from './truth.ts';
import { requestKey, type World } from './world.ts';

/** How many ads requests have their truth kept: all of the held-out users. */
export function heldOutAds(recipe: WorldRecipe): number {
  return Math.ceil(recipe.population.users / heldOutEvery(recipe)) * recipe.ads.requestsPerUser;
}

/** Row of the ads log of the `place`-th held-out one. */
export function heldOutAd(recipe: WorldRecipe, place: number): number {
  const { requestsPerUser } = recipe.ads;
  return Math.floor(place / requestsPerUser) * heldOutEvery(recipe) * requestsPerUser + (place % requestsPerUser);
}

/** Exact one-step values of logged ads requests, in the order of `adRewards`: revenue in dollars, and counts that are not clipped. */
export class AdsTruth {
  readonly #world: World;
  readonly #server: AdServer;
  readonly #actions: readonly AdAction['weights'][];

  constructor(world: World) {
    this.#world = world;
    this.#server = new AdServer(world);
    this.#actions = adActions(world.recipe).map(({ weights }) => weights);
  }

  /** One value per reward for any weights. */
  value(request: number, weights: AdAction['weights']): Float64Array {
    return this.#expected(request, [weights]);
  }

  /** All actions of the grid: one value per reward for each. */
  grid(request: number): Float64Array {
    return this.#expected(request, this.#actions);
  }

  #expected(request: number, weights: readonly AdAction['weights'][]): Float64Array {
    const { recipe, seed } = this.#world;
    const user = makeUser(recipe, seed, Math.floor(request / recipe.ads.requestsPerUser));
    return this.#server.expected(user, requestKey(recipe, request), weights);
  }
}
