import { CandidateScorer } from './candidate-scorer.ts';
import { exponential } from './elementary.ts';
import { positionChances } from './expected.ts';
import { KeyedRandom } from './keyed-random.ts';
import { clickOutcome, hideOutcome, longClickOutcome, outcomeCount } from './outcomes.ts';
import { middleOf, type WorldUser } from './population.ts';
import type { WorldRecipe } from './recipe.ts';
import type { World } from './world.ts';

/** What ads are judged by. Revenue is in dollars, paid per click by what it is worth; hides are a cost, so a policy should lower them. */
export const adRewards = ['revenue', 'click', 'click30', 'hide'] as const;

export interface AdAction {
  readonly name: string;
  readonly weights: { readonly revenue: number; readonly click: number; readonly hide: number };
}

/** The grid of the three weight groups, production in the middle. */
export function adActions(recipe: WorldRecipe): readonly AdAction[] {
  const { grid, weights } = recipe.ads;
  return grid.flatMap((revenue) =>
    grid.flatMap((click) =>
      grid.map((hide) => ({
        name: revenue === 1 && click === 1 && hide === 1 ? 'production' : `revenue x${revenue}, click x${click}, hide x${hide}`,
        weights: { revenue: revenue * weights.revenue, click: click * weights.click, hide: hide * weights.hide },
      })),
    ),
  );
}

/** One served request of ads. The arrays are used again for the next one. */
export interface AdRequest {
  readonly action: number;
  readonly explored: boolean;
  readonly propensity: number;
  readonly items: Int32Array;
  /** Bit o = outcome o of `outcomes`, one value per position. */
  readonly outcomeBits: Uint8Array;
  /** In the order of `adRewards`. */
  readonly rewards: Float64Array;
}

/** What a user did with ads in the 90 days before the log. */
export interface EarlierAds {
  readonly seen: number;
  readonly clicked: number;
  /** Dollars. */
  readonly revenue: number;
}

/** Serves ads: the same users and the same heads, ranked by bids and judged by what they earn. */
export class AdServer {
  readonly #world: World;
  readonly #scorer: CandidateScorer;
  readonly #random: KeyedRandom;
  readonly #tastes: KeyedRandom;
  readonly #earlier: KeyedRandom;
  /** What a click of the present user is worth, as a multiple of the bid. */
  #worth = 1;
  readonly #actions: readonly AdAction[];
  readonly #chances: Float64Array;
  /** All ads, and those of each middle topic. */
  readonly #ads: readonly number[];
  readonly #near: readonly (readonly number[])[];
  readonly #items: Int32Array;
  readonly #heads: Float64Array;
  readonly #truth: Float64Array;
  readonly #slate: Int32Array;
  readonly #outcomeBits: Uint8Array;
  readonly #rewards = new Float64Array(adRewards.length);

