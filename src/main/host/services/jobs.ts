import type { Job, jobsContract } from '../../../contract/jobs.ts';
import type { Handlers } from '../../../rpc/procedure.ts';
import type { HostContext } from '../context.ts';
import type { Jobs } from '../jobs.ts';

export function jobsHandlers({ jobs }: Pick<HostContext, 'jobs'>): Handlers<typeof jobsContract> {
  return {
    'jobs.list': () => ({ jobs: jobs.list() }),
    'jobs.get': ({ job }) => jobs.get(job),
    'jobs.cancel': ({ job }) => jobs.cancel(job),
    'jobs.watch': ({ job }, { signal }) => watchJob(jobs, job, signal),
  };
}

/** States of one job until its last, or until the reader goes away. A slow reader gets the newest progress, not all of it. */
async function* watchJob(jobs: Jobs, id: number, signal: AbortSignal): AsyncGenerator<Job> {
  const states: Job[] = [];
  let wake: (() => void) | undefined;
  const stop = jobs.watch(id, (job) => {
    states.length = 0;
    states.push(job);
    wake?.();
  });
  const onAbort = () => wake?.();
  signal.addEventListener('abort', onAbort);
  try {
    while (!signal.aborted) {
      const next = states.shift();
      if (next === undefined) {
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      yield next;
      if (next.state !== 'running') return;
    }
  } finally {
    stop();
    signal.removeEventListener('abort', onAbort);
  }
}
