import type { ColumnData } from '../dataset/column.ts';
import { KeyedRandom } from './keyed-random.ts';
import { deviceAt, emptyColumns, explorationColumns, stateValues } from './log-columns.ts';
import { type LoggedRequest, RequestServer } from './logged-request.ts';
import { makeUser, type WorldUser } from './population.ts';
import { RequestHistory, stateDays } from './request-history.ts';
import { addStep, SequencePlayer, surfaceAt } from './sequence.ts';
import { dayMs, logDays, sequenceDays, shortestLogDays, worldStartMs } from './time.ts';
import type { World } from './world.ts';

/**
 * The exploration log, row by row: users in order, each user's requests in time order. Any range of rows can be made alone: the rows a user had before it are
 * made again, since the counts a policy may see include them.
 */
export class ExplorationLog {
  readonly #world: World;
  readonly #server: RequestServer;
  readonly #player: SequencePlayer;
  readonly #visits: KeyedRandom;
  readonly #history = new RequestHistory();
  #user: WorldUser | undefined;
  #device = 0;
  #timesMs: readonly number[] = [];
  /** The user's next request to be served. */
  #next = 0;

  constructor(world: World) {
    this.#world = world;
    this.#server = new RequestServer(world);
    this.#player = new SequencePlayer(world);
    this.#visits = new KeyedRandom(world.seed, 'world-visit');
  }

  /** Fills columns of `explorationColumns` with rows from `first`; yields after each row, so that the caller can give way. */
  *fill(first: number, rows: number): Generator<void, ColumnData[]> {
    const columns = emptyColumns(explorationColumns(this.#world.recipe), rows);
    for (let row = 0; row < rows; row += 1) {
      this.#write(first + row, row, columns);
      yield;
    }
    return columns;
  }

  #write(request: number, row: number, columns: readonly ColumnData[]): void {
    const { requestsPerUser } = this.#world.recipe.population;
    const number = Math.floor(request / requestsPerUser);
    const place = request % requestsPerUser;
    const user = this.#enter(number, place);
    while (this.#next < place) this.#serve(user, number * requestsPerUser + this.#next);
    const atMs = this.#timesMs[place] ?? 0;
    const state = this.#history.state(atMs);
    const surface = surfaceAt(this.#world.recipe, this.#visits.start(0x1_0000_0000 + request).uniform());
    const logged = this.#serve(user, request);
    const values = [
      request,
      number,
      atMs,
      logged.action,
      logged.propensity,
      ...logged.rewards,
      ...stateValues(state, atMs, this.#device, surface),
    ];
    values.push(logged.explored ? 1 : 0, logged.sameSlate, ...logged.items, ...logged.outcomeBits);
    columns.forEach((column, index) => (column[row] = values[index] ?? 0));
  }

  /** Makes `number` the present user, with the four weeks before the log as the start of the history. */
  #enter(number: number, place: number): WorldUser {
    if (this.#user?.index === number && this.#next <= place) return this.#user;
    const { recipe, seed } = this.#world;
    const user = makeUser(recipe, seed, number);
    const random = this.#visits.start(number);
    this.#device = deviceAt(random.uniform());
    const startDay = sequenceDays + recipe.population.logStartDay;
    const startMs = worldStartMs + startDay * dayMs;
    const days = Math.min(logDays, Math.max(shortestLogDays, recipe.population.requestsPerUser / user.activity));
    this.#timesMs = Array.from({ length: recipe.population.requestsPerUser }, () =>
      Math.floor(startMs + random.uniform() * days * dayMs),
    ).toSorted((a, b) => a - b);
    this.#history.clear();
    this.#player.play(user, startDay - stateDays, startDay, (step) => addStep(this.#history, step));
    this.#next = 0;
    this.#user = user;
    return user;
  }

  #serve(user: WorldUser, request: number): LoggedRequest {
    const logged = this.#server.explore(user, request);
    const [saves = 0, p2p = 0, clicks = 0, , outbound = 0, hides = 0] = logged.rewards;
    this.#history.add(this.#timesMs[this.#next] ?? 0, true, saves, p2p, clicks, outbound, hides);
    this.#next += 1;
    return logged;
  }
}
