import { useEffect, useRef, useState } from 'react';
import type { Job } from '../../../contract/jobs.ts';
import { useJobs } from '../../data/jobs.ts';

/** The run a finished sweep left; undefined while there is none. */
export function runOf(job: Job): number | undefined {
  const result = job.result;
  if (typeof result !== 'object' || result === null || !('run' in result)) return undefined;
  return typeof result.run === 'number' ? result.run : undefined;
}

export interface SweepJobs {
  readonly running: readonly Job[];
  /** Ended without a result while this page watched. */
  readonly ended: readonly Job[];
}

/** Follows the sweeps of this host. A job seen running here opens its result when it is done; a reload finds it again in the list. */
export function useSweepJobs(onDone: (run: number) => void): SweepJobs {
  const jobs = useJobs().data?.filter((job) => job.kind === 'sweep') ?? [];
  const [watched, setWatched] = useState<ReadonlySet<number>>(new Set());
  const opened = useRef(new Set<number>());
  const running = jobs.filter((job) => job.state === 'running');
  const unseen = running.filter((job) => !watched.has(job.id));
  if (unseen.length > 0) setWatched(new Set([...watched, ...unseen.map((job) => job.id)]));
  useEffect(() => {
    for (const job of jobs) {
      const run = job.state === 'done' && watched.has(job.id) && !opened.current.has(job.id) ? runOf(job) : undefined;
      if (run === undefined) continue;
      opened.current.add(job.id);
      onDone(run);
    }
  });
  return { running, ended: jobs.filter((job) => watched.has(job.id) && job.state !== 'running' && job.state !== 'done').slice(0, 1) };
}
