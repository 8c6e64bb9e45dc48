import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Job } from '../../contract/jobs.ts';
import { RpcError } from '../../rpc/error.ts';
import { useCancelJob } from '../data/jobs.ts';
import { Panel } from '../ui/panel.tsx';
import { EmptyState, ErrorState } from '../ui/states.tsx';
import { JobProgress } from './job-progress.tsx';

interface JobPanelProps {
  readonly job: Job;
  /** What is being made, in a word: `import`. */
  readonly noun: string;
  /** How to make it again after the host ended, as a clause: `create it again`. */
  readonly repeat: string;
  /** The way to begin anew, where nothing came of this one. */
  readonly again: ReactNode;
  /** Stands under the progress: what is known of how long it takes. */
  readonly expected?: ReactNode;
  /** What came of it. */
  readonly children: ReactNode;
}

/** Long work on a page of its own, while it runs and after: it goes on when the page is left. */
export function JobPanel({ job, noun, repeat, again, expected, children }: JobPanelProps) {
  const cancel = useCancelJob();
  if (job.state === 'done') return children;
  if (job.state === 'running') {
    return (
      <Panel
        title={job.title}
        note="runs on if you leave this page"
        actions={
          <Button variant="default" onClick={() => cancel.mutate(job.id)} loading={cancel.isPending}>
            Cancel
          </Button>
        }
      >
        <JobProgress job={job} />
        {expected}
        {cancel.isError ? <ErrorState title={`The ${noun} was not cancelled`} error={cancel.error} /> : undefined}
      </Panel>
    );
  }
  if (job.state === 'failed' && job.error !== undefined) {
    return (
      <>
        <ErrorState title={`${job.title}: nothing was stored`} error={new RpcError(job.error)} />
        {again}
      </>
    );
  }
  return (
    <EmptyState title={`The ${noun} was ${job.state === 'cancelled' ? 'cancelled' : 'interrupted'}`} action={again}>
      Nothing of it was stored. {job.state === 'cancelled' ? '' : `The host ended meanwhile; ${repeat} to repeat it.`}
    </EmptyState>
  );
}
