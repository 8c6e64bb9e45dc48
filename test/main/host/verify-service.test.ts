import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Job } from '../../../src/contract/jobs.ts';
import type { VerifyResult } from '../../../src/contract/verify.ts';
import { tuningHandlers } from '../../../src/main/host/services/tuning.ts';
import { verifyHandlers } from '../../../src/main/host/services/verify.ts';
import { type RankingContext, rankingContext } from './ranking-context.ts';
import { noSignal } from './service-context.ts';

const shipped = join(import.meta.dirname, '../../../resources/bundles/demo');

async function start(context: RankingContext, only: string, seed = 7): Promise<number> {
  return (await verifyHandlers(context)['verify.start']({ only, seed }, noSignal)).job;
}

async function verified(context: RankingContext, only: string): Promise<VerifyResult> {
  const ended = await context.jobs.finished(await start(context, only));
  expect(ended).toMatchObject({ kind: 'verify', title: `Verify ${only}`, state: 'done' });
  const { run } = ended.result as { run: number };
  const stored = await tuningHandlers(context)['runs.get']({ run }, noSignal);
  expect(stored).toMatchObject({ kind: 'verify', dataset: '' });
  return stored.result as VerifyResult;
}

it('lists what it claims and keeps what it measured as a run', async () => {
  const context = rankingContext();
  const { checks: claims } = await verifyHandlers(context)['verify.checks']({}, noSignal);
  const names = claims.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(expect.arrayContaining(['personalised-frontier', 'item-correlation', 'hypervolume', 'bundle-probes']));

  const { checks, seed } = await verified(context, 'hypervolume');
  const claim = claims.find(({ name }) => name === 'hypervolume');
  expect(checks).toHaveLength(1);
  expect(checks[0]).toMatchObject({
    claim: claim?.claim,
    bound: claim?.bound,
    value: 0.495,
    pass: true,
    control: { value: 0, pass: true },
  });
  expect(seed).toBe(7);

  await expect(Promise.resolve().then(() => start(context, 'nothing'))).rejects.toMatchObject({ code: 'not-found' });
});

it('measures in a worker that a cancel reaches; nothing is kept', async () => {
  const context = rankingContext();
  const job = await start(context, 'save-after-closeup');
  const states: Job[] = [];
  await new Promise<void>((resolve) => {
    context.jobs.watch(job, (state) => {
      states.push(state);
      if (state.state !== 'running' || state.phase === 'Checking save-after-closeup') resolve();
    });
  });
  context.jobs.cancel(job);
  expect(await context.jobs.finished(job)).toMatchObject({ state: 'cancelled' });
  expect(states.some(({ phase }) => phase === 'Checking save-after-closeup')).toBe(true);
  expect((await tuningHandlers(context)['runs.list']({}, noSignal)).runs).toEqual([]);
});

it('fails the checks of the shipped bundle, with the reason, where it is missing or was tampered with', { timeout: 60_000 }, async () => {
  const context = rankingContext();
  const missing = (await verified(context, 'bundle-probes')).checks[0];
  expect(missing).toMatchObject({ pass: false, value: 0 });
  expect(missing?.detail).toContain('No bundle ships with this console.');

  const folder = join(context.resourcesDirectory, 'bundles', 'demo');
  cpSync(shipped, folder, { recursive: true });
  expect((await verified(context, 'bundle-probes')).checks[0]).toMatchObject({ pass: true });
  for (const name of ['retrieval-exact', 'continued-history'])
    expect((await verified(context, name)).checks[0]).toMatchObject({ pass: true });

  const manifest = join(folder, 'manifest.json');
  const text = readFileSync(manifest, 'utf8');
  writeFileSync(
    manifest,
    text.replace(/"sha256": ?"[0-9a-f]{8}/, (start) => `${start.slice(0, -8)}00000000`),
  );
  const tampered = (await verified(context, 'bundle-probes')).checks[0];
  expect(tampered?.pass).toBe(false);
  expect(tampered?.detail).toContain('This bundle cannot be used');
});
