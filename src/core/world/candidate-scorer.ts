import type { Catalogue } from './catalogue.ts';
import { logistic } from './elementary.ts';
import type { KeyedRandom } from './keyed-random.ts';
import { clickOutcome, hideOutcome, longClickOutcome, outcomeCount, saveOutcome } from './outcomes.ts';
import { middleOf, type WorldUser } from './population.ts';
import type { WorldRecipe } from './recipe.ts';

/** What the ranker thinks of a candidate and what would really happen: the one user model, for pins and for ads. */
export class CandidateScorer {
  readonly #recipe: WorldRecipe;
  readonly #catalogue: Catalogue;

  constructor(recipe: WorldRecipe, catalogue: Catalogue) {
    this.#recipe = recipe;
    this.#catalogue = catalogue;
  }

  /** Writes `outcomeCount` probabilities at candidate `place` into both arrays. `mood` is the request's, in logits. */
  write(user: WorldUser, item: number, mood: number, random: KeyedRandom, heads: Float64Array, truth: Float64Array, place: number): void {
    this.predict(user, item, random, heads, place);
    this.reveal(user, item, mood, truth, place);
  }

  /** What the ranker thinks. */
  predict(user: WorldUser, item: number, random: KeyedRandom, heads: Float64Array, place: number): void {
    const { ranker, outcome: model, taste, catalogue } = this.#recipe;
    const { affinity, topic, groupSide } = this.#catalogue;
    const match = matchOf(user, topic[item] ?? 0);
    const placement = (catalogue.groupGap.placement * (groupSide[item] ?? 0)) / 2;
    const first = place * outcomeCount;
    for (let outcome = 0; outcome < outcomeCount; outcome += 1) {
      const known = (model.base[outcome] ?? 0) + (affinity[item * outcomeCount + outcome] ?? 0) + (model.match[outcome] ?? 0) * match;
      const own = user.intensity[outcome] ?? 0;
      const sided = outcome === hideOutcome ? -placement : placement;
      heads[first + outcome] = logistic(known + sided + taste.rho * own + (ranker.noise[outcome] ?? 0) * random.noise());
    }
    // A long click is a click that lasts.
    heads[first + longClickOutcome] = (heads[first + longClickOutcome] ?? 0) * (heads[first + clickOutcome] ?? 0);
    heads[first + saveOutcome] = (heads[first + saveOutcome] ?? 0) * ranker.saveHeadFactor;
    // A head answers in single precision, as any model's: what is stored of it gives the very slate again.
    for (let at = first; at < first + outcomeCount; at += 1) heads[at] = Math.fround(heads[at] ?? 0);
  }

  /** What would really happen; draws nothing. */
  reveal(user: WorldUser, item: number, mood: number, truth: Float64Array, place: number): void {
    const { outcome: model, taste, catalogue } = this.#recipe;
    const { affinity, topic, groupSide } = this.#catalogue;
    const leaf = topic[item] ?? 0;
    const match = matchOf(user, leaf);
    const averse = user.aversion === middleOf(leaf) ? taste.aversion : 0;
    const against = averse + (catalogue.groupGap.interaction * (groupSide[item] ?? 0)) / 2;
    const first = place * outcomeCount;
    for (let outcome = 0; outcome < outcomeCount; outcome += 1) {
      const known = (model.base[outcome] ?? 0) + (affinity[item * outcomeCount + outcome] ?? 0) + (model.match[outcome] ?? 0) * match;
      const own = user.intensity[outcome] ?? 0;
      truth[first + outcome] = logistic(outcome === hideOutcome ? known + own + against : known + own - against + mood);
    }
    truth[first + longClickOutcome] = (truth[first + longClickOutcome] ?? 0) * (truth[first + clickOutcome] ?? 0);
  }
}

/** 1 inside an interest, a half beside one, else 0. */
function matchOf(user: WorldUser, leaf: number): number {
  let match = 0;
  for (const interest of user.interests) {
    if (interest.leaf === leaf) return 1;
    if (middleOf(interest.leaf) === middleOf(leaf)) match = 0.5;
  }
  return match;
}
