import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import type { RequestRecord } from '../../../src/contract/requests.ts';
import type { WorldResult } from '../../../src/contract/worlds.ts';
import { rankCandidates } from '../../../src/core/utility/rank-candidates.ts';
import { adActions, adRewards } from '../../../src/core/world/ads-request.ts';
import { gridActions } from '../../../src/core/world/grid.ts';
import { hiddenRow } from '../../../src/core/world/hidden-variables.ts';
import { outcomeCount, outcomes } from '../../../src/core/world/outcomes.ts';
import { makeUser } from '../../../src/core/world/population.ts';
import { recipeOf } from '../../../src/core/world/world-chunk.ts';
import { createComputeClient } from '../../../src/main/compute/client.ts';
import { datasetsHandlers } from '../../../src/main/host/services/datasets.ts';
import { requestsHandlers } from '../../../src/main/host/services/requests.ts';
import { tuningHandlers } from '../../../src/main/host/services/tuning.ts';
import { worldsHandlers } from '../../../src/main/host/services/worlds.ts';
import { measureTruthCheck, truthClaims } from '../../../src/main/host/verify/world-truth-check.ts';
import { openWorldTruth } from '../../../src/main/host/world/world-truth.ts';
import { noSignal, serviceContext, type ServiceContext } from './service-context.ts';

const compute = createComputeClient({ workers: 2 });
afterAll(() => compute.close());

const long = 300_000;
/** A fifth of `small`: the same rows. */
const users = 400;
const recipe = recipeOf({ preset: 'small', users });
const rows = users * recipe.population.requestsPerUser;

async function create(context: ServiceContext, as: string, workers: number, population = users): Promise<WorldResult> {
  const input = { preset: 'small', seed: 7, users: population, as, workers } as const;
  const { job } = await worldsHandlers({ ...context, compute })['worlds.create'](input, noSignal);
  const ended = await context.jobs.finished(job);
  expect(ended).toMatchObject({ state: 'done', kind: 'world' });
  return ended.result as WorldResult;
}

test('a world is the same with one worker and two, is stored whole, and keeps its truth apart', { timeout: long }, async () => {
  const context = serviceContext();
  const one = await create(context, 'one', 1);
  const two = await create(context, 'two', 2);
  expect(two.hash).toBe(one.hash);
  expect(two.catalogueHash).toBe(one.catalogueHash);
  expect(one).toMatchObject({
    dataset: 'one',
    format: 'world',
    users,
    items: recipe.catalogue.items,
    requests: rows + users * recipe.ads.requestsPerUser,
    logs: [
      { name: 'exploration', kind: 'exploration', rows },
      { name: 'ads', kind: 'exploration', rows: users * recipe.ads.requestsPerUser },
    ],
  });

  // What is stored is what was counted.
  const stored = context.store.datasets.get('one');
  let events = 0;
  for (const sequence of context.store.events.scan(stored)) events += sequence.atMs.length;
  expect(events).toBe(one.events);
  expect(context.store.sessions.list(stored, { limit: 1, offset: 0 }).total).toBe(one.sessions);
  const items = [...context.store.items.all(stored)];
  expect(items).toHaveLength(one.items);
  expect(items.every(({ title, topics, boards }) => title.length > 0 && topics.length === 3 && (boards?.length ?? 0) > 0)).toBe(true);

  // The truth file holds, for every held-out request, what the core computes for those weights.
  const truth = await openWorldTruth(context.dataDirectory, stored);
  expect(truth.requests).toHaveLength(rows / 20);
  const place = 77;
  gridActions(recipe).forEach(({ weights }, action) => {
    const exact = truth.value(truth.requests[place] ?? 0, weights);
    outcomes.forEach((_, outcome) =>
      expect(truth.grid(place)[action * outcomeCount + outcome]).toBe(Math.fround(exact[outcome] ?? Number.NaN)),
    );
  });
  expect(truth.ads.requests).toHaveLength((users * recipe.ads.requestsPerUser) / 20);
  adActions(recipe).forEach(({ weights }, action) => {
    const exact = truth.ads.value(truth.ads.requests[place] ?? 0, weights);
    adRewards.forEach((_, reward) =>
      expect(truth.ads.grid(place)[action * adRewards.length + reward]).toBe(Math.fround(exact[reward] ?? 0)),
    );
  });
  expect([...truth.hidden(123)]).toEqual(hiddenRow(makeUser(recipe, 7, 123)).map(Math.fround));

  writeFileSync(join(context.dataDirectory, 'truth', 'two.truth'), readFileSync(one.truth));
  expect((await openWorldTruth(context.dataDirectory, context.store.datasets.get('two'))).requests).toHaveLength(rows / 20);
  const other = await create(context, 'other', 2, 100);
  expect(other.catalogueHash).toBe(one.catalogueHash);
  writeFileSync(one.truth, readFileSync(other.truth));
  await expect(openWorldTruth(context.dataDirectory, stored)).rejects.toMatchObject({ code: 'bundle-mismatch' });
  writeFileSync(one.truth, 'paretoscope-truth?');
  await expect(openWorldTruth(context.dataDirectory, stored)).rejects.toMatchObject({ code: 'bad-file' });

  // It leaves with its dataset.
  await datasetsHandlers(context)['datasets.remove']({ dataset: 'one' }, noSignal);
  expect(readdirSync(join(context.dataDirectory, 'truth')).toSorted()).toEqual(['other.truth', 'two.truth']);
  await expect(openWorldTruth(context.dataDirectory, stored)).rejects.toMatchObject({ code: 'not-found' });
});

