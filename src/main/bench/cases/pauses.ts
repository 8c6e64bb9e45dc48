import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ConsoleContract } from '../../../contract/index.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { Client } from '../../../rpc/procedure.ts';
import type { BenchCase, BenchContext, BenchFigure } from '../bench-case.ts';
import type { BenchPage } from '../browser.ts';
import { figure } from '../measure.ts';
import { type BenchConsole, withConsole } from '../with-console.ts';
import { writeEvents } from './pauses-world.ts';

const rows = 1_000_000;
/** The page's own stall meter: the same 5 ms timer as the host's, read and reset as one number. */
const installMeter = `(() => {
  const meter = { longest: 0, last: performance.now() };
  setInterval(() => {
    const now = performance.now();
    meter.longest = Math.max(meter.longest, now - meter.last - 5);
    meter.last = now;
  }, 5);
  window.readPause = () => { const { longest } = meter; meter.longest = 0; meter.last = performance.now(); return longest; };
})()`;

interface Pauses {
  readonly host: readonly number[];
  /** Processor time of the host's thread alone. */
  readonly hostBusy: readonly number[];
  readonly page: readonly number[];
}

/**
 * The longest pause of the host's thread and of the page, second by second, while a million-row import and sweeps run, beside an idle control in the same
 * processes. Most of an idle pause is the machine's own scheduling, which is why the control stands beside it.
 */
export const pausesCase: BenchCase = {
  name: 'pauses',
  summary: 'longest pause of host and page during a 1,000,000-row import with sweeps, beside an idle control',
  async run(context) {
    return withConsole(context, (console) => measure(context, console));
  },
};

async function measure(context: BenchContext, { client, page, url, folder }: BenchConsole): Promise<readonly BenchFigure[]> {
  context.progress('writing the rows');
  const events = await writeEvents(folder, rows, 7);
  if (page !== undefined) await openHome(page, url);
  context.progress('idle control');
  const idle = await watch(client, page, wait(15_000));
  context.progress('import and sweeps');
  const seconds = performance.now();
  const busy = await watch(client, page, importAndSweep(client, page, folder, events, context));
  const note = `import of ${rows.toLocaleString('en-US')} rows with sweeps beside it took ${((performance.now() - seconds) / 1000).toFixed(1)} s; aim: 50 ms`;
  return [
    pair('host', busy.host, idle.host, note),
    pair('host, its own processor time', busy.hostBusy, idle.hostBusy, note),
    ...(page === undefined ? [] : [pair('page', busy.page, idle.page, note)]),
  ];
}

function pair(name: string, busy: readonly number[], idle: readonly number[], note: string): BenchFigure {
  const longestIdle = Math.max(...idle);
  const busyFigure = figure(`pauses: ${name}, longest in each second`, 'ms', busy, {
    baseline: longestIdle,
    baselineName: 'longest when idle',
    note,
  });
  return { ...busyFigure, ratio: busyFigure.max / longestIdle };
}

/** Reads both meters once a second until the work has ended. */
async function watch(client: Client<ConsoleContract>, page: BenchPage | undefined, work: Promise<unknown>): Promise<Pauses> {
  const host: number[] = [];
  const hostBusy: number[] = [];
  const onPage: number[] = [];
  const ended = new AbortController();
  const stopped = work.finally(() => ended.abort());
  stopped.catch(() => undefined);
  await client['system.pause']({});
  await page?.evaluate<number>('window.readPause()');
  while (!ended.signal.aborted) {
    await Promise.race([wait(1000), stopped]);
    const pause = await client['system.pause']({});
    host.push(pause.longestMs);
    hostBusy.push(pause.longestBusyMs);
    if (page !== undefined) onPage.push(await page.evaluate<number>('window.readPause()'));
  }
  await stopped;
  return { host, hostBusy, page: onPage };
}

async function openHome(page: BenchPage, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForSelector('body[data-idle="true"]', { timeout: 30_000 });
  await page.evaluate(installMeter);
  await wait(2000);
}

/** Through the page where there is one (files picked as a person does), else by chunks as the page would send them. */
async function importAndSweep(
  client: Client<ConsoleContract>,
  page: BenchPage | undefined,
  folder: string,
  events: string,
  context: BenchContext,
): Promise<void> {
  const before = new Set((await client['jobs.list']({})).jobs.map(({ id }) => id));
  if (page === undefined) throw new RpcError({ code: 'unavailable', message: 'This benchmark drives the page and needs a browser.' });
  await page.evaluate(`location.hash = '#/import'`);
  await page.setInputFiles('[data-testid="pick-files"]', [events, join(folder, 'items.csv')]);
  await page.click('[aria-label="Import settings"] button:has-text("Import")', { timeout: 60_000 });
  const importing = async () => (await client['jobs.list']({})).jobs.find(({ id, kind }) => kind === 'import' && !before.has(id));
  let job = await importing();
  for (let tries = 0; job === undefined && tries < 600; tries++) {
    await wait(100);
    job = await importing();
  }
  if (job === undefined) throw new RpcError({ code: 'unavailable', message: 'The page did not start the import.' });
  for (let state = job; state.state === 'running'; state = await client['jobs.get']({ job: job.id })) {
    context.signal.throwIfAborted();
    const { job: sweep } = await client['tuning.sweep']({
      dataset: 'demo-tuning',
      learner: 'prl-puts',
      estimator: 'dr',
      level: 0.95,
      learnShare: 0.5,
      seed: 1,
    });
    for await (const running of client['jobs.watch']({ job: sweep })) context.progress(`${state.phase}; sweep ${running.phase}`);
  }
  const last = await client['jobs.get']({ job: job.id });
  if (last.state !== 'done')
    throw new RpcError({ code: 'unavailable', message: `The import ended as ${last.state}: ${last.error?.message ?? ''}` });
}
