import { z } from 'zod';
import { type WorldPreset, presets } from '../core/world/recipe.ts';
import type { WorldCard } from '../core/world/card/world-card.ts';
import type { ImportResult } from './imports.ts';
import { call, datasetName, returns } from './procedure.ts';

/** The worlds that can be made, by name. */
export const worldPresets = presets;

/** The keys are those of the command line: an import's, and where the truth is kept. */
export interface WorldResult extends Omit<ImportResult, 'format'> {
  readonly format: 'world';
  readonly preset: WorldPreset;
  readonly seed: number;
  /** What a bundle for this world is made for: the same in every world of one catalogue. */
  readonly catalogueHash?: string;
  /** Path of the separate truth file, which only verification opens. */
  readonly truth: string;
}

export const worldsContract = {
  /** Makes a simulated population with known truth, as a job whose result is a `WorldResult`. */
  'worlds.create': call(
    z.strictObject({
      preset: z.enum(presets).default('demo'),
      seed: z.int().min(0).default(7),
      /** The first users of the preset alone: the same rows. */
      users: z.int().min(100).max(1_000_000).optional(),
      as: datasetName.optional(),
      /** Threads at most; the result is the same for any number. */
      workers: z.int().min(1).max(2).default(2),
    }),
    returns<{ readonly job: number }>(),
  ),
  /** What was measured when the world was made, and what is planted in it. `not-found` where the dataset is no world. */
  'worlds.card': call(z.strictObject({ dataset: datasetName }), returns<WorldCard>()),
};
