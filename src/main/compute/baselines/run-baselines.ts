import { type EaseModel, scoreByEase } from '../../../core/ranking/ease.ts';
import { type Interactions, profilesOf, type Profiles } from '../../../core/ranking/interactions.ts';
import { mostNeighbourItems, NeighbourBuilder, type Neighbours, scoreByNeighbours } from '../../../core/ranking/item-neighbours.ts';
import { ndcgAt } from '../../../core/ranking/single-target.ts';
import { targetRank } from '../../../core/ranking/target-rank.ts';
import { Breather } from '../breather.ts';
import { chooseEase, easeModel } from './ease-baseline.ts';

export interface BaselinesInput {
  /** What may be learned from: every user's events before the held-out part. */
  readonly interactions: Interactions;
  /** Users to evaluate, and the item each should be given after all its events here; -1 for one that is in no catalogue. */
  readonly users: Int32Array;
  readonly targets: Int32Array;
  /** Leave the items of the history out. */
  readonly seenExcluded: boolean;
  /** False leaves EASE out: its matrix takes a minute on some thousand items. */
  readonly ease: boolean;
}

export interface BaselineRanks {
  readonly name: 'popularity' | 'itemKnn' | 'itemKnnRecency' | 'ease';
  /** One per evaluated user; 0 = could not be retrieved. */
  readonly ranks: Int32Array;
  /** What was chosen on the validation targets, in words. */
  readonly setting: string;
}

export type BaselinePart =
  | { readonly type: 'progress'; readonly phase: string; readonly fraction: number }
  | { readonly type: 'baseline'; readonly baseline: BaselineRanks }
  | { readonly type: 'left-out'; readonly name: string; readonly reason: string };

const signals = ['all', 'positive'] as const;
type Signal = (typeof signals)[number];
const shrinks = [0, 10, 100];
const neighbourCounts = [5, 10, 20, 80, 300];
/** In events of the history; undefined is the plain form. */
const halfLives = [undefined, 1, 2, 3, 5, 10, 20, 80];
const validationK = 10;
const mostValidationUsers = 1000;
const mostItemsPerUser = 2000;
const mostTableEntries = 20_000_000;

interface Task {
  readonly users: readonly number[];
  readonly targets: readonly number[];
  readonly profiles: Readonly<Record<Signal, Profiles>>;
  /** All items of the history: what is left out. */
  readonly seen: Profiles;
}

interface Setting {
  readonly signal: Signal;
  readonly shrink: number;
  readonly neighbours: number;
  readonly halfLife: number | undefined;
}

/**
 * Popularity and item-to-item neighbours on the same targets as a bundle. Settings are chosen by NDCG@10 on each user's last positive event of the learnable
 * part (the second-to-last of all), predicted from what stands before it; the tables are then built again from the whole learnable part.
 */
export async function* runBaselines(input: BaselinesInput, signal: AbortSignal): AsyncGenerator<BaselinePart> {
  const breather = new Breather(signal);
  const validation = validationTask(input.interactions);
  const test = makeTask(input.interactions, input.interactions.offsets.slice(1), Array.from(input.users), Array.from(input.targets));

  yield { type: 'progress', phase: 'Popularity', fraction: 0 };
  let best: { signal: Signal; score: number } = { signal: 'positive', score: -1 };
  for (const choice of signals) {
    const score = meanNdcg(await ranksBy(validation, input.seenExcluded, breather, popularity(validation.profiles[choice])));
    if (score > best.score) best = { signal: choice, score };
  }
  const ranks = await ranksBy(test, input.seenExcluded, breather, popularity(test.profiles[best.signal]));
  yield { type: 'baseline', baseline: { name: 'popularity', ranks, setting: `users per item, ${signalWords(best.signal)}` } };

  const { items } = input.interactions;
  const most = Math.min(Math.max(...neighbourCounts), Math.floor(mostTableEntries / items));
  if (items > mostNeighbourItems || most < 10)
    yield { type: 'left-out', name: 'itemKnn', reason: `its tables for ${items} items are too large.` };
  else yield* runNeighbours(input, validation, test, most, breather);
  if (input.ease) yield* runEase(input, validation, test, best.signal, breather);
}

