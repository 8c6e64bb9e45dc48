import { outcomes } from '../../../core/world/outcomes.ts';
import { tasteCohorts as tastes } from '../../../core/world/population.ts';
import type { WorldRecipe } from '../../../core/world/recipe.ts';
import { formatNumber, formatPercent, formatSigned } from '../../ui/format.ts';

export interface Plant {
  readonly what: string;
  readonly size: string;
}

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

const logits = (value: number) => `${formatSigned(value, 2)} logit`;
const times = (value: number) => `\u00d7${formatNumber(value, 2)}`;

/** What a recipe plants, in words, with the number that it plants it by. */
export function plantsOf(recipe: WorldRecipe): readonly Plant[] {
  const { taste, catalogue, sequence, outcome, ranker } = recipe;
  return [
    { what: 'Share of a user\u2019s own taste that the ranker\u2019s heads know (rho)', size: formatPercent(taste.rho, 0) },
    { what: 'Correlation of an item\u2019s affinity to saves and to p2p', size: formatSigned(catalogue.saveP2pCorrelation, 2) },
    { what: 'What an item\u2019s type adds to its own outcome', size: logits(catalogue.typeStrength) },
    {
      what: `Items under 28 days, and how much better they are than they look`,
      size: `${formatPercent(catalogue.under28Days, 0)}, ${logits(catalogue.freshQuality)}`,
    },
    {
      what: 'Partner creators, and what their items lack in quality',
      size: `${formatPercent(catalogue.partners.share, 0)}, ${logits(catalogue.partners.quality)}`,
    },
    {
      what: `Utility that production adds to partners for users with fewer than ${formatNumber(ranker.partnerBoost.activityBelow, 1)} sessions a day`,
      size: formatSigned(ranker.partnerBoost.utility, 2),
    },
    { what: 'Logits by which heads favour a creator group by placement', size: logits(catalogue.groupGap.placement) },
    {
      what: 'Users who avoid a topic, and how much likelier they hide it',
      size: `${formatPercent(taste.averse, 0)}, ${logits(taste.aversion)}`,
    },
    { what: 'Users with an interest that sleeps over 90 days and comes back', size: formatPercent(taste.seasonal, 0) },
    { what: 'A save after a closeup of the topic in the same session', size: times(sequence.saveAfterCloseup) },
    { what: 'Popularity by rank: exponent', size: formatNumber(catalogue.zipf, 2) },
    { what: 'Chance that the next position is looked at', size: formatPercent(outcome.positionDiscount, 0) },
    { what: 'What the save head is multiplied by', size: times(ranker.saveHeadFactor) },
    { what: 'Requests that production serves outside the exploration', size: formatPercent(ranker.control, 0) },
  ];
}
