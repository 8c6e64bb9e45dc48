import { exponential } from './elementary.ts';
import { topicShape } from './item.ts';
import { KeyedRandom } from './keyed-random.ts';
import { outcomeCount, p2pOutcome, saveOutcome } from './outcomes.ts';
import type { WorldRecipe } from './recipe.ts';

export const tasteCohorts = ['savers', 'browsers', 'mixed'] as const;

/** One interest of a user: a leaf, how much of the attention it gets while awake, and when it is awake. */
export interface Interest {
  readonly leaf: number;
  readonly share: number;
  /** Days of the year in [from, until) when it is awake, wrapping at 365; undefined when it always is. */
  readonly season: { readonly from: number; readonly days: number } | undefined;
}

/** A user with everything that is hidden about them. */
export interface WorldUser {
  readonly index: number;
  /** Index into `tasteCohorts`. */
  readonly cohort: number;
  /** Logits added to each outcome. */
  readonly intensity: Float64Array;
  /** Sessions per day. */
  readonly activity: number;
  readonly interests: readonly Interest[];
  /** A leaf's middle topic (0 to 47) that the user would rather not see. */
  readonly aversion: number | undefined;
}

/** Draws user `index` of a seed's population; the same for every preset that shares the taste recipe. */
export function makeUser(recipe: WorldRecipe, seed: number, index: number): WorldUser {
  const { taste } = recipe;
  const random = new KeyedRandom(seed, 'world-user').start(index);
  const level = random.uniform();
  const [savers = 0, browsers = 0] = taste.cohorts;
  const cohort = level < savers ? 0 : level < savers + browsers ? 1 : 2;
  const side = cohort === 0 ? 1 : cohort === 1 ? -1 : 0;
  const intensity = new Float64Array(outcomeCount);
  for (let outcome = 0; outcome < outcomeCount; outcome += 1) {
    const lean = outcome === saveOutcome ? side : outcome === p2pOutcome ? -side : 0;
    intensity[outcome] = lean * taste.offset + (taste.spread[outcome] ?? 0) * random.normal();
  }
  // Savers come a little more often.
  const { median, spread, most } = taste.activity;
  const activity = Math.min(most, median * exponential(spread * random.normal() + (cohort === 0 ? 0.2 : 0)));
  const leaves: number[] = [];
  while (leaves.length < taste.interests) {
    const leaf = random.int(topicShape.leaves);
    if (!leaves.includes(leaf)) leaves.push(leaf);
  }
  const weights = leaves.map((_, place) => (0.5 + random.uniform()) / (place + 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const seasonal = random.uniform() < taste.seasonal;
  const from = random.int(365);
  const days = 30 + random.int(60);
  const averse = random.uniform() < taste.averse;
  const disliked = random.int(topicShape.tops * topicShape.middles);
  return {
    index,
    cohort,
    intensity,
    activity,
    // The second interest is the seasonal one: strong while it is awake.
    interests: leaves.map((leaf, place) => ({
      leaf,
      share: (weights[place] ?? 0) / total,
      season: seasonal && place === 1 ? { from, days } : undefined,
    })),
    aversion: averse ? disliked : undefined,
  };
}

/** The leaf of one of a user's interests by their shares, asleep or awake, for a level in [0, 1). */
export function interestAt({ interests }: WorldUser, level: number): number {
  let left = level;
  return (interests.find(({ share }) => (left -= share) < 0) ?? interests[0])?.leaf ?? 0;
}

/** Middle topic of a leaf, 0 to 47. */
export function middleOf(leaf: number): number {
  return Math.floor(leaf / topicShape.lows);
}
