import { Button, Progress } from '@mantine/core';
import type { Job } from '../../../contract/jobs.ts';
import { RpcError } from '../../../rpc/error.ts';
import { useCancelJob } from '../../data/jobs.ts';
import { formatPercent } from '../../ui/format.ts';
import { ErrorState } from '../../ui/states.tsx';
import classes from './verify.module.css';

/** The newest verification job while it runs, and how it ended where it left no result. */
export function VerifyJob({ job }: { readonly job: Job }) {
  const cancel = useCancelJob();
  if (job.state === 'failed') {
    return <ErrorState title={`${job.title}: nothing was kept`} error={job.error === undefined ? undefined : new RpcError(job.error)} />;
  }
  if (job.state === 'cancelled' || job.state === 'interrupted') {
    return (
      <p className={classes['ended']} role="status">
        <strong>{job.title}</strong>{' '}
        {job.state === 'cancelled'
          ? 'was cancelled; nothing of it was kept.'
          : 'ended with the host; run it again. Nothing of it was kept.'}
      </p>
    );
  }
  if (job.state !== 'running') return undefined;
  return (
    <section className={classes['job']} aria-label="Verification in progress">
      <strong>{job.title}</strong>
      <span className={classes['phase']} aria-live="polite">
        {job.phase}
        {job.fraction === undefined ? '' : `, ${formatPercent(job.fraction, 0)}`}
      </span>
      <Progress
        value={(job.fraction ?? 1) * 100}
        size={4}
        animated={job.fraction === undefined}
        color="var(--accent)"
        aria-label="Verification progress"
        className={classes['progress'] ?? ''}
      />
      <Button size="compact-xs" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(job.id)}>
        Cancel
      </Button>
    </section>
  );
}
