import { KeyedRandom } from './keyed-random.ts';
import { deviceAt } from './log-columns.ts';
import { makeUser, type WorldUser } from './population.ts';
import { type RequestHistory, stateDays } from './request-history.ts';
import { addStep, SequencePlayer, surfaceAt } from './sequence.ts';
import { dayMs, logDays, sequenceDays, shortestLogDays, worldStartMs } from './time.ts';
import type { World } from './world.ts';

/** A user at the start of the exploration log. */
export interface LogVisitor {
  readonly user: WorldUser;
  readonly device: number;
  /** When each of the user's requests comes, ascending. */
  readonly timesMs: readonly number[];
}

/** Who comes when in the exploration log, with what past. */
export class LogVisits {
  readonly #world: World;
  readonly #player: SequencePlayer;
  readonly #visits: KeyedRandom;

  constructor(world: World) {
    this.#world = world;
    this.#player = new SequencePlayer(world);
    this.#visits = new KeyedRandom(world.seed, 'world-visit');
  }

  /** User `number`; `history` is made to hold the four weeks before the log. */
  enter(number: number, history: RequestHistory): LogVisitor {
    const { recipe, seed } = this.#world;
    const user = makeUser(recipe, seed, number);
    const random = this.#visits.start(number);
    const device = deviceAt(random.uniform());
    const startDay = sequenceDays + recipe.population.logStartDay;
    const startMs = worldStartMs + startDay * dayMs;
    const days = Math.min(logDays, Math.max(shortestLogDays, recipe.population.requestsPerUser / user.activity));
    const timesMs = Array.from({ length: recipe.population.requestsPerUser }, () =>
      Math.floor(startMs + random.uniform() * days * dayMs),
    ).toSorted((a, b) => a - b);
    history.clear();
    this.#player.play(user, startDay - stateDays, startDay, (step) => addStep(history, step));
    return { user, device, timesMs };
  }

  /** On which surface a logged request comes. */
  surface(request: number): number {
    return surfaceAt(this.#world.recipe, this.#visits.start(0x1_0000_0000 + request).uniform());
  }
}
