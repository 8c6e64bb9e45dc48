import { z } from 'zod';
import { presets } from '../core/world/recipe.ts';
import type { ItemCard } from './datasets.ts';
import { call, returns } from './procedure.ts';

export const worldPreviewContract = {
  /** The first items of a world that need not be made yet: the same ones that it will hold. */
  'worlds.preview': call(
    z.strictObject({ preset: z.enum(presets), seed: z.int().min(0).max(0xffff_ffff), items: z.int().min(1).max(200).default(60) }),
    returns<{ readonly items: readonly ItemCard[] }>(),
  ),
};
