import { outcomes } from './outcomes.ts';
import type { WorldUser } from './population.ts';
import type { WorldRecipe } from './recipe.ts';

/** Names of what is hidden about a user, one number each. */
export function hiddenColumns({ taste }: WorldRecipe): readonly string[] {
  return [
    'taste',
    ...outcomes.map((outcome) => `intensity_${outcome}`),
    'sessions_a_day',
    'averse_topic',
    'season_from',
    'season_days',
    ...Array.from({ length: taste.interests }, (_, place) => [`interest_${place + 1}`, `share_${place + 1}`]).flat(),
  ];
}

/**
 * The values of `hiddenColumns`: index into `tasteCohorts`, logits, sessions a day, middle topic (-1 for none), first day and days of the season (-1 for none),
 * then leaf and share of each interest.
 */
export function hiddenRow({ cohort, intensity, activity, aversion, interests }: WorldUser): readonly number[] {
  const season = interests.find((interest) => interest.season !== undefined)?.season;
  return [
    cohort,
    ...intensity,
    activity,
    aversion ?? -1,
    season?.from ?? -1,
    season?.days ?? -1,
    ...interests.flatMap(({ leaf, share }) => [leaf, share]),
  ];
}
