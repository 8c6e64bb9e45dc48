import type { ColumnData } from '../dataset/column.ts';
import type { LogColumn, LogSchema } from '../dataset/log-schema.ts';
import { adActions, adRewards, AdServer, type EarlierAds } from './ads-request.ts';
import { KeyedRandom } from './keyed-random.ts';
import { deviceAt, emptyColumns, rowColumns, stateColumns, stateValues } from './log-columns.ts';
import { makeUser, type WorldUser } from './population.ts';
import type { WorldRecipe } from './recipe.ts';
import { RequestHistory, stateDays } from './request-history.ts';
import { addStep, SequencePlayer, type SequenceStep, surfaceAt } from './sequence.ts';
import { dayMs, sequenceDays, worldStartMs } from './time.ts';
import { requestKey, type World } from './world.ts';

/** Rows of the ads log. */
export function adsRows(recipe: WorldRecipe): number {
  return recipe.population.users * recipe.ads.requestsPerUser;
}

function adsColumns(recipe: WorldRecipe): readonly LogColumn[] {
  const positions = Array.from({ length: recipe.ads.slate }, (_, place) => place + 1);
  return [
    ...rowColumns,
    ...adRewards.map((name): LogColumn => ({ name, role: 'reward', type: name === 'revenue' ? 'f32' : 'u8' })),
    ...stateColumns,
    // What the user did with ads in the 90 days before this log.
    { name: 'ads_seen', role: 'context', type: 'i16' },
    { name: 'ads_clicked', role: 'context', type: 'i16' },
    { name: 'ads_revenue', role: 'context', type: 'f32' },
    { name: 'explore_flag', role: 'detail', type: 'u8' },
    ...positions.map((place): LogColumn => ({ name: `item_${place}`, role: 'item', type: 'i16' })),
    ...positions.map((place): LogColumn => ({ name: `outcomes_${place}`, role: 'detail', type: 'u8' })),
  ];
}

export function adsSchema(recipe: WorldRecipe): LogSchema {
  return {
    name: 'ads',
    kind: 'exploration',
    rows: adsRows(recipe),
    columns: adsColumns(recipe),
    actions: adActions(recipe),
    production: 'production',
    randomised: true,
  };
}

/**
 * The ads log: the last four weeks before the exploration log begins, users in order, each user's requests in time order. The state is dated before each
 * request and counts what the user did with pins; ads leave it alone. Any range of rows can be made alone.
 */
export class AdsLog {
  readonly #world: World;
  readonly #server: AdServer;
  readonly #player: SequencePlayer;
  readonly #visits: KeyedRandom;
  readonly #devices: KeyedRandom;
  readonly #history = new RequestHistory();
  #user: WorldUser | undefined;
  #device = 0;
  #earlier: EarlierAds = { seen: 0, clicked: 0, revenue: 0 };
  #timesMs: readonly number[] = [];
  /** Steps of the sequence that the history does not hold yet, oldest first. */
  #ahead: SequenceStep[] = [];
  #told = 0;

  constructor(world: World) {
    this.#world = world;
    this.#server = new AdServer(world);
    this.#player = new SequencePlayer(world);
    this.#visits = new KeyedRandom(world.seed, 'world-ads-visit');
    this.#devices = new KeyedRandom(world.seed, 'world-visit');
  }

  /** Fills columns of the schema with rows from `first`; yields after each row, so that the caller can give way. */
  *fill(first: number, rows: number): Generator<void, ColumnData[]> {
    const { recipe } = this.#world;
    const { requestsPerUser } = recipe.ads;
    const columns = emptyColumns(adsColumns(recipe), rows);
    for (let row = 0; row < rows; row += 1) {
      const request = first + row;
      const user = this.#enter(Math.floor(request / requestsPerUser));
      const atMs = this.#timesMs[request % requestsPerUser] ?? 0;
      while ((this.#ahead[this.#told]?.atMs ?? Infinity) < atMs) {
        const step = this.#ahead[this.#told];
        if (step !== undefined) addStep(this.#history, step);
        this.#told += 1;
      }
      const state = this.#history.state(atMs);
      const surface = surfaceAt(recipe, this.#visits.start(0x1_0000_0000 + request).uniform());
      const { seen, clicked, revenue } = this.#earlier;
      const served = this.#server.serve(user, requestKey(recipe, request));
      const values = [request, user.index, atMs, served.action, served.propensity, ...served.rewards];
      values.push(...stateValues(state, atMs, this.#device, surface), seen, clicked, revenue);
      values.push(served.explored ? 1 : 0, ...served.items, ...served.outcomeBits);
      columns.forEach((column, index) => (column[row] = values[index] ?? 0));
      yield;
    }
    return columns;
  }

  #enter(number: number): WorldUser {
    if (this.#user?.index === number) return this.#user;
    const { recipe, seed } = this.#world;
    const endDay = sequenceDays + recipe.population.logStartDay;
    const user = makeUser(recipe, seed, number);
    const random = this.#visits.start(number);
    // The same device as in the exploration log.
    this.#device = deviceAt(this.#devices.start(number).uniform());
    this.#timesMs = Array.from({ length: recipe.ads.requestsPerUser }, () =>
      Math.floor(worldStartMs + (endDay - stateDays + random.uniform() * stateDays) * dayMs),
    ).toSorted((a, b) => a - b);
    this.#history.clear();
    this.#ahead = [];
    this.#told = 0;
    this.#player.play(user, endDay - 2 * stateDays, endDay, (step) => this.#ahead.push({ ...step }));
    this.#earlier = this.#server.earlier(user);
    this.#user = user;
    return user;
  }
}
