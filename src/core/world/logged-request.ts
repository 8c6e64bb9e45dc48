import { positionChances } from './expected.ts';
import { type GridAction, gridActions, productionAction } from './grid.ts';
import { KeyedRandom } from './keyed-random.ts';
import { clickOutcome, longClickOutcome, outcomeCount } from './outcomes.ts';
import type { WorldUser } from './population.ts';
import { RequestMaker } from './request.ts';
import { SlateRanker } from './slate.ts';
import { requestKey, type World } from './world.ts';

/** What happened at one request. The arrays are used again for the next one. */
export interface LoggedRequest {
  readonly action: number;
  readonly explored: boolean;
  readonly propensity: number;
  /** Items of the slate, first position first. */
  readonly items: Int32Array;
  /** Bit o = outcome o, one value per position. */
  readonly outcomeBits: Uint8Array;
  /** Clipped counts, in the order of `outcomes`. */
  readonly rewards: Uint8Array;
  /** Sum of 2^a over the actions a that give this very slate. */
  readonly sameSlate: number;
}

/** Serves requests: draws an arm, ranks with it, lets the hidden user model respond. */
export class RequestServer {
  readonly #world: World;
  readonly #maker: RequestMaker;
  readonly #ranker: SlateRanker;
  readonly #actions: readonly GridAction[];
  readonly #production: number;
  readonly #arms: KeyedRandom;
  readonly #responses: KeyedRandom;
  readonly #chances: Float64Array;
  readonly #slate: Int32Array;
  readonly #other: Int32Array;
  readonly #items: Int32Array;
  readonly #outcomeBits: Uint8Array;
  readonly #rewards = new Uint8Array(outcomeCount);

  constructor(world: World) {
    const { recipe, catalogue, seed } = world;
    const { slate } = recipe.ranker;
    this.#world = world;
    this.#maker = new RequestMaker(recipe, catalogue, seed);
    this.#ranker = new SlateRanker(slate);
    this.#actions = gridActions(recipe);
    this.#production = productionAction(recipe);
    this.#arms = new KeyedRandom(seed, 'world-arm');
    this.#responses = new KeyedRandom(seed, 'world-response');
    this.#chances = positionChances(recipe);
    this.#slate = new Int32Array(slate);
    this.#other = new Int32Array(slate);
    this.#items = new Int32Array(slate);
    this.#outcomeBits = new Uint8Array(slate);
  }

  /** Serves one request of `user` by a drawn arm. */
  explore(user: WorldUser, request: number): LoggedRequest {
    const index = requestKey(this.#world.recipe, request);
    const { control } = this.#world.recipe.ranker;
    const random = this.#arms.start(index);
    const explored = random.uniform() >= control;
    const action = explored ? random.int(this.#actions.length) : this.#production;
    const { items, heads, bonus, truth } = this.#maker.make(user, index);
    const weights = this.#actions[action]?.weights ?? [];
    this.#ranker.rank(heads, bonus, weights, this.#slate);
    this.#respond(index, items, truth);
    return {
      action,
      explored,
      propensity: (1 - control) / this.#actions.length + (action === this.#production ? control : 0),
      items: this.#items,
      outcomeBits: this.#outcomeBits,
      rewards: this.#rewards,
      sameSlate: this.#sameSlates(heads, bonus, action),
    };
  }

  /** Draws what the user does: independent over positions and outcomes, a long click only after a click. */
  #respond(index: number, candidates: Int32Array, truth: Float64Array): void {
    const { clip } = this.#world.recipe.outcome;
    const random = this.#responses.start(index);
    this.#rewards.fill(0);
    for (let position = 0; position < this.#slate.length; position += 1) {
      const place = this.#slate[position] ?? 0;
      this.#items[position] = candidates[place] ?? 0;
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
        this.#rewards[outcome] = Math.min(clip, (this.#rewards[outcome] ?? 0) + 1);
      }
      this.#outcomeBits[position] = bits;
    }
  }

  #sameSlates(heads: Float64Array, bonus: Float64Array, logged: number): number {
    let same = 0;
    let bit = 1;
    for (let action = 0; action < this.#actions.length; action += 1) {
      if (action === logged) same += bit;
      else {
        this.#ranker.rank(heads, bonus, this.#actions[action]?.weights ?? [], this.#other);
        let position = 0;
        while (position < this.#slate.length && this.#other[position] === this.#slate[position]) position += 1;
        if (position === this.#slate.length) same += bit;
      }
      bit *= 2;
    }
    return same;
  }
}
