import { Button, ScrollArea } from '@mantine/core';
import type { Job } from '../../contract/jobs.ts';
import { RpcError } from '../../rpc/error.ts';
import { describeError } from '../data/console-error.ts';
import { useCancelJob } from '../data/jobs.ts';
import { formatDuration, formatTime } from '../ui/format.ts';
import { addressOf } from './address.ts';
import { hashHref } from './hash-location.ts';
import classes from './job-list.module.css';
import { JobProgress } from './job-progress.tsx';
import { jobTarget } from './job-target.ts';

const stateWords = { running: 'Running', done: 'Done', failed: 'Failed', cancelled: 'Cancelled', interrupted: 'Interrupted' } as const;

interface JobListProps {
  readonly jobs: readonly Job[];
  /** Called when the person follows a job to its result. */
  readonly onOpen?: () => void;
  readonly limit?: number;
}

/** Long work, newest first: what runs with its progress and a way to stop it, what ended with its result or reason. */
export function JobList({ jobs, onOpen, limit = 30 }: JobListProps) {
  if (jobs.length === 0) return <p className={classes['none']}>No jobs yet. Imports, sweeps and evaluations are listed here.</p>;
  return (
    <ScrollArea.Autosize mah={360} tabIndex={0}>
      <ul className={classes['list']}>
        {jobs.slice(0, limit).map((job) => (
          <JobRow key={job.id} job={job} {...(onOpen === undefined ? {} : { onOpen })} />
        ))}
      </ul>
    </ScrollArea.Autosize>
  );
}

function JobRow({ job, onOpen }: { readonly job: Job; readonly onOpen?: () => void }) {
  const cancel = useCancelJob();
  const target = jobTarget(job);
  const problem = job.error === undefined ? undefined : describeError(new RpcError(job.error));
  const took = job.endedAtMs === undefined ? undefined : formatDuration(job.endedAtMs - job.startedAtMs);
  return (
    <li className={classes['job']} data-state={job.state}>
      <div className={classes['line']}>
        <strong className="ellipsis" title={job.title}>
          {job.title}
        </strong>
        <span className={classes['state']}>{stateWords[job.state]}</span>
        {job.state === 'running' ? (
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => cancel.mutate(job.id)}
            loading={cancel.isPending}
            aria-label={`Cancel ${job.title}`}
          >
            Cancel
          </Button>
        ) : target === undefined ? undefined : (
          <a href={hashHref(addressOf(target.path, target.parameters))} onClick={onOpen} aria-label={`${target.label}: ${job.title}`}>
            {target.label}
          </a>
        )}
      </div>
      {job.state === 'running' ? (
        <JobProgress job={job} compact />
      ) : (
        <span className="faint">
          {formatTime(job.startedAtMs)} UTC
          {took === undefined ? '' : ` \u00b7 ${took}`}
        </span>
      )}
      {problem === undefined ? undefined : (
        <span className={classes['problem']}>
          {problem.message}
          {problem.place === undefined ? '' : ` (${problem.place})`}
        </span>
      )}
    </li>
  );
}