test('a world tells its requests, candidates, stories and card', { timeout: long }, async () => {
  const context = serviceContext();
  const population = 1_000;
  const made = await create(context, 'world', 2, population);
  const rows = population * recipe.population.requestsPerUser;
  const requests = requestsHandlers(context);
  const get = async (request: number, log?: string) =>
    requests['requests.get']({ dataset: 'world', request, ...(log === undefined ? {} : { log }) }, noSignal) as RequestRecord;
  const { world } = await datasetsHandlers(context)['datasets.get']({ dataset: 'world' }, noSignal);
  const expanded = await requests['requests.expanded']({ dataset: 'world', from: 0, limit: 1000 }, noSignal);
  expect(expanded.log).toBe('exploration');
  expect(expanded.requests).toHaveLength(rows / 50);
  expect(world).toMatchObject({ preset: 'small', seed: 7, expanded: rows / 50 });

  // What is kept of the candidates gives the served slate again, and each slate that is said to be the same.
  const actions = gridActions(recipe);
  let boosted = 0;
  for (const request of expanded.requests) {
    const { candidates, slate, action, sameSlate } = await get(request);
    if (candidates === undefined) throw new Error(`request ${request} was not expanded`);
    const under = (weights: readonly number[]) => {
      const { order } = rankCandidates(candidates.values, candidates.bonus, weights);
      return [...order.subarray(0, recipe.ranker.slate)].map((candidate) => candidates.items[candidate]);
    };
    const served = slate.map(({ item }) => item.index);
    expect(under(outcomes.map((outcome) => action.weights?.[outcome] ?? 0))).toEqual(served);
    actions.forEach(({ weights }, index) =>
      expect(JSON.stringify(under(weights)) === JSON.stringify(served)).toBe(sameSlate?.includes(index)),
    );
    if (candidates.bonus.some((value) => value > 0)) boosted += 1;
  }
  expect(boosted).toBeGreaterThan(0);

  const ads = await get(5, 'ads');
  expect(ads).toMatchObject({ log: 'ads', request: 5, user: 'person-1', production: 'production' });
  expect(ads.slate).toHaveLength(recipe.ads.slate);
  expect(ads.candidates).toBeUndefined();
  await expect(get(rows)).rejects.toMatchObject({ code: 'not-found' });
  await expect(get(0, 'none')).rejects.toMatchObject({ code: 'not-found' });

  expect(world?.stories.map(({ kind }) => kind)).toEqual(['saver', 'browser', 'seasonal']);
  for (const story of world?.stories ?? []) {
    const told = await get(story.request);
    expect(told).toMatchObject({ user: story.user, ts: new Date(story.atMs).toISOString() });
    expect(told.candidates).toBeDefined();
    expect(story.sentence).toContain(story.user);
    if (story.kind !== 'seasonal') expect(told.rewards[story.kind === 'saver' ? 'save' : 'p2p']).toBeGreaterThan(0);
  }

  const card = await worldsHandlers({ ...context, compute })['worlds.card']({ dataset: 'world' }, noSignal);
  const stored = context.store.datasets.get('world');
  const saves = [...context.store.logs.column(stored, 'exploration', 'save')].flatMap((block) => [...block]);
  const save = card.rates.find(({ log, reward }) => log === 'exploration' && reward === 'save');
  expect(save?.all.mean).toBeCloseTo(saves.reduce((sum, count) => sum + count, 0) / rows, 12);
  expect(card.rates.every(({ all }) => all.low < all.mean && all.mean < all.high)).toBe(true);
  expect(card.atMostOneSave).toBeCloseTo(saves.filter((count) => count <= 1).length / rows, 12);
  expect(card.cohorts.requests.flat().reduce((sum, count) => sum + count, 0)).toBe(rows);
  const explained = (outcome: string) => card.explained.outcomes.find((one) => one.outcome === outcome)?.rSquared ?? Number.NaN;
  expect(explained('save')).toBeGreaterThan(0.3);
  expect(explained('save')).toBeLessThan(1);
  expect(explained('hide')).toBeLessThan(0.3);
  expect(card.planted.find(({ name }) => name === 'intensity')?.parameters).toContainEqual({ name: 'taste.rho', value: recipe.taste.rho });
  // A published summary tells nothing of one user.
  expect(JSON.stringify(card)).not.toContain('person-');

  // Verification opens the truth: what was logged follows it.
  expect(truthClaims(context).map(({ name }) => name)).toEqual(['world-truth']);
  expect(await measureTruthCheck(context, noSignal.signal)).toMatchObject({ pass: true, control: { pass: true } });
  writeFileSync(made.truth, readFileSync(made.truth).fill(0x7f, 8_192));
  expect(await measureTruthCheck(context, noSignal.signal)).toMatchObject({ pass: false });
  rmSync(made.truth);
  expect(truthClaims(context)).toEqual([]);

  // The kept candidates tell who carries the utility and whether the heads drift; this world's do not.
  const { 'tuning.heads': heads } = tuningHandlers({ ...context, compute });
  const { health } = await heads({ dataset: 'world', log: 'exploration' }, noSignal);
  expect(health?.requests).toBeGreaterThan(100);
  expect(health?.drift.map(({ head }) => head)).toEqual(health?.heads);
  expect(health?.findings.filter(({ code }) => code === 'head-drift')).toEqual([]);
  const { shares = [], boost = 0, sweeps = [] } = health?.contribution ?? {};
  expect(shares.reduce((sum, share) => sum + share, boost)).toBeCloseTo(1, 9);
  expect(sweeps.filter(({ explored }) => explored).map(({ head }) => head)).toEqual(['save', 'p2p']);
  expect(await heads({ dataset: 'world', log: 'ads' }, noSignal)).toEqual({});
});

test('a cancelled world leaves nothing', { timeout: long }, async () => {
  const context = serviceContext();
  const worlds = worldsHandlers({ ...context, compute });
  const { job } = await worlds['worlds.create']({ preset: 'small', seed: 3, users, as: 'gone', workers: 2 }, noSignal);
  await new Promise<void>((resolve) => {
    const stop = context.jobs.watch(job, ({ phase, state }) => (phase === 'Keeping the truth apart' || state !== 'running') && resolve());
    onTestFinished(stop);
  });
  context.jobs.cancel(job);
  expect(await context.jobs.finished(job)).toMatchObject({ state: 'cancelled' });
  expect(context.store.datasets.list()).toEqual([]);
  const folder = join(context.dataDirectory, 'truth');
  expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
});
