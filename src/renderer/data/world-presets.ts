import { type WorldPreset, worldRecipe } from '../../core/world/recipe.ts';

/** What sets a preset apart: what is planted in it, or left out. */
export const presetWords: Readonly<Record<WorldPreset, string>> = {
  demo: 'Tastes that the ranker hardly knows, so that a user\u2019s own weights pay, and a rule of production that does not.',
  weak: 'The demo with a ranker that knows half of each taste: nothing is promised, and little is left to gain.',
  control: 'Users and creators do not differ at all: personalising must not help here.',
  null: 'No group of creators is favoured and saves do not pull against p2p: nothing of either may be found.',
  small: 'The first users of the demo, with its catalogue and seed: for a first look and for tests.',
  large: 'The demo with ten times the users: for measuring time and memory.',
  drift: 'The demo half a year on, with a save head that answers 1.5 times as much: what was learned before goes stale.',
};

/** The seed of a world unless another is asked for. */
export const usualSeed = 7;

export interface PresetSize {
  readonly users: number;
  readonly sequences: number;
  readonly items: number;
  readonly requests: number;
}

export function presetSize(preset: WorldPreset): PresetSize {
  const { population, catalogue } = worldRecipe(preset);
  return {
    users: population.users,
    sequences: Math.ceil(population.users / population.longSequenceEvery),
    items: catalogue.items,
    requests: population.users * population.requestsPerUser,
  };
}

/** What to know before this preset is made; undefined where there is nothing. */
export function presetWarning(preset: WorldPreset): string | undefined {
  if (preset === 'large') return 'It keeps both processors busy all that time; the console stays usable, and Cancel leaves nothing behind.';
  if (preset === 'drift')
    return 'Its log begins 182 days after the sequences end: a policy learned on the demo world is tested on it, not learned from it.';
  return undefined;
}

/** A name that no dataset has yet: `world-demo`, then `world-demo-2`. */
export function freeName(preset: WorldPreset, taken: readonly string[]): string {
  const name = `world-${preset}`;
  if (!taken.includes(name)) return name;
  for (let number = 2; ; number += 1) if (!taken.includes(`${name}-${number}`)) return `${name}-${number}`;
}
