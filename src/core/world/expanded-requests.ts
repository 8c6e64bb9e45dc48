import { KeyedRandom } from './keyed-random.ts';
import { logRows, type World } from './world.ts';
import type { WorldRecipe } from './recipe.ts';

/** One request of every so many rows is kept with all its candidates: 20,000 of a million, and no more of a larger log. */
const leastStride = 50;
const mostExpanded = 20_000;

/** Rows of the exploration log to each request that is expanded. */
export function expandedStride(recipe: WorldRecipe): number {
  return Math.max(leastStride, Math.ceil(logRows(recipe) / mostExpanded));
}

/** How many stretches of rows have a request that is expanded. */
export function expandedStretches(recipe: WorldRecipe): number {
  return Math.ceil(logRows(recipe) / expandedStride(recipe));
}

/** The expanded requests of `count` stretches from number `first`, ascending: one drawn from each, or the ones `pinned` there. */
export function expandedRequests({ recipe, seed }: World, first: number, count: number, pinned: readonly number[]): readonly number[] {
  const stride = expandedStride(recipe);
  const random = new KeyedRandom(seed, 'world-expanded');
  const rows = logRows(recipe);
  return Array.from({ length: count }, (_, place) => first + place).flatMap((stretch) => {
    const from = stretch * stride;
    const here = pinned.filter((request) => request >= from && request < from + stride).toSorted((a, b) => a - b);
    return here.length > 0 ? here : [from + random.start(stretch).int(Math.min(stride, rows - from))];
  });
}
