import type { Job } from '../../contract/jobs.ts';
import type { Parameters } from './address.ts';

export interface JobTarget {
  readonly path: string;
  readonly parameters: Parameters;
  readonly label: string;
}

/** Where the result of a finished job is looked at; undefined while there is none. An import and a world can be looked at while they run, too. */
export function jobTarget(job: Job): JobTarget | undefined {
  if (job.kind === 'import')
    return { path: '/import', parameters: { job: job.id }, label: job.state === 'done' ? 'Open result' : 'Details' };
  if (job.kind === 'world')
    return { path: '/create-world', parameters: { job: job.id }, label: job.state === 'done' ? 'Open result' : 'Details' };
  if (job.state !== 'done' || typeof job.result !== 'object' || job.result === null) return undefined;
  const { run } = job.result as { readonly run?: unknown };
  if (job.kind === 'verify' && typeof run === 'number') return { path: '/verify', parameters: {}, label: 'Open result' };
  if (job.kind === 'sweep' && typeof run === 'number') return { path: '/tuning', parameters: { run }, label: 'Open result' };
  return undefined;
}
