import { CandidateScorer } from './candidate-scorer.ts';
import { type Catalogue, pickItem } from './catalogue.ts';
import { topicShape } from './item.ts';
import { KeyedRandom } from './keyed-random.ts';
import { outcomeCount } from './outcomes.ts';
import { interestAt, middleOf, type WorldUser } from './population.ts';
import type { WorldRecipe } from './recipe.ts';

/** Where a candidate came from: the user's interests, their neighbourhood, or what is popular. */
export const candidateSources = ['interests', 'nearby', 'popular'] as const;

/** Candidates of one request, what the ranker thinks of each and what would really happen. The arrays are used again for the next request. */
export interface RequestView {
  readonly items: Int32Array;
  /** Index into `candidateSources`. */
  readonly sources: Uint8Array;
  /** Predicted probability of each outcome at the first position, `outcomeCount` per candidate. */
  readonly heads: Float64Array;
  /** Utility that production adds to a candidate whatever its heads. */
  readonly bonus: Float64Array;
  /** Hidden: the real one. */
  readonly truth: Float64Array;
}

/** Draws requests of a world, one at a time. */
export class RequestMaker {
  readonly view: RequestView;
  readonly #recipe: WorldRecipe;
  readonly #catalogue: Catalogue;
  readonly #random: KeyedRandom;
  readonly #scorer: CandidateScorer;
  /** The last request, by this maker's own count, in which an item stood. */
  readonly #seen: Int32Array;
  #generation = 0;
  /** Source of the candidate drawn last. */
  #source = 0;
  /** Whose request `view` holds, and its mood in logits. */
  #user: WorldUser | undefined;
  #mood = 0;

  constructor(recipe: WorldRecipe, catalogue: Catalogue, seed: number) {
    const { candidates } = recipe.ranker;
    this.#recipe = recipe;
    this.#catalogue = catalogue;
    this.#random = new KeyedRandom(seed, 'world-request');
    this.#scorer = new CandidateScorer(recipe, catalogue);
    this.#seen = new Int32Array(catalogue.items.length);
    this.view = {
      items: new Int32Array(candidates),
      sources: new Uint8Array(candidates),
      heads: new Float64Array(candidates * outcomeCount),
      bonus: new Float64Array(candidates),
      truth: new Float64Array(candidates * outcomeCount),
    };
  }

  /** Fills `view` with request `index` of `user`. An item stands at most once among the candidates. */
  make(user: WorldUser, index: number): RequestView {
    this.predict(user, index);
    for (let place = 0; place < this.view.items.length; place += 1) this.#revealOne(user, place);
    return this.view;
  }

  /** The same without `truth`, which is half of the work: `reveal` gives it for the places that matter. */
  predict(user: WorldUser, index: number): RequestView {
    const { ranker, outcome: model } = this.#recipe;
    const random = this.#random.start(index);
    const { items, sources, heads, bonus } = this.view;
    // In single precision like the heads.
    const boost = user.activity < ranker.partnerBoost.activityBelow ? Math.fround(ranker.partnerBoost.utility) : 0;
    const { partner } = this.#catalogue;
    this.#generation += 1;
    this.#user = user;
    this.#mood = model.mood * random.normal();
    for (let place = 0; place < items.length; place += 1) {
      let item = this.#candidate(user, random);
      while (this.#seen[item] === this.#generation) item = this.#candidate(user, random);
      this.#seen[item] = this.#generation;
      items[place] = item;
      sources[place] = this.#source;
      bonus[place] = boost * (partner[item] ?? 0);
      this.#scorer.predict(user, item, random, heads, place);
    }
    return this.view;
  }

  /** Fills `truth` at these places of the request predicted last. */
  reveal(places: Int32Array): void {
    const user = this.#user;
    if (user !== undefined) for (const place of places) this.#revealOne(user, place);
  }

  #revealOne(user: WorldUser, place: number): void {
    this.#scorer.reveal(user, this.view.items[place] ?? 0, this.#mood, this.view.truth, place);
  }

  /** Seven in ten from the user's interests, two from their neighbourhood, one from what is popular. */
  #candidate(user: WorldUser, random: KeyedRandom): number {
    const level = random.uniform();
    const { leaves, popular } = this.#catalogue;
    this.#source = level >= 0.9 ? 2 : level >= 0.7 ? 1 : 0;
    if (level >= 0.9) return pickItem(popular, random.uniform());
    let leaf = interestAt(user, random.uniform());
    if (level >= 0.7) leaf = middleOf(leaf) * topicShape.lows + random.int(topicShape.lows);
    const members = leaves[leaf];
    // A catalogue far smaller than the presets' may have topics without items.
    return pickItem(members === undefined || members.items.length === 0 ? popular : members, random.uniform());
  }
}
