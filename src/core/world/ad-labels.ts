import { exponential } from './elementary.ts';
import { KeyedRandom } from './keyed-random.ts';
import { requestKey, type World } from './world.ts';

/** Positions that a request of ads may have at most. */
const mostPositions = 16;

/** What is known of a served ad afterwards. */
export interface AdLabel {
  /** Hidden: whether it led to a conversion. */
  readonly converted: boolean;
  /** What is reported instead, one answer per privacy budget of the recipe: the truth, or its opposite with `flipChance`. */
  readonly reported: readonly boolean[];
}

/** Chance that randomised response with budget epsilon reports the opposite. */
export function flipChance(epsilon: number): number {
  return 1 / (1 + exponential(epsilon));
}

/** Conversions of served ads and their randomised labels. They belong to (request, position) and change nothing that is logged. */
export class AdLabels {
  readonly #world: World;
  readonly #ads: KeyedRandom;
  readonly #draws: KeyedRandom;
  readonly #flips: readonly number[];

  constructor(world: World) {
    this.#world = world;
    this.#ads = new KeyedRandom(world.seed, 'world-conversion-rate');
    this.#draws = new KeyedRandom(world.seed, 'world-conversion');
    this.#flips = world.recipe.ads.conversions.epsilons.map(flipChance);
  }

  /** Hidden chance that showing an ad leads to a conversion: log-normal among ads, with the planted mean. */
  chance(ad: number): number {
    const { rate, spread } = this.#world.recipe.ads.conversions;
    return Math.min(1, rate * exponential(spread * this.#ads.start(ad).normal() - (spread * spread) / 2));
  }

  /** The label of an ad that stood at a position, from 0, of a request of the ads log. */
  label(request: number, position: number, ad: number): AdLabel {
    const chance = this.chance(ad);
    const random = this.#draws.start(requestKey(this.#world.recipe, request) * mostPositions + position);
    const converted = random.uniform() < chance;
    return { converted, reported: this.#flips.map((flip) => random.uniform() < flip !== converted) };
  }
}
