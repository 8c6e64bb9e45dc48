import type { Job } from '../../contract/jobs.ts';
import { RpcError } from '../../rpc/error.ts';
import type { Invocation } from './command.ts';

/** Follows a job to its end, showing progress; Ctrl-C cancels it and waits until it has cleaned up. Throws what the job failed with. */
export async function finishJob(invocation: Invocation, job: number): Promise<Job> {
  const client = await invocation.client();
  const cancel = () => void client['jobs.cancel']({ job }).catch(() => undefined);
  if (invocation.signal.aborted) cancel();
  invocation.signal.addEventListener('abort', cancel, { once: true });
  let last: Job | undefined;
  try {
    for await (const state of client['jobs.watch']({ job })) {
      last = state;
      if (state.state === 'running') invocation.progress(progressLine(state));
    }
  } finally {
    invocation.signal.removeEventListener('abort', cancel);
  }
  if (last === undefined) throw new RpcError({ code: 'not-found', message: `Job ${job} gave no answer.` });
  if (last.error !== undefined) throw new RpcError(last.error);
  if (last.state !== 'done') throw new RpcError({ code: 'cancelled', message: `${last.title}: ${last.phase.toLowerCase()}.` });
  return last;
}

function progressLine(job: Job): string {
  return job.fraction === undefined ? `${job.title}: ${job.phase}` : `${job.title}: ${job.phase} ${Math.round(job.fraction * 100)}%`;
}
