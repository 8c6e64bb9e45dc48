import { createHash } from 'node:crypto';
import type { WorldPreset } from '../src/core/world/recipe.ts';
import { recipeOf } from '../src/core/world/world-chunk.ts';
import { makeWorld, type World } from '../src/core/world/world.ts';

export interface ExportedWorld {
  readonly world: World;
  readonly preset: string;
  readonly users: number;
  /** Only of the first so many users are logged slates written. */
  readonly slateUsers: number;
  readonly folder: string;
  /** Of everything the export depends on. */
  readonly hash: string;
}

/** The world that `PRESET SEED USERS SLATE_USERS FOLDER [without-closeup]` names, alike for its export and for the export of its truth. */
export function exportedWorld(words: readonly string[]): ExportedWorld {
  const [preset = 'demo', seedText = '7', usersText = '1000', slateUsersText = usersText, folder = '', without] = words;
  const [seed, users, slateUsers] = [Number(seedText), Number(usersText), Number(slateUsersText)];
  const whole = recipeOf({ preset: preset as WorldPreset, users });
  const recipe = without === 'without-closeup' ? { ...whole, sequence: { ...whole.sequence, saveAfterCloseup: 1 } } : whole;
  const hash = createHash('sha256').update(JSON.stringify({ recipe, seed, slateUsers })).digest('hex');
  return { world: makeWorld(recipe, seed), preset, users, slateUsers: Math.min(users, slateUsers), folder, hash };
}
