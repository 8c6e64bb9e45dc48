import type { Plant } from '../../../core/world/card/planted.ts';
import { outcomes } from '../../../core/world/outcomes.ts';
import { tasteCohorts as tastes } from '../../../core/world/population.ts';
import type { WorldRecipe } from '../../../core/world/recipe.ts';
import { formatSignificant } from '../../ui/format.ts';

export interface TasteCohort {
  readonly name: string;
  readonly share: number;
  /** Logits added to the chance of a save, and of p2p. */
  readonly save: number;
  readonly p2p: number;
}

/** The planted cohorts: savers are offset one way, browsers the other, mixed users not at all. */
export function cohortsOf({ taste }: WorldRecipe): readonly TasteCohort[] {
  const signs = [1, -1, 0];
  return tastes.map((name, place) => {
    const offset = (signs[place] ?? 0) * taste.offset;
    return { name, share: taste.cohorts[place] ?? 0, save: offset, p2p: offset === 0 ? 0 : -offset };
  });
}

/** Production's utility weight of each reward. */
export function productionWeights({ ranker }: WorldRecipe): readonly { readonly name: string; readonly weight: number }[] {
  return outcomes.map((name, place) => ({ name, weight: ranker.weights[place] ?? 0 }));
}

/** A parameter by the last of its names: `taste.rho` of 0.15 -> `rho 0.15`, `codes.inContext` -> `in context yes`. */
export function parameterText({ name, value }: Plant['parameters'][number]): string {
  const last = name.slice(name.lastIndexOf('.') + 1);
  const words = last.replaceAll(/(?<=[a-z0-9])[A-Z](?=[a-z0-9])/g, (letter) => ` ${letter.toLowerCase()}`);
  if (typeof value === 'boolean') return `${words} ${value ? 'yes' : 'no'}`;
  const numbers = typeof value === 'number' ? [value] : value;
  const texts = numbers.map((number) => (Number.isInteger(number) ? String(number).replace('-', '\u2212') : formatSignificant(number)));
  // One number for all outcomes need not be said six times.
  return `${words} ${new Set(texts).size === 1 ? texts[0] : texts.join(' ')}`;
}
