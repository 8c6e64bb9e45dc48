import { type GridAction, gridActions, productionAction } from './grid.ts';
import { KeyedRandom } from './keyed-random.ts';
import type { WorldUser } from './population.ts';
import { RequestMaker } from './request.ts';
import { ResponseModel } from './responses.ts';
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
  readonly #response: ResponseModel;
  readonly #slate: Int32Array;
  readonly #items: Int32Array;

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
    this.#response = new ResponseModel(recipe);
    this.#slate = new Int32Array(slate);
    this.#items = new Int32Array(slate);
  }

  /** Serves one request of `user` by a drawn arm. */
  explore(user: WorldUser, request: number): LoggedRequest {
    const index = requestKey(this.#world.recipe, request);
    const { control } = this.#world.recipe.ranker;
    const random = this.#arms.start(index);
    const explored = random.uniform() >= control;
    const action = explored ? random.int(this.#actions.length) : this.#production;
    const { items, heads, bonus, truth } = this.#maker.predict(user, index);
    const weights = this.#actions[action]?.weights ?? [];
    this.#ranker.rank(heads, bonus, weights, this.#slate);
    this.#maker.reveal(this.#slate);
    this.#response.draw(this.#slate, truth, this.#responses.start(index));
    this.#slate.forEach((place, position) => (this.#items[position] = items[place] ?? 0));
    return {
      action,
      explored,
      propensity: (1 - control) / this.#actions.length + (action === this.#production ? control : 0),
      items: this.#items,
      outcomeBits: this.#response.outcomeBits,
      rewards: this.#response.rewards,
      sameSlate: this.#sameSlates(heads, bonus, action),
    };
  }

  #sameSlates(heads: Float64Array, bonus: Float64Array, logged: number): number {
    let same = 0;
    let bit = 1;
    for (let action = 0; action < this.#actions.length; action += 1) {
      if (action === logged || this.#ranker.gives(heads, bonus, this.#actions[action]?.weights ?? [], this.#slate)) same += bit;
      bit *= 2;
    }
    return same;
  }
}
