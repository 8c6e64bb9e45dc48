import { expect, test } from 'vitest';
import type { SweepInput } from '../../../src/contract/tuning.ts';
import type { DatasetFormat } from '../../../src/contract/datasets.ts';
import type { SweepResult } from '../../../src/core/policy/sweep-result.ts';
import { runImport } from '../../../src/main/host/import-job.ts';
import { tuningHandlers } from '../../../src/main/host/services/tuning.ts';
import { sharedData } from '../../shared-data.ts';
import { noSignal, serviceContext, type ServiceContext } from './service-context.ts';

const { path: data, present } = sharedData();

async function imported(name: string, folder: string, format: DatasetFormat): Promise<ServiceContext> {
  const context = serviceContext();
  const writer = context.store.datasets.create(name, format);
  const work = { path: `${data}/${folder}`, format, mapping: undefined, onBadRow: 'stop' as const, writer, notes: [] };
  const job = context.jobs.start('import', 'Import', (handle) => runImport(context, work, handle));
  expect(await context.jobs.finished(job)).toMatchObject({ state: 'done' });
  return context;
}

const defaults: Omit<SweepInput, 'dataset'> = { learner: 'prl-puts', estimator: 'dr', level: 0.95, learnShare: 0.5, seed: 1 };

test.skipIf(!present)('Hillstrom: described, swept as a job, kept as a run, and cancelled', async () => {
  const context = await imported('mails', 'hillstrom-half-a', 'hillstrom');
  const tuning = tuningHandlers(context);
  const { logs } = await tuning['tuning.logs']({ dataset: 'mails' }, noSignal);
  expect(logs).toHaveLength(1);
  expect(logs[0]).toMatchObject({ rows: 32_000, users: 0, production: 'No E-Mail', objectives: ['visit', 'conversion', 'spend'] });
  expect(logs[0]?.arms.map((arm) => [arm.rows, arm.means['visit']?.toFixed(5)])).toEqual([
    [10_778, '0.18315'],
    [10_636, '0.15297'],
    [10_586, '0.10816'],
  ]);
  expect(logs[0]?.findings.map(({ code }) => code)).toEqual(['no-users']);
  const health = await tuning['tuning.health']({ dataset: 'mails' }, noSignal);
  expect(health).toMatchObject({
    rows: 32_000,
    users: 0,
    production: 'No E-Mail',
    weights: [{ policy: 'every action as likely' }, { policy: 'No E-Mail' }],
  });
  expect(health.power.map(({ objective }) => objective)).toEqual(['visit', 'conversion']);

  const { job } = await tuning['tuning.sweep']({ ...defaults, dataset: 'mails', objectives: ['visit', 'spend'] }, noSignal);
  const ended = await context.jobs.finished(job);
  expect(ended).toMatchObject({ state: 'done' });
  const { run } = ended.result as { run: number };
  const stored = await tuning['runs.get']({ run }, noSignal);
  const sweep = stored.result as SweepResult;
  expect(sweep.baseline.full.arms[1]?.means['spend']?.toFixed(5)).toBe('1.16200');
  expect(sweep.points.some(({ status }) => status === 'supported')).toBe(true);
  expect(sweep.findings.some(({ message }) => message.startsWith('This log cannot separate Mens E-Mail from Womens E-Mail on spend'))).toBe(
    true,
  );
  expect((await tuning['runs.list']({}, noSignal)).runs.map(({ id, kind }) => [id, kind])).toEqual([[run, 'sweep']]);

  const second = await tuning['tuning.sweep']({ ...defaults, dataset: 'mails' }, noSignal);
  context.jobs.cancel(second.job);
  expect(await context.jobs.finished(second.job)).toMatchObject({ state: 'cancelled' });
  expect((await tuning['runs.list']({}, noSignal)).runs).toHaveLength(1);
  expect(await tuning['runs.remove']({ run }, noSignal)).toEqual({ removed: run });
  expect((await tuning['runs.list']({}, noSignal)).runs).toEqual([]);
  await expect(Promise.resolve().then(() => tuning['runs.get']({ run }, noSignal))).rejects.toMatchObject({ code: 'not-found' });

  const refused = (input: Partial<SweepInput>) =>
    Promise.resolve().then(() => tuning['tuning.sweep']({ ...defaults, dataset: 'mails', ...input }, noSignal));
  await expect(refused({ learner: 'drl-put', rewards: [{ weights: { clicks: 1 } }] })).rejects.toMatchObject({ code: 'not-found' });
  await expect(refused({ rewards: [{ weights: { visit: 1 } }] })).rejects.toMatchObject({ code: 'usage' });
  await expect(refused({ objectives: ['visit', 'clicks'] })).rejects.toMatchObject({ code: 'not-found' });
  await expect(refused({ log: 'none' })).rejects.toMatchObject({ code: 'not-found' });
  const unknown = await tuning['tuning.sweep']({ ...defaults, dataset: 'mails', production: 'Fax' }, noSignal);
  expect(await context.jobs.finished(unknown.job)).toMatchObject({ state: 'failed', error: { code: 'not-found' } });
});

test.skipIf(!present)('Open Bandit: the uniform policy from the Thompson sampling log, flagged and not refused', async () => {
  const context = await imported('bandit', 'openbandit-men', 'openbandit');
  const tuning = tuningHandlers(context);
  const { logs } = await tuning['tuning.logs']({ dataset: 'bandit' }, noSignal);
  const log = logs.map((one) => one.log).find((name) => name.includes('bts')) ?? '';
  const result = await tuning['tuning.ope']({ dataset: 'bandit', log, target: 'uniform', level: 0.95, seed: 1 }, noSignal);
  const value = (name: string) => result.estimates.find(({ estimator }) => estimator === name)?.value;
  expect(value('ips')).toBeCloseTo(0.00301, 5);
  expect(value('snips')).toBeCloseTo(0.00319, 5);
  // The same week's uniform log had 0.0046 +- 0.0013; the model keeps the estimate inside the range of rewards.
  expect(value('dr')).toBeGreaterThan(0.001);
  expect(value('dr')).toBeLessThan(0.008);
  expect(value('dm')).toBeGreaterThan(0.001);
  expect(result.meanWeight).toBeCloseTo(0.9433, 4);
  expect(result.ess).toBeCloseTo(655.7, 1);
  expect(result.flags.map(({ code }) => code)).toEqual(['low-overlap']);
  expect(result.refusals).toEqual([]);
  const asked = Promise.resolve().then(() =>
    tuning['tuning.ope']({ dataset: 'bandit', log, target: [0.5, 0.5], level: 0.95, seed: 1 }, noSignal),
  );
  await expect(asked).rejects.toMatchObject({ code: 'usage' });
  await expect(
    Promise.resolve().then(() => tuning['tuning.sweep']({ ...defaults, dataset: 'bandit', log }, noSignal)),
  ).rejects.toMatchObject({ code: 'refused' });
});
