import { type WorldPreset, type WorldRecipe, worldRecipe } from './recipe.ts';

/**
 * A world is made in chunks of fixed size, in the order of these phases: any number of workers may make them, and the digests joined in order are the same.
 * `people` only counts what the sequences of `events` will hold.
 */
export const worldPhases = ['items', 'people', 'events', 'log', 'ads', 'stories', 'candidates', 'truth', 'ads-truth', 'hidden'] as const;
export type WorldPhase = (typeof worldPhases)[number];

/** Which chunk of which world. */
export interface WorldChunkInput {
  readonly preset: WorldPreset;
  readonly seed: number;
  readonly phase: WorldPhase;
  /** The first users alone; all that the preset has when left out. */
  readonly users?: number;
  /** First item, user, user, log row, row of the ads log, nothing, stretch of expanded requests, held-out request, held-out ads request or user. */
  readonly first: number;
  readonly count: number;
  /** Number of the first session of an `events` chunk. */
  readonly firstSession?: number;
  /** Requests that are expanded whatever is drawn (`candidates`). */
  readonly pinned?: readonly number[];
}

/** The recipe of a preset, with a population of its own where one is asked for: the first users are the same. */
export function recipeOf({ preset, users }: Pick<WorldChunkInput, 'preset' | 'users'>): WorldRecipe {
  const recipe = worldRecipe(preset);
  return users === undefined ? recipe : { ...recipe, population: { ...recipe.population, users } };
}
