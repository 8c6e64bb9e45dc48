import { Progress } from '@mantine/core';
import type { Job } from '../../contract/jobs.ts';
import { formatPercent } from '../ui/format.ts';

interface JobProgressProps {
  readonly job: Job;
  /** In a list of jobs: thinner, and named after its job. */
  readonly compact?: boolean;
}

/** The phase of running work and how far it is in it. */
export function JobProgress({ job, compact = false }: JobProgressProps) {
  const isKnown = job.fraction !== undefined;
  return (
    <>
      <Progress
        value={(job.fraction ?? 1) * 100}
        animated={!isKnown}
        color="var(--accent)"
        size={compact ? 4 : 'sm'}
        aria-label={compact ? `Progress of ${job.title}` : 'Progress of this phase'}
        {...(compact ? {} : { mb: 6 })}
      />
      <p className={compact ? 'faint' : 'dim'}>
        <span aria-live={compact ? 'off' : 'polite'}>{job.phase}</span>
        {isKnown ? `, ${formatPercent(job.fraction ?? 0, 0)}${compact ? '' : ' of this phase'}` : ''}
      </p>
    </>
  );
}