async function* runNeighbours(
  input: BaselinesInput,
  validation: Task,
  test: Task,
  most: number,
  breather: Breather,
): AsyncGenerator<BaselinePart> {
  const chosen: { plain?: Setting & { score: number }; recency?: Setting & { score: number } } = {};
  for (const [index, choice] of signals.entries()) {
    yield { type: 'progress', phase: 'Choosing neighbours', fraction: 0.1 + 0.35 * index };
    const tables = await buildTables(validation.profiles[choice], shrinks, most, breather);
    for (const [place, shrink] of shrinks.entries()) {
      const table = tables[place];
      if (table === undefined) continue;
      for (const setting of await tryTable(validation, table, { signal: choice, shrink }, input.seenExcluded, breather)) {
        const kind = setting.halfLife === undefined ? 'plain' : 'recency';
        if (setting.score > (chosen[kind]?.score ?? -1)) chosen[kind] = setting;
      }
    }
  }
  yield { type: 'progress', phase: 'Neighbours', fraction: 0.8 };
  for (const kind of ['plain', 'recency'] as const) {
    const setting = chosen[kind];
    if (setting === undefined) continue;
    const [table] = await buildTables(test.profiles[setting.signal], [setting.shrink], most, breather);
    if (table === undefined) continue;
    const found = await ranksBy(test, input.seenExcluded, breather, byNeighbours(test, table, setting));
    yield {
      type: 'baseline',
      baseline: { name: kind === 'plain' ? 'itemKnn' : 'itemKnnRecency', ranks: found, setting: settingWords(setting) },
    };
  }
}

async function* runEase(
  { seenExcluded }: BaselinesInput,
  validation: Task,
  test: Task,
  plain: Signal,
  breather: Breather,
): AsyncGenerator<BaselinePart> {
  yield { type: 'progress', phase: 'EASE', fraction: 0.9 };
  const by = ({ profiles }: Task, signal: Signal, model: EaseModel): Scorer => {
    return (scores, user) => scoreByEase(scores, profiles[signal], user, model);
  };
  const outcome = await chooseEase(validation.profiles, signals, plain, breather, async (model, signal) =>
    meanNdcg(await ranksBy(validation, seenExcluded, breather, by(validation, signal, model))),
  );
  if (outcome.type === 'left-out') {
    yield { type: 'left-out', name: 'EASE', reason: outcome.reason };
    return;
  }
  const { signal, lambda, tried } = outcome;
  const model = await easeModel(test.profiles[signal], lambda, breather);
  const ranks = await ranksBy(test, seenExcluded, breather, by(test, signal, model));
  const setting = `lambda ${lambda}${tried ? '' : ' (not tuned)'}, ${signalWords(signal)}, ${model.items.length} of ${model.placeOf.length} items, those with 5 users or more`;
  yield { type: 'baseline', baseline: { name: 'ease', ranks, setting } };
}

/** The last positive event of every user's learnable part, where something stands before it; every n-th user when there are many. */
function validationTask(interactions: Interactions): Task {
  const { users, offsets, positive, item } = interactions;
  const ends = offsets.slice(1);
  const candidates: number[] = [];
  const targets = new Map<number, number>();
  for (let user = 0; user < users; user++) {
    const start = offsets[user] ?? 0;
    let last = (offsets[user + 1] ?? 0) - 1;
    while (last > start && positive[last] !== 1) last -= 1;
    if (last <= start) continue;
    ends[user] = last;
    candidates.push(user);
    targets.set(user, item[last] ?? -1);
  }
  const step = Math.max(1, Math.ceil(candidates.length / mostValidationUsers));
  const chosen = candidates.filter((_, index) => index % step === 0);
  return makeTask(
    interactions,
    ends,
    chosen,
    chosen.map((user) => targets.get(user) ?? -1),
  );
}

function makeTask(interactions: Interactions, ends: Int32Array, users: readonly number[], targets: readonly number[]): Task {
  const profiles = {
    all: profilesOf(interactions, ends, 'all', mostItemsPerUser),
    positive: profilesOf(interactions, ends, 'positive', mostItemsPerUser),
  };
  return { users, targets, profiles, seen: profilesOf(interactions, ends, 'all', Number.MAX_SAFE_INTEGER) };
}

