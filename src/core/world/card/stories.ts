import type { ColumnData } from '../../dataset/column.ts';
import { topicLeaf } from '../catalogue/topic-tree.ts';
import { ExplorationLog } from '../exploration-log.ts';
import { KeyedRandom } from '../keyed-random.ts';
import { explorationColumns, explorationLog } from '../log-columns.ts';
import { makeUser, type WorldUser } from '../population.ts';
import { isAwake, p2pBit, saveBit, SequencePlayer } from '../sequence.ts';
import { dayMs, sequenceDays, worldStartMs } from '../time.ts';
import { hasLongSequence, type World } from '../world.ts';

/** A request worth showing: one sentence says what to look for. */
export interface WorldStory {
  readonly kind: 'saver' | 'browser' | 'seasonal';
  readonly title: string;
  readonly sentence: string;
  /** Id of the user, who has a sequence over two years. */
  readonly user: string;
  readonly log: string;
  readonly request: number;
  /** Unix milliseconds of the request. */
  readonly atMs: number;
}

/** Users who are looked at, of the first so many: the same ones in `small` and in `demo`. */
const lookedAt = 60;
const amongFirst = 2_000;
const leastSteps = 60;
const seasonalLookedAt = 12;
const daysAtOnce = 73;

interface Life {
  readonly user: WorldUser;
  readonly steps: number;
  readonly saves: number;
  readonly p2p: number;
  /** Steps at items of the seasonal interest. */
  readonly seasonal: number;
}

/** Searches users in a seeded order for the ones who show an effect most clearly; a story that nobody tells is left out. Yields often. */
export function* findStories(world: World, idOf: (user: number) => string): Generator<void, readonly WorldStory[]> {
  const lives: Life[] = [];
  for (const index of seededUsers(world)) {
    const life = yield* livedBy(world, makeUser(world.recipe, world.seed, index));
    if (life.steps >= leastSteps) lives.push(life);
  }
  const lean = ({ saves, p2p }: Life) => (saves + 5) / (p2p + 5);
  const stories: WorldStory[] = [];
  const add = (story: WorldStory | undefined) => {
    if (story !== undefined) stories.push(story);
  };
  add(
    yield* leaningStory(
      world,
      idOf,
      'saver',
      lives.toSorted((a, b) => lean(b) - lean(a)),
    ),
  );
  add(
    yield* leaningStory(
      world,
      idOf,
      'browser',
      lives.toSorted((a, b) => lean(a) - lean(b)),
    ),
  );
  add(
    yield* seasonalStory(
      world,
      idOf,
      lives.toSorted((a, b) => b.seasonal - a.seasonal),
    ),
  );
  return stories;
}

function seededUsers({ recipe, seed }: World): readonly number[] {
  const random = new KeyedRandom(seed, 'world-story');
  const most = Math.min(amongFirst, recipe.population.users);
  const long = Array.from({ length: most }, (_, user) => user).filter((user) => hasLongSequence(recipe, user));
  const level = new Map(long.map((user) => [user, random.start(user).uniform()]));
  return long.toSorted((a, b) => (level.get(a) ?? 0) - (level.get(b) ?? 0) || a - b).slice(0, lookedAt);
}

function* livedBy(world: World, user: WorldUser): Generator<void, Life> {
  const player = new SequencePlayer(world);
  const leaf = user.interests.find(({ season }) => season !== undefined)?.leaf;
  let [steps, saves, p2p, seasonal] = [0, 0, 0, 0];
  for (let day = 0; day < sequenceDays; day += daysAtOnce) {
    player.play(user, day, Math.min(sequenceDays, day + daysAtOnce), ({ actions, item }) => {
      steps += 1;
      if ((actions & saveBit) !== 0) saves += 1;
      if ((actions & p2pBit) !== 0) p2p += 1;
      if (world.catalogue.topic[item] === leaf) seasonal += 1;
    });
    yield;
  }
  return { user, steps, saves, p2p, seasonal };
}

