import { logistic } from './elementary.ts';
import { ExpectedRewards } from './expected.ts';
import { type ShownTopics, tire } from './fatigue.ts';
import { KeyedRandom } from './keyed-random.ts';
import { stateValues } from './log-columns.ts';
import { LogVisits } from './log-visits.ts';
import { outcomeCount } from './outcomes.ts';
import { RequestHistory } from './request-history.ts';
import { RequestMaker } from './request.ts';
import { ResponseModel } from './responses.ts';
import { SlateRanker } from './slate.ts';
import { requestKey, type World } from './world.ts';

/** Utility weights for a request whose state reads `values`, in the order of `stateColumns`. */
export type StatePolicy = (values: readonly number[]) => readonly number[];

/** What a policy earned in the closed loop: sums over the requests, one value per outcome. */
export interface Deployed {
  readonly requests: number;
  readonly sessions: number;
  /** Clipped counts as they were drawn. */
  readonly drawn: Float64Array;
  /** Their exact expectation, given everything before the response. */
  readonly expected: Float64Array;
}

/**
 * Serves some users of the exploration log in the closed loop: the very requests that were logged (same candidates, mood, times and luck) come one after another
 * in sessions, topics tire within a session, a session ends when the user finds nothing, and what a policy sees of a user is what came of its own choices. The
 * rhythm of the visits stays the log's, so that without fatigue nothing but those choices sets the loop apart from one step. Yields after each user.
 */
export function* deploy(world: World, users: readonly number[], policy: StatePolicy): Generator<void, Deployed> {
  const { recipe } = world;
  const { requestsPerUser } = recipe.population;
  const { exit, satisfaction, mostRequests } = recipe.session;
  const visits = new LogVisits(world);
  const maker = new RequestMaker(recipe, world.catalogue, world.seed);
  const ranker = new SlateRanker(recipe.ranker.slate);
  const exact = new ExpectedRewards(recipe);
  const response = new ResponseModel(recipe);
  const [responses, exits] = [new KeyedRandom(world.seed, 'world-response'), new KeyedRandom(world.seed, 'world-exit')];
  const slate = new Int32Array(recipe.ranker.slate);
  const tired = new Float64Array(recipe.ranker.candidates * outcomeCount);
  const history = new RequestHistory();
  const [drawn, expected, one] = [new Float64Array(outcomeCount), new Float64Array(outcomeCount), new Float64Array(outcomeCount)];
  let sessions = 0;
  for (const number of users) {
    const { user, device, timesMs } = visits.enter(number, history);
    let left = 0;
    let shown: ShownTopics = new Map();
    for (let place = 0; place < requestsPerUser; place += 1) {
      if (left === 0) {
        shown = new Map();
        left = mostRequests;
        sessions += 1;
      }
      const atMs = timesMs[place] ?? 0;
      const request = number * requestsPerUser + place;
      const values = stateValues(history.state(atMs), atMs, device, visits.surface(request));
      const key = requestKey(recipe, request);
      const { items, heads, bonus, truth } = maker.make(user, key);
      ranker.rank(heads, bonus, policy(values), slate);
      tire(world, items, slate, truth, shown, tired);
      exact.write(tired, slate, one, 0);
      response.draw(slate, tired, responses.start(key));
      for (let outcome = 0; outcome < outcomeCount; outcome += 1) {
        drawn[outcome] = (drawn[outcome] ?? 0) + (response.rewards[outcome] ?? 0);
        expected[outcome] = (expected[outcome] ?? 0) + (one[outcome] ?? 0);
      }
      const [saves = 0, p2p = 0, clicks = 0, longClicks = 0, outbound = 0, hides = 0] = response.rewards;
      history.add(atMs, true, saves, p2p, clicks, outbound, hides);
      const leaves = exits.start(key).uniform() < logistic(exit - satisfaction * (saves + p2p + clicks + longClicks + outbound));
      left = leaves ? 0 : left - 1;
    }
    yield;
  }
  return { requests: users.length * requestsPerUser, sessions, drawn, expected };
}