async function buildTables(
  profiles: Profiles,
  shrink: readonly number[],
  most: number,
  breather: Breather,
): Promise<readonly Neighbours[]> {
  const builder = new NeighbourBuilder(profiles, shrink, most);
  for (let item = 0; item < profiles.items; item++) {
    builder.fill(item);
    if (breather.due) await breather.breathe();
  }
  return builder.tables;
}

/** NDCG on the validation targets for every number of neighbours and half-life; each number of neighbours adds to the one before it. */
async function tryTable(
  { users, targets, profiles, seen }: Task,
  table: Neighbours,
  { signal, shrink }: Pick<Setting, 'signal' | 'shrink'>,
  seenExcluded: boolean,
  breather: Breather,
): Promise<readonly (Setting & { readonly score: number })[]> {
  const counts = neighbourCounts.filter((count) => count <= table.most);
  const sums = halfLives.map(() => new Float64Array(counts.length));
  const scores = new Float64Array(seen.items);
  const left = new Uint8Array(seen.items);
  for (const [index, user] of users.entries()) {
    const history = seenExcluded ? seen.item.subarray(seen.offsets[user], seen.offsets[user + 1]) : [];
    for (const item of history) left[item] = 1;
    for (const [place, halfLife] of halfLives.entries()) {
      scores.fill(0);
      counts.forEach((to, step) => {
        scoreByNeighbours(scores, profiles[signal], user, table, { from: counts[step - 1] ?? 0, to }, halfLife);
        const gain = ndcgAt(targetRank(scores, targets[index] ?? -1, left, validationK), validationK);
        const sum = sums[place];
        if (sum !== undefined) sum[step] = (sum[step] ?? 0) + gain;
      });
      if (breather.due) await breather.breathe();
    }
    for (const item of history) left[item] = 0;
  }
  return halfLives.flatMap((halfLife, place) =>
    counts.map((neighbours, step) => ({ signal, shrink, neighbours, halfLife, score: (sums[place]?.[step] ?? 0) / users.length })),
  );
}

type Scorer = (scores: Float64Array, user: number) => void;

function popularity(profiles: Profiles): Scorer {
  const counts = new Float64Array(profiles.items);
  for (const item of profiles.item) counts[item] = (counts[item] ?? 0) + 1;
  return (scores) => scores.set(counts);
}

function byNeighbours({ profiles }: Task, table: Neighbours, { signal, neighbours, halfLife }: Setting): Scorer {
  return (scores, user) => scoreByNeighbours(scores, profiles[signal], user, table, { from: 0, to: neighbours }, halfLife);
}

async function ranksBy({ users, targets, seen }: Task, seenExcluded: boolean, breather: Breather, score: Scorer): Promise<Int32Array> {
  const scores = new Float64Array(seen.items);
  const left = new Uint8Array(seen.items);
  const ranks = new Int32Array(users.length);
  for (const [index, user] of users.entries()) {
    scores.fill(0);
    score(scores, user);
    const history = seen.item.subarray(seen.offsets[user], seen.offsets[user + 1]);
    if (seenExcluded) for (const item of history) left[item] = 1;
    ranks[index] = targetRank(scores, targets[index] ?? -1, left);
    if (seenExcluded) for (const item of history) left[item] = 0;
    if (breather.due) await breather.breathe();
  }
  return ranks;
}

function meanNdcg(ranks: Int32Array): number {
  return ranks.length === 0 ? 0 : ranks.reduce((sum, rank) => sum + ndcgAt(rank, validationK), 0) / ranks.length;
}

function signalWords(signal: Signal): string {
  return signal === 'all' ? 'all events' : 'positive events';
}

function settingWords({ signal, shrink, neighbours, halfLife }: Setting): string {
  return `${neighbours} neighbours, shrink ${shrink}, ${signalWords(signal)}${halfLife === undefined ? '' : `, half-life ${halfLife} events`}`;
}
