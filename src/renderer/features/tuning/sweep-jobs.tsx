import { Button, Progress } from '@mantine/core';
import type { Job } from '../../../contract/jobs.ts';
import { useCancelJob } from '../../data/jobs.ts';
import { formatPercent } from '../../ui/format.ts';
import classes from './sweep-jobs.module.css';

const endings: Readonly<Record<string, string>> = {
  failed: 'The sweep failed',
  cancelled: 'The sweep was cancelled; nothing was kept',
  interrupted: 'The host stopped while this sweep ran; start it again',
};

/** Sweeps that run, and those of this visit that ended without a result. */
export function SweepJobs({ jobs }: { readonly jobs: readonly Job[] }) {
  const cancel = useCancelJob();
  if (jobs.length === 0) return undefined;
  return (
    <ul className={classes['jobs']} aria-label="Sweeps" aria-live="polite">
      {jobs.map((job) => (
        <li key={job.id} data-state={job.state}>
          <strong>{job.title}</strong>
          {job.state === 'running' ? (
            <>
              <Progress
                value={(job.fraction ?? 1) * 100}
                size={4}
                animated={job.fraction === undefined}
                color="var(--accent)"
                aria-label={`Progress of ${job.title}`}
              />
              <div className={classes['jobLine']}>
                <span className="dim">
                  {job.phase}
                  {job.fraction === undefined ? '' : `, ${formatPercent(job.fraction, 0)}`}
                </span>
                <Button
                  size="compact-xs"
                  variant="default"
                  loading={cancel.isPending}
                  onClick={() => cancel.mutate(job.id)}
                  aria-label={`Cancel ${job.title}`}
                >
                  Cancel
                </Button>
              </div>
            </>
          ) : (
            <span>
              {endings[job.state] ?? job.state}
              {job.error === undefined ? '.' : `: ${job.error.message}`}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
