import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Job } from '../../../src/contract/jobs.ts';
import { Changes } from '../../../src/main/host/changes.ts';
import { Jobs } from '../../../src/main/host/jobs.ts';
import { createLog } from '../../../src/main/host/log.ts';
import { jobsHandlers } from '../../../src/main/host/services/jobs.ts';
import { openStore } from '../../../src/main/store/open.ts';
import { RpcError } from '../../../src/rpc/error.ts';
import { noSignal, serviceContext } from './service-context.ts';

function gate() {
  return Promise.withResolvers<void>();
}

/** Work that ends only when it is stopped, also where that came before it began. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    else signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
}

describe('jobs', () => {
  it('are watched to their last state, which is kept', async () => {
    const { jobs, store } = serviceContext();
    const handlers = jobsHandlers({ jobs });
    const open = gate();
    const id = jobs.start('import', 'Import a', async (handle) => {
      handle.progress('Reading', 0.25);
      await open.promise;
      return { dataset: 'a' };
    });
    const states: Job[] = [];
    for await (const state of handlers['jobs.watch']({ job: id }, noSignal)) {
      states.push(state);
      if (state.phase === 'Reading') open.resolve();
    }
    expect(states.map((state) => state.phase)).toEqual(['Starting', 'Reading', 'Done']);
    expect(states.at(-1)).toMatchObject({ id, state: 'done', result: { dataset: 'a' } });
    expect(store.jobs.get(id)).toMatchObject({ state: 'done', result: { dataset: 'a' } });
    expect(await handlers['jobs.get']({ job: id }, noSignal)).toMatchObject({ state: 'done' });
    // A watcher that comes late gets the last state and the end.
    const late: Job[] = [];
    for await (const state of handlers['jobs.watch']({ job: id }, noSignal)) late.push(state);
    expect(late.map((state) => state.state)).toEqual(['done']);
  });

  it('can be cancelled, and fail with what the user is told', async () => {
    const { jobs } = serviceContext();
    const handlers = jobsHandlers({ jobs });
    const waiting = jobs.start('sweep', 'Sweep', (handle) => untilAborted(handle.signal));
    await handlers['jobs.cancel']({ job: waiting }, noSignal);
    expect(await jobs.finished(waiting)).toMatchObject({ state: 'cancelled', phase: 'Cancelled' });
    const failing = jobs.start('import', 'Import', () =>
      Promise.reject(new RpcError({ code: 'bad-row', message: 'no item', file: 'a.csv', line: 3 })),
    );
    expect(await jobs.finished(failing)).toMatchObject({
      state: 'failed',
      error: { code: 'bad-row', message: 'no item', file: 'a.csv', line: 3 },
    });
    const broken = jobs.start('import', 'Import', () => Promise.reject(new Error('a stack that stays here')));
    const ended = await jobs.finished(broken);
    expect(ended.error?.code).toBe('internal');
    expect(JSON.stringify(ended)).not.toContain('stack');
    expect((await handlers['jobs.list']({}, noSignal)).jobs.map((job) => job.id)).toEqual([broken, failing, waiting]);
    expect(() => handlers['jobs.get']({ job: 999 }, noSignal)).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  it('lose a watcher that goes away, and only that one', async () => {
    const { jobs } = serviceContext();
    const handlers = jobsHandlers({ jobs });
    const open = gate();
    const id = jobs.start('import', 'Import', () => open.promise);
    const leaving = new AbortController();
    const watched = (async () => {
      const states: Job[] = [];
      for await (const state of handlers['jobs.watch']({ job: id }, { signal: leaving.signal })) states.push(state);
      return states;
    })();
    await new Promise((resolve) => setImmediate(resolve));
    leaving.abort();
    expect((await watched).map((state) => state.state)).toEqual(['running']);
    open.resolve();
    expect((await jobs.finished(id)).state).toBe('done');
  });

  it('that ran when the host ended are interrupted', async () => {
    const { folder } = serviceContext();
    const path = join(folder, 'other', 'workspace.sqlite');
    const log = createLog('silent');
    const first = openStore(path, { log });
    const id = first.jobs.insert({ kind: 'import', title: 'Import', state: 'running', phase: 'Reading', startedAtMs: 1 });
    await first.close();
    const store = openStore(path, { log });
    const jobs = new Jobs(store, new Changes(), log);
    expect(jobs.get(id)).toMatchObject({ state: 'interrupted', phase: 'Interrupted' });
    const closing = jobs.start('import', 'Import', (handle) => untilAborted(handle.signal));
    await jobs.close();
    expect(store.jobs.get(closing)).toMatchObject({ state: 'interrupted' });
    await store.close();
  });
});
