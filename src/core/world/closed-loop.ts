import { logistic } from './elementary.ts';
import { positionChances } from './expected.ts';
import { type ShownTopics, tire } from './fatigue.ts';
import { KeyedRandom } from './keyed-random.ts';
import { clickOutcome, hideOutcome, longClickOutcome, outcomeCount } from './outcomes.ts';
import type { WorldUser } from './population.ts';
import { RequestMaker } from './request.ts';
import { SlateRanker } from './slate.ts';
import type { World } from './world.ts';

/** One request of a session as it went. */
export interface LoopStep {
  readonly items: readonly number[];
  /** Counts of each outcome, not clipped. */
  readonly counts: readonly number[];
}

/** Utility weights for the next request of a session, given those that went before. */
export type LoopPolicy = (before: readonly LoopStep[]) => readonly number[];

/** Numbers of closed-loop requests lie beyond those of logs and studies. */
const firstKey = 0x200_0000_0000;
const sessionsPerUser = 64;
const requestsPerSession = 32;

/**
 * The user model, stepped request by request: topics tire within a session, and a user who finds nothing leaves. Every draw belongs to (user, session, request,
 * candidate, outcome), so two policies that are compared meet the same candidates and the same luck.
 */
export class ClosedLoop {
  readonly #world: World;
  readonly #maker: RequestMaker;
  readonly #ranker: SlateRanker;
  readonly #responses: KeyedRandom;
  readonly #chances: Float64Array;
  readonly #slate: Int32Array;
  readonly #levels: Float64Array;
  /** Probabilities of the last slate after what the session has shown. */
  readonly #tired: Float64Array;

  constructor(world: World) {
    const { recipe, catalogue, seed } = world;
    this.#world = world;
    this.#maker = new RequestMaker(recipe, catalogue, seed);
    this.#ranker = new SlateRanker(recipe.ranker.slate);
    this.#responses = new KeyedRandom(seed, 'world-loop');
    this.#chances = positionChances(recipe);
    this.#slate = new Int32Array(recipe.ranker.slate);
    this.#levels = new Float64Array(recipe.ranker.candidates * outcomeCount);
    this.#tired = new Float64Array(recipe.ranker.candidates * outcomeCount);
  }

  /** Plays session `session` (0 to 63) of a user under a policy, to the request after which the user leaves. */
  play(user: WorldUser, session: number, policy: LoopPolicy): readonly LoopStep[] {
    const { exit, satisfaction, mostRequests } = this.#world.recipe.session;
    const steps: LoopStep[] = [];
    const shown: ShownTopics = new Map();
    for (let request = 0; request < mostRequests; request += 1) {
      const key = firstKey + (user.index * sessionsPerUser + session) * requestsPerSession + request;
      const { items, heads, bonus, truth } = this.#maker.make(user, key);
      const random = this.#responses.start(key);
      for (let at = 0; at < this.#levels.length; at += 1) this.#levels[at] = random.uniform();
      const leaves = random.uniform();
      this.#ranker.rank(heads, bonus, policy(steps), this.#slate);
      const step = this.#respond(items, truth, shown);
      steps.push(step);
      const liked = step.counts.reduce((sum, count, outcome) => sum + (outcome === hideOutcome ? 0 : count), 0);
      if (leaves < logistic(exit - satisfaction * liked)) break;
    }
    return steps;
  }

  #respond(items: Int32Array, truth: Float64Array, shown: ShownTopics): LoopStep {
    tire(this.#world, items, this.#slate, truth, shown, this.#tired);
    const counts = Array.from({ length: outcomeCount }, () => 0);
    for (let position = 0; position < this.#slate.length; position += 1) {
      const place = this.#slate[position] ?? 0;
      const look = this.#chances[position] ?? 0;
      let clicked = false;
      for (let outcome = 0; outcome < outcomeCount; outcome += 1) {
        const at = place * outcomeCount + outcome;
        let chance = look * (this.#tired[at] ?? 0);
        if (outcome === longClickOutcome) chance = clicked ? (truth[at] ?? 0) / (truth[place * outcomeCount + clickOutcome] ?? 1) : 0;
        if ((this.#levels[at] ?? 1) >= chance) continue;
        counts[outcome] = (counts[outcome] ?? 0) + 1;
        if (outcome === clickOutcome) clicked = true;
      }
    }
    return { items: Array.from(this.#slate, (place) => items[place] ?? 0), counts };
  }
}
