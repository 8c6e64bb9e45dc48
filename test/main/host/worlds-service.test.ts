import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import type { SweepInput } from '../../../src/contract/tuning.ts';
import type { WorldResult } from '../../../src/contract/worlds.ts';
import { gridActions } from '../../../src/core/world/grid.ts';
import { outcomeCount, outcomes } from '../../../src/core/world/outcomes.ts';
import { worldRecipe } from '../../../src/core/world/recipe.ts';
import { createComputeClient } from '../../../src/main/compute/client.ts';
import { backupWorkspace } from '../../../src/main/host/backup.ts';
import type { HostContext } from '../../../src/main/host/context.ts';
import { datasetsHandlers } from '../../../src/main/host/services/datasets.ts';
import { tuningHandlers } from '../../../src/main/host/services/tuning.ts';
import { worldsHandlers } from '../../../src/main/host/services/worlds.ts';
import { openWorldTruth } from '../../../src/main/host/world/world-truth.ts';
import { noSignal, serviceContext, type ServiceContext } from './service-context.ts';

const compute = createComputeClient({ workers: 2 });
afterAll(() => compute.close());

const long = 300_000;

async function create(context: ServiceContext, as: string, workers: number): Promise<WorldResult> {
  const { job } = await worldsHandlers({ ...context, compute })['worlds.create']({ preset: 'small', seed: 7, as, workers }, noSignal);
  const ended = await context.jobs.finished(job);
  expect(ended).toMatchObject({ state: 'done', kind: 'world' });
  return ended.result as WorldResult;
}

test('a world is the same with one worker and two, is stored whole, and keeps its truth apart', { timeout: long }, async () => {
  const context = serviceContext();
  const one = await create(context, 'one', 1);
  const two = await create(context, 'two', 2);
  expect(two.hash).toBe(one.hash);
  const recipe = worldRecipe('small');
  expect(one).toMatchObject({
    dataset: 'one',
    format: 'world',
    users: recipe.population.users,
    items: recipe.catalogue.items,
    requests: 52_000,
    logs: [
      { name: 'exploration', kind: 'exploration', rows: 40_000 },
      { name: 'ads', kind: 'exploration', rows: 12_000 },
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
  expect(items.every(({ title, topics }) => title.length > 0 && topics.length === 3)).toBe(true);

  // The truth file holds, for every held-out request, what the core computes for those weights.
  const truth = await openWorldTruth(context.dataDirectory, stored);
  expect(truth.requests).toHaveLength(2_000);
  const place = 777;
  gridActions(recipe).forEach(({ weights }, action) => {
    const exact = truth.value(truth.requests[place] ?? 0, weights);
    outcomes.forEach((_, outcome) =>
      expect(truth.grid(place)[action * outcomeCount + outcome]).toBe(Math.fround(exact[outcome] ?? Number.NaN)),
    );
  });
  writeFileSync(join(context.dataDirectory, 'truth', 'two.truth'), readFileSync(one.truth));
  expect((await openWorldTruth(context.dataDirectory, context.store.datasets.get('two'))).requests).toHaveLength(2_000);
  writeFileSync(one.truth, 'paretoscope-truth?');
  await expect(openWorldTruth(context.dataDirectory, stored)).rejects.toMatchObject({ code: 'bad-file' });

  // It leaves with its dataset.
  await datasetsHandlers(context)['datasets.remove']({ dataset: 'one' }, noSignal);
  expect(readdirSync(join(context.dataDirectory, 'truth'))).toEqual(['two.truth']);
  await expect(openWorldTruth(context.dataDirectory, stored)).rejects.toMatchObject({ code: 'not-found' });
});

test('what the console answers does not depend on the truth: present, corrupted or absent', { timeout: long }, async () => {
  const context = serviceContext();
  const { truth } = await create(context, 'world', 2);
  const sweep: SweepInput = {
    dataset: 'world',
    log: 'exploration',
    learner: 'prl-puts',
    estimator: 'dr',
    level: 0.95,
    learnShare: 0.5,
    seed: 1,
    objectives: ['save', 'p2p'],
  };
  const journey = async () => {
    const tuning = tuningHandlers(context);
    const { job } = await tuning['tuning.sweep'](sweep, noSignal);
    const ended = await context.jobs.finished(job);
    expect(ended).toMatchObject({ state: 'done' });
    const { run } = ended.result as { run: number };
    const { result } = await tuning['runs.get']({ run }, noSignal);
    const told = { ...(result as Record<string, unknown>) };
    delete told['seconds'];
    const backup = join(context.folder, `backup-${run}`);
    await backupWorkspace(context as unknown as HostContext, backup);
    expect(readFileSync(backup).includes('paretoscope-truth')).toBe(false);
    return JSON.stringify([told, datasetsHandlers(context)['datasets.get']({ dataset: 'world' }, noSignal)]);
  };
  const present = await journey();
  writeFileSync(truth, readFileSync(truth).fill(0x7f, 2_000));
  const corrupted = await journey();
  rmSync(truth);
  const absent = await journey();
  expect(corrupted).toBe(present);
  expect(absent).toBe(present);
});

test('a cancelled world leaves nothing', { timeout: long }, async () => {
  const context = serviceContext();
  const worlds = worldsHandlers({ ...context, compute });
  const { job } = await worlds['worlds.create']({ preset: 'small', seed: 3, as: 'gone', workers: 2 }, noSignal);
  await new Promise<void>((resolve) => {
    const stop = context.jobs.watch(job, ({ phase }) => phase === 'Keeping the truth apart' && resolve());
    onTestFinished(stop);
  });
  context.jobs.cancel(job);
  expect(await context.jobs.finished(job)).toMatchObject({ state: 'cancelled' });
  expect(context.store.datasets.list()).toEqual([]);
  const folder = join(context.dataDirectory, 'truth');
  expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
});
