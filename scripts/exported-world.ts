import { createHash } from 'node:crypto';
import type { WorldPreset } from '../src/core/world/recipe.ts';
import { recipeOf } from '../src/core/world/world-chunk.ts';
import { makeWorld, type World } from '../src/core/world/world.ts';

export interface ExportedWorld {
  readonly world: World;
  readonly preset: string;
  readonly users: number;
  /** Users before it are left out. */
  readonly firstUser: number;
  /** Only of the first so many users are logged slates written. */
  readonly slateUsers: number;
  readonly folder: string;
  /** Of everything the export depends on. */
  readonly hash: string;
}

/** The world that `PRESET SEED USERS SLATE_USERS FOLDER [without-closeup] [from=USER]` names, alike for its export and for the export of its truth. */
export function exportedWorld(words: readonly string[]): ExportedWorld {
  const [preset = 'demo', seedText = '7', usersText = '1000', slateUsersText = usersText, folder = '', ...rest] = words;
  const [seed, users, slateUsers] = [Number(seedText), Number(usersText), Number(slateUsersText)];
  const whole = recipeOf({ preset: preset as WorldPreset, users });
  const recipe = rest.includes('without-closeup') ? { ...whole, sequence: { ...whole.sequence, saveAfterCloseup: 1 } } : whole;
  const firstUser = Number(rest.find((word) => word.startsWith('from='))?.slice('from='.length) ?? 0);
  if (![seed, users, slateUsers, firstUser].every(Number.isSafeInteger) || firstUser < 0 || firstUser >= users)
    throw new RangeError('Seed and users must be whole numbers, and from=USER below USERS.');
  const parts = { recipe, seed, slateUsers, ...(firstUser > 0 ? { firstUser } : {}) };
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return { world: makeWorld(recipe, seed), preset, users, firstUser, slateUsers: Math.min(users, slateUsers), folder, hash };
}
