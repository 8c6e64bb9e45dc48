import { searchQueries } from './catalogue/names.ts';
import { type Catalogue, pickItem } from './catalogue.ts';
import { exponential, logarithm, logistic } from './elementary.ts';
import { KeyedRandom } from './keyed-random.ts';
import { clickOutcome, hideOutcome, outboundOutcome, outcomeCount, p2pOutcome, saveOutcome } from './outcomes.ts';
import { middleOf, type WorldUser } from './population.ts';
import type { RequestHistory } from './request-history.ts';
import type { WorldRecipe } from './recipe.ts';
import { dayMs, worldStartMs } from './time.ts';
import type { World } from './world.ts';

/** What an event of a sequence may carry (bit i = action i), and whether it is a positive outcome. */
export const sequenceActions = [
  { name: 'impression', positive: false },
  { name: 'closeup', positive: true },
  { name: 'save', positive: true },
  { name: 'p2p', positive: true },
  { name: 'outbound', positive: true },
  { name: 'hide', positive: false },
] as const;

export const closeupBit = 2;
export const saveBit = 4;
export const p2pBit = 8;
const outboundBit = 16;
export const hideBit = 32;

/** Outcome (of `outcomes`) behind each action after the impression. */
const actionOutcomes = [clickOutcome, saveOutcome, p2pOutcome, outboundOutcome, hideOutcome];

export const surfaces = ['home', 'related', 'search', 'board_ideas'] as const;
const relatedSurface = surfaces.indexOf('related');
const searchSurface = surfaces.indexOf('search');

/** Index into `surfaces` for a level in [0, 1), by the shares of the recipe. */
export function surfaceAt({ sequence }: WorldRecipe, level: number): number {
  let left = level;
  const found = sequence.surfaces.findIndex((share) => (left -= share) < 0);
  return found < 0 ? 0 : found;
}

/** One step of a session. The object is used again for the next step. */
export interface SequenceStep {
  item: number;
  actions: number;
  atMs: number;
  surface: number;
  /** What the user typed; on the search surface alone. */
  query: string | undefined;
  /** NaN where the user did not look closer. */
  dwellMs: number;
  firstOfSession: boolean;
}

/** Counts a step of a sequence in a history. */
export function addStep(history: RequestHistory, { atMs, actions, firstOfSession }: Readonly<SequenceStep>): void {
  const has = (bit: number) => ((actions & bit) === 0 ? 0 : 1);
  history.add(atMs, firstOfSession, has(saveBit), has(p2pBit), has(closeupBit), has(outboundBit), has(hideBit));
}

/** A user has at most this many sessions a day: slots of three hours keep them over 30 minutes apart. */
const mostSessions = 8;
const slotMs = dayMs / mostSessions;

