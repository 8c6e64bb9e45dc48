import { outcomeCount } from './outcomes.ts';
import type { WorldRecipe } from './recipe.ts';

/** Chance that a user looks at each position of the slate. */
export function positionChances(recipe: WorldRecipe): Float64Array {
  const chances = new Float64Array(recipe.ranker.slate);
  let chance = 1;
  for (let place = 0; place < chances.length; place += 1) {
    chances[place] = chance;
    chance *= recipe.outcome.positionDiscount;
  }
  return chances;
}

/** Exact expected clipped count of every outcome of a slate: the positions are independent, so the count is Poisson-binomial. */
export class ExpectedRewards {
  readonly #chances: Float64Array;
  readonly #clip: number;
  readonly #probability: Float64Array;

  constructor(recipe: WorldRecipe) {
    this.#chances = positionChances(recipe);
    this.#clip = recipe.outcome.clip;
    this.#probability = new Float64Array(this.#clip);
  }

  /** `slate` holds candidate places; writes one value per outcome into `into`, from `first`. */
  write(truth: Float64Array, slate: Int32Array, into: Float64Array, first: number): void {
    const counts = this.#probability;
    for (let outcome = 0; outcome < outcomeCount; outcome += 1) {
      counts.fill(0);
      counts[0] = 1;
      for (let position = 0; position < slate.length; position += 1) {
        const p = (this.#chances[position] ?? 0) * (truth[(slate[position] ?? 0) * outcomeCount + outcome] ?? 0);
        for (let count = counts.length - 1; count > 0; count -= 1)
          counts[count] = (counts[count] ?? 0) * (1 - p) + (counts[count - 1] ?? 0) * p;
        counts[0] = (counts[0] ?? 0) * (1 - p);
      }
      let value = this.#clip;
      for (let count = 0; count < counts.length; count += 1) value -= (this.#clip - count) * (counts[count] ?? 0);
      into[first + outcome] = value;
    }
  }
}
