import type { ColumnData } from '../dataset/column.ts';
import { emptyColumns, explorationColumns, stateValues } from './log-columns.ts';
import { type LogVisitor, LogVisits } from './log-visits.ts';
import { type LoggedRequest, RequestServer } from './logged-request.ts';
import { RequestHistory } from './request-history.ts';
import type { World } from './world.ts';

/**
 * The exploration log, row by row: users in order, each user's requests in time order. Any range of rows can be made alone: the rows a user had before it are
 * made again, since the counts a policy may see include them.
 */
export class ExplorationLog {
  readonly #world: World;
  readonly #server: RequestServer;
  readonly #visits: LogVisits;
  readonly #history = new RequestHistory();
  #visitor: LogVisitor | undefined;
  /** The user's next request to be served. */
  #next = 0;

  constructor(world: World) {
    this.#world = world;
    this.#server = new RequestServer(world);
    this.#visits = new LogVisits(world);
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
    const visitor = this.#enter(number, place);
    while (this.#next < place) this.#serve(visitor, number * requestsPerUser + this.#next);
    const atMs = visitor.timesMs[place] ?? 0;
    const state = this.#history.state(atMs);
    const surface = this.#visits.surface(request);
    const logged = this.#serve(visitor, request);
    const values = [
      request,
      number,
      atMs,
      logged.action,
      logged.propensity,
      ...logged.rewards,
      ...stateValues(state, atMs, visitor.device, surface),
    ];
    values.push(logged.explored ? 1 : 0, logged.sameSlate, ...logged.items, ...logged.outcomeBits);
    columns.forEach((column, index) => (column[row] = values[index] ?? 0));
  }

  /** Makes `number` the present user, with the four weeks before the log as the start of the history. */
  #enter(number: number, place: number): LogVisitor {
    if (this.#visitor?.user.index === number && this.#next <= place) return this.#visitor;
    this.#next = 0;
    this.#visitor = this.#visits.enter(number, this.#history);
    return this.#visitor;
  }

  #serve({ user, timesMs }: LogVisitor, request: number): LoggedRequest {
    const logged = this.#server.explore(user, request);
    const [saves = 0, p2p = 0, clicks = 0, , outbound = 0, hides = 0] = logged.rewards;
    this.#history.add(timesMs[this.#next] ?? 0, true, saves, p2p, clicks, outbound, hides);
    this.#next += 1;
    return logged;
  }
}