/** The clearest of the first users who has a request that brought what they lean to. */
function* leaningStory(
  world: World,
  idOf: (user: number) => string,
  kind: 'saver' | 'browser',
  lives: readonly Life[],
): Generator<void, WorldStory | undefined> {
  const reward = kind === 'saver' ? 'save' : 'p2p';
  for (const { user, steps, saves, p2p } of lives) {
    const rows = yield* requestsOf(world, user);
    const [best] = rows.toSorted((a, b) => b.value(reward) - a.value(reward) || a.request - b.request);
    if (best === undefined || best.value(reward) === 0) continue;
    const [saved, looked] = [best.value('save'), best.value('p2p')];
    const does =
      kind === 'saver'
        ? `saved ${grouped(saves)} of ${grouped(steps)} pins in two years and looked further from ${grouped(p2p)}`
        : `looked further from ${grouped(p2p)} of ${grouped(steps)} pins in two years and saved ${grouped(saves)}`;
    return {
      kind,
      title: kind === 'saver' ? 'A saver' : 'A browser',
      sentence: `${idOf(user.index)} ${does}; this request brought ${saved} save${saved === 1 ? '' : 's'} and ${looked} p2p.`,
      ...placeOf(best, idOf(user.index)),
    };
  }
  return undefined;
}

/** The user who has most to do with a seasonal interest, at the request where it fills most of the slate while its season is on. */
function* seasonalStory(world: World, idOf: (user: number) => string, lives: readonly Life[]): Generator<void, WorldStory | undefined> {
  let found: { readonly story: WorldStory; readonly shown: number } | undefined;
  for (const { user, seasonal } of lives.slice(0, seasonalLookedAt)) {
    const interest = user.interests.find(({ season }) => season !== undefined);
    const season = interest?.season;
    if (interest === undefined || season === undefined || seasonal < 3) continue;
    const rows = yield* requestsOf(world, user);
    const shown = (row: StoryRow) => row.items().filter((item) => world.catalogue.topic[item] === interest.leaf).length;
    const [best] = rows
      .filter(({ atMs }) => isAwake(season, Math.floor((atMs - worldStartMs) / dayMs)))
      .toSorted((a, b) => shown(b) - shown(a) || a.request - b.request);
    if (best === undefined || shown(best) <= (found?.shown ?? 0)) continue;
    const [, , name] = topicLeaf(interest.leaf).path;
    const story: WorldStory = {
      kind: 'seasonal',
      title: 'An interest that comes back',
      sentence: `The interest of ${idOf(user.index)} in \u201c${name}\u201d is awake for ${season.days} days of every year and sleeps for the other ${365 - season.days}; ${shown(best)} of the ${best.items().length} pins of this request are about it.`,
      ...placeOf(best, idOf(user.index)),
    };
    found = { story, shown: shown(best) };
  }
  return found?.story;
}

interface StoryRow {
  readonly request: number;
  readonly atMs: number;
  value(column: string): number;
  items(): readonly number[];
}

function* requestsOf(world: World, { index }: WorldUser): Generator<void, readonly StoryRow[]> {
  const { requestsPerUser } = world.recipe.population;
  const schema = explorationColumns(world.recipe);
  const columns: readonly ColumnData[] = yield* new ExplorationLog(world).fill(index * requestsPerUser, requestsPerUser);
  const places = schema.flatMap(({ role }, place) => (role === 'item' ? [place] : []));
  return Array.from({ length: requestsPerUser }, (_, row) => {
    const value = (name: string) => columns[schema.findIndex((column) => column.name === name)]?.[row] ?? 0;
    return {
      request: index * requestsPerUser + row,
      atMs: value('at'),
      value,
      items: () => places.map((place) => columns[place]?.[row] ?? -1),
    };
  });
}

/** A count as people read it: 1951 -> `1,951`. */
function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

function placeOf({ request, atMs }: StoryRow, user: string): Pick<WorldStory, 'user' | 'log' | 'request' | 'atMs'> {
  return { user, log: explorationLog, request, atMs };
}
