import { positionChances } from './expected.ts';
import type { KeyedRandom } from './keyed-random.ts';
import { clickOutcome, longClickOutcome, outcomeCount } from './outcomes.ts';
import type { WorldRecipe } from './recipe.ts';

/** Draws what a user does with a slate: independent over positions and outcomes, a long click only after a click. */
export class ResponseModel {
  /** Bit o = outcome o, one value per position of the last slate. */
  readonly outcomeBits: Uint8Array;
  /** Clipped counts of the last slate, in the order of `outcomes`. */
  readonly rewards = new Uint8Array(outcomeCount);
  readonly #chances: Float64Array;
  readonly #clip: number;

  constructor(recipe: WorldRecipe) {
    this.outcomeBits = new Uint8Array(recipe.ranker.slate);
    this.#chances = positionChances(recipe);
    this.#clip = recipe.outcome.clip;
  }

  /** `slate` holds places in `truth`, the first position first. */
  draw(slate: Int32Array, truth: Float64Array, random: KeyedRandom): void {
    this.rewards.fill(0);
    for (let position = 0; position < slate.length; position += 1) {
      const place = slate[position] ?? 0;
      const look = this.#chances[position] ?? 0;
      let bits = 0;
      for (let outcome = 0; outcome < outcomeCount; outcome += 1) {
        const at = place * outcomeCount + outcome;
        const level = random.uniform();
        let chance = look * (truth[at] ?? 0);
        if (outcome === longClickOutcome)
          chance = (bits & (1 << clickOutcome)) === 0 ? 0 : (truth[at] ?? 0) / (truth[place * outcomeCount + clickOutcome] ?? 1);
        if (level >= chance) continue;
        bits |= 1 << outcome;
        this.rewards[outcome] = Math.min(this.#clip, (this.rewards[outcome] ?? 0) + 1);
      }
      this.outcomeBits[position] = bits;
    }
  }
}
