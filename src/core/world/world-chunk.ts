import type { WorldPreset } from './recipe.ts';

/**
 * A world is made in chunks of fixed size, in the order of these phases: any number of workers may make them, and the digests joined in order are the same.
 * `people` only counts what the sequences of `events` will hold.
 */
export const worldPhases = ['items', 'people', 'events', 'log', 'ads', 'truth'] as const;
export type WorldPhase = (typeof worldPhases)[number];

/** Which chunk of which world. */
export interface WorldChunkInput {
  readonly preset: WorldPreset;
  readonly seed: number;
  readonly phase: WorldPhase;
  /** First item, user, user, log row, row of the ads log or held-out request. */
  readonly first: number;
  readonly count: number;
  /** Number of the first session of an `events` chunk. */
  readonly firstSession?: number;
}