  constructor(world: World) {
    const { recipe, catalogue, seed } = world;
    const { candidates, slate } = recipe.ads;
    this.#world = world;
    this.#scorer = new CandidateScorer(recipe, catalogue);
    this.#random = new KeyedRandom(seed, 'world-ads');
    this.#tastes = new KeyedRandom(seed, 'world-ads-taste');
    this.#earlier = new KeyedRandom(seed, 'world-ads-earlier');
    this.#actions = adActions(recipe);
    this.#chances = positionChances(recipe);
    this.#ads = catalogue.items.filter(({ isAd }) => isAd).map(({ index }) => index);
    const near: number[][] = [];
    for (const ad of this.#ads) (near[middleOf(catalogue.topic[ad] ?? 0)] ??= []).push(ad);
    this.#near = near;
    this.#items = new Int32Array(candidates);
    this.#heads = new Float64Array(candidates * outcomeCount);
    this.#truth = new Float64Array(candidates * outcomeCount);
    this.#slate = new Int32Array(slate);
    this.#outcomeBits = new Uint8Array(slate);
  }

  /** Serves one request by a drawn arm; `key` is the request's own number among ads. */
  serve(user: WorldUser, key: number): AdRequest {
    const { ads } = this.#world.recipe;
    const { explored, action } = this.#draw(user, key);
    this.#rank(this.#actions[action]?.weights);
    this.#respond(this.#random);
    return {
      action,
      explored,
      propensity: (1 - ads.control) / this.#actions.length + (action === this.#production ? ads.control : 0),
      items: this.#slate.map((place) => this.#items[place] ?? 0),
      outcomeBits: this.#outcomeBits,
      rewards: this.#rewards,
    };
  }

  /** Exact expected rewards of request `key` under each of the weights, `adRewards.length` values for each. */
  expected(user: WorldUser, key: number, weights: readonly AdAction['weights'][]): Float64Array {
    this.#draw(user, key);
    const rewards = new Float64Array(weights.length * adRewards.length);
    weights.forEach((one, index) => {
      this.#rank(one);
      const first = index * adRewards.length;
      const add = (reward: number, value: number) => (rewards[first + reward] = (rewards[first + reward] ?? 0) + value);
      this.#slate.forEach((place, position) => {
        const chance = (outcome: number) => (this.#chances[position] ?? 0) * (this.#truth[place * outcomeCount + outcome] ?? 0);
        add(0, chance(clickOutcome) * this.#value(this.#items[place] ?? 0));
        add(1, chance(clickOutcome));
        add(2, chance(longClickOutcome));
        add(3, chance(hideOutcome));
      });
    });
    return rewards;
  }

  /** Draws what a user did before the log, with ads as they come: no weights ranked them. */
  earlier(user: WorldUser): EarlierAds {
    const { ads, outcome, population } = this.#world.recipe;
    const random = this.#earlier.start(user.index + population.logStartDay * 0x1_0000_0000);
    const shopper = this.#shopper(user);
    const requests = ads.earlier.least + random.int(ads.earlier.most - ads.earlier.least + 1);
    let [clicked, revenue] = [0, 0];
    for (let request = 0; request < requests; request += 1) {
      const mood = outcome.mood * random.normal();
      for (let position = 0; position < ads.slate; position += 1) {
        const item = this.#candidate(user, 0, random);
        this.#scorer.reveal(shopper, item, mood, this.#truth, 0);
        if (random.uniform() >= (this.#chances[position] ?? 0) * (this.#truth[clickOutcome] ?? 0)) continue;
        clicked += 1;
        revenue += this.#value(item);
      }
    }
    return { seen: requests * ads.slate, clicked, revenue };
  }

  /** The user as ads meet them; sets what their clicks are worth. */
  #shopper(user: WorldUser): WorldUser {
    const { spread, worth, scale } = this.#world.recipe.ads.taste;
    const taste = this.#tastes.start(user.index).normal();
    this.#worth = scale / (1 + exponential(worth * taste));
    const intensity = user.intensity.slice();
    intensity[clickOutcome] = (intensity[clickOutcome] ?? 0) + spread * taste;
    return { ...user, intensity };
  }

  /** Dollars for a click of the present user on an ad. */
  #value(item: number): number {
    return this.#worth * (this.#world.catalogue.items[item]?.bid ?? 0);
  }

  get #production(): number {
    return (this.#actions.length - 1) / 2;
  }

  /** Draws the arm and the candidates of a request. */
  #draw(user: WorldUser, key: number): { readonly explored: boolean; readonly action: number } {
    const { ads, outcome } = this.#world.recipe;
    const random = this.#random.start(key);
    const explored = random.uniform() >= ads.control;
    const action = explored ? random.int(this.#actions.length) : this.#production;
    const mood = outcome.mood * random.normal();
    const shopper = this.#shopper(user);
    for (let place = 0; place < this.#items.length; place += 1) {
      this.#items[place] = this.#candidate(user, place, random);
      this.#scorer.write(shopper, this.#items[place] ?? 0, mood, random, this.#heads, this.#truth, place);
    }
    return { explored, action };
  }

  /** Six in ten from the neighbourhood of an interest, the others from all ads; each at most once. */
  #candidate(user: WorldUser, place: number, random: KeyedRandom): number {
    for (;;) {
      const interest = user.interests[random.int(user.interests.length)];
      const near = interest === undefined || random.uniform() >= 0.6 ? this.#ads : (this.#near[middleOf(interest.leaf)] ?? this.#ads);
      const item = near[random.int(near.length)] ?? 0;
      if (!this.#items.subarray(0, place).includes(item)) return item;
    }
  }

  #rank(weights: AdAction['weights'] | undefined): void {
    if (weights === undefined) return;
    const { revenue, click, hide } = weights;
    const utility = Array.from(this.#items, (item, place) => {
      const head = (outcome: number) => this.#heads[place * outcomeCount + outcome] ?? 0;
      const bid = this.#world.catalogue.items[item]?.bid ?? 0;
      return revenue * bid * head(clickOutcome) + click * (head(clickOutcome) + head(longClickOutcome)) - hide * head(hideOutcome);
    });
    const order = utility.map((_, place) => place).sort((a, b) => (utility[b] ?? 0) - (utility[a] ?? 0) || a - b);
    for (let position = 0; position < this.#slate.length; position += 1) this.#slate[position] = order[position] ?? 0;
  }

  #respond(random: KeyedRandom): void {
    this.#rewards.fill(0);
    const add = (reward: number, value: number) => (this.#rewards[reward] = (this.#rewards[reward] ?? 0) + value);
    for (let position = 0; position < this.#slate.length; position += 1) {
      const place = this.#slate[position] ?? 0;
      const chance = (outcome: number) => this.#truth[place * outcomeCount + outcome] ?? 0;
      const look = this.#chances[position] ?? 0;
      let bits = 0;
      // Two draws for the click and one for the hide, whatever comes of them.
      const clicked = random.uniform() < look * chance(clickOutcome);
      const lasted = random.uniform() < chance(longClickOutcome) / chance(clickOutcome);
      const hidden = random.uniform() < look * chance(hideOutcome);
      if (clicked) {
        bits |= 1 << clickOutcome;
        add(0, this.#value(this.#items[place] ?? 0));
        add(1, 1);
        if (lasted) {
          bits |= 1 << longClickOutcome;
          add(2, 1);
        }
      }
      if (hidden) {
        bits |= 1 << hideOutcome;
        add(3, 1);
      }
      this.#outcomeBits[position] = bits;
    }
  }
}