/** Plays what users do from day to day. Each day has its own draws, so that any window of any user can be made alone. */
export class SequencePlayer {
  readonly #world: World;
  readonly #days: KeyedRandom;
  readonly #weeks: KeyedRandom;
  /** Where a session takes place. Kept apart from what happens in it, which does not depend on it. */
  readonly #surfaces: KeyedRandom;
  readonly #queries: (readonly string[])[] = [];
  readonly #closeups = new Set<number>();
  readonly #step: SequenceStep = {
    item: 0,
    actions: 0,
    atMs: 0,
    surface: 0,
    query: undefined,
    dwellMs: Number.NaN,
    firstOfSession: false,
  };

  constructor(world: World) {
    this.#world = world;
    this.#days = new KeyedRandom(world.seed, 'world-day');
    this.#weeks = new KeyedRandom(world.seed, 'world-week');
    this.#surfaces = new KeyedRandom(world.seed, 'world-surface');
  }

  /** Visits every step of days `from` to `until` (day 0 is the first of the sequences) in time order. */
  play(user: WorldUser, from: number, until: number, visit: (step: Readonly<SequenceStep>) => void): void {
    const { burstWeeks } = this.#world.recipe.sequence;
    for (let day = from; day < until; day += 1) {
      const burst = this.#weeks.start(user.index * 256 + Math.floor(day / 7)).uniform() < burstWeeks ? 3 : 1;
      const random = this.#days.start(user.index * 1024 + day);
      const sessions = poisson(user.activity * burst, random.uniform(), mostSessions);
      for (let session = 0; session < sessions; session += 1) {
        // Each session of a day has its own share of the slots, and takes one of them.
        const first = Math.floor((session * mostSessions) / sessions);
        this.#surfaces.start((user.index * 1024 + day) * mostSessions + session);
        const slot = first + random.int(Math.floor(((session + 1) * mostSessions) / sessions) - first);
        this.#session(user, day, worldStartMs + day * dayMs + slot * slotMs + random.uniform() * (slotMs / 3), visit);
      }
    }
  }

  #session(user: WorldUser, day: number, startMs: number, visit: (step: Readonly<SequenceStep>) => void): void {
    const { recipe, catalogue } = this.#world;
    const { steps, focus, follow, relatedAfterCloseup } = recipe.sequence;
    const random = this.#days;
    const step = this.#step;
    const topic = this.#interest(user, day, random);
    const surface = surfaceAt(recipe, this.#surfaces.uniform());
    const query = surface === searchSurface ? this.#query(topic) : undefined;
    let before = topic;
    step.atMs = Math.floor(startMs);
    step.dwellMs = Number.NaN;
    step.firstOfSession = true;
    this.#closeups.clear();
    // Geometric with the mean asked for; 60 steps of under a minute and a half end before the next slot's earliest start.
    let left = 1 + Math.min(59, Math.floor(-steps * logarithm(1 - random.uniform())));
    for (; left > 0; left -= 1) {
      let leaf = random.uniform() < focus ? topic : this.#interest(user, day, random);
      if (follow > 0 && random.uniform() < follow) leaf = before;
      before = leaf;
      const item = this.#item(catalogue, leaf, step.atMs, random);
      if (item >= 0) {
        const related = !Number.isNaN(step.dwellMs) && this.#surfaces.uniform() < relatedAfterCloseup;
        step.surface = related ? relatedSurface : surface;
        step.query = related ? undefined : query;
        step.item = item;
        this.#act(user, item, random);
        visit(step);
        step.firstOfSession = false;
      }
      step.atMs += 3_000 + Math.floor(random.uniform() * 27_000) + (Number.isNaN(step.dwellMs) ? 0 : Math.min(50_000, step.dwellMs));
    }
  }

  #act(user: WorldUser, item: number, random: KeyedRandom): void {
    const { recipe, catalogue } = this.#world;
    const leaf = catalogue.topic[item] ?? 0;
    const chanceOf = stepChances(this.#world, user, item);
    let actions = 1;
    for (const [action, outcome] of actionOutcomes.entries()) {
      let chance = chanceOf(action);
      if (outcome === saveOutcome && this.#closeups.has(leaf)) chance = Math.min(1, chance * recipe.sequence.saveAfterCloseup);
      if (random.uniform() < chance) actions |= 2 << action;
    }
    if ((actions & closeupBit) !== 0) this.#closeups.add(leaf);
    const step = this.#step;
    step.actions = actions;
    step.dwellMs = (actions & closeupBit) === 0 ? Number.NaN : Math.floor(1_000 * exponential(2.2 + 0.9 * random.normal()));
  }

  /** One of a topic's queries, the more general ones more often. */
  #query(topic: number): string | undefined {
    const queries = (this.#queries[topic] ??= searchQueries(topic));
    const level = this.#surfaces.uniform();
    return queries[Math.floor(queries.length * level * level)];
  }

  /** One of the user's interests that are awake on this day. */
  #interest(user: WorldUser, day: number, random: KeyedRandom): number {
    const { seasonStrength } = this.#world.recipe.sequence;
    const shareOf = (interest: WorldUser['interests'][number]) =>
      interest.season === undefined ? interest.share : isAwake(interest.season, day) ? interest.share * seasonStrength : 0;
    let left = random.uniform() * user.interests.reduce((sum, interest) => sum + shareOf(interest), 0);
    for (const interest of user.interests) {
      left -= shareOf(interest);
      if (left < 0) return interest.leaf;
    }
    return user.interests[0]?.leaf ?? 0;
  }

  /** An item of the leaf that existed then: by popularity, now and then the newest of a few; -1 where chance finds none. */
  #item(catalogue: Catalogue, leaf: number, atMs: number, random: KeyedRandom): number {
    const members = catalogue.leaves[leaf];
    if (members === undefined || members.items.length === 0) return -1;
    const newest = random.uniform() < this.#world.recipe.sequence.freshness;
    let found = -1;
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const item = pickItem(members, random.uniform());
      const created = catalogue.createdAtMs[item] ?? 0;
      if (created > atMs) continue;
      if (!newest) return item;
      if (found < 0 || created > (catalogue.createdAtMs[found] ?? 0)) found = item;
    }
    return found;
  }
}

/**
 * Hidden: the chance that a user does an action with an item of a sequence, whatever came before it in the session. Answers a function of the action's place
 * in `sequenceActions` after the impression.
 */
export function stepChances({ recipe, catalogue }: World, user: WorldUser, item: number): (action: number) => number {
  const { base, match } = recipe.sequence;
  const leaf = catalogue.topic[item] ?? 0;
  const near = user.interests.some((interest) => interest.leaf === leaf) ? 1 : 0;
  const averse = user.aversion === middleOf(leaf) ? recipe.taste.aversion : 0;
  return (action) => {
    const outcome = actionOutcomes[action] ?? 0;
    const sign = outcome === hideOutcome ? 1 : -1;
    return logistic(
      (base[action] ?? 0) +
        (match[action] ?? 0) * near +
        (user.intensity[outcome] ?? 0) +
        (catalogue.affinity[item * outcomeCount + outcome] ?? 0) +
        sign * averse,
    );
  };
}

/** Whether a season covers a day of the calendar. */
export function isAwake(season: { readonly from: number; readonly days: number }, day: number): boolean {
  return (((day - season.from) % 365) + 365) % 365 < season.days;
}

/** Poisson by inversion, cut off at `most`. */
function poisson(mean: number, level: number, most: number): number {
  let term = exponential(-mean);
  let total = term;
  let count = 0;
  while (level >= total && count < most) {
    count += 1;
    term *= mean / count;
    total += term;
  }
  return count;
}
