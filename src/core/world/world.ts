import { type Catalogue, makeCatalogue } from './catalogue.ts';
import type { WorldRecipe } from './recipe.ts';

/** One world: its recipe, its seed and the catalogue they make. Users, requests and sequences are made from it on demand. */
export interface World {
  readonly recipe: WorldRecipe;
  readonly seed: number;
  readonly catalogue: Catalogue;
}

export function makeWorld(recipe: WorldRecipe, seed: number): World {
  return { recipe, seed, catalogue: makeCatalogue(recipe, seed) };
}

/** Users with a sequence over two years: every n-th. */
export function hasLongSequence(recipe: WorldRecipe, user: number): boolean {
  return user % recipe.population.longSequenceEvery === 0;
}

/** Number under which a request's draws are kept: a log that starts later has draws of its own. */
export function requestKey(recipe: WorldRecipe, request: number): number {
  return request + recipe.population.logStartDay * 0x1_0000_0000;
}

/** Rows of the exploration log. */
export function logRows(recipe: WorldRecipe): number {
  return recipe.population.users * recipe.population.requestsPerUser;
}
