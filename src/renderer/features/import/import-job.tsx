import { Button, Progress } from '@mantine/core';
import type { ImportResult } from '../../../contract/imports.ts';
import type { Job } from '../../../contract/jobs.ts';
import { useCancelJob } from '../../data/jobs.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { formatPercent } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { RpcError } from '../../../rpc/error.ts';
import { ImportSummary } from './import-summary.tsx';

/** An import while it runs and after: it goes on when this page is left. */
export function ImportJob({ job }: { readonly job: Job }) {
  const cancel = useCancelJob();
  const again = (
    <a href={hashHref('/import')} className="dim">
      Import something else
    </a>
  );
  if (job.state === 'done') return <ImportSummary result={job.result as ImportResult} />;
  if (job.state === 'running') {
    return (
      <Panel
        title={job.title}
        note="runs on if you leave this page"
        actions={
          <Button variant="default" onClick={() => cancel.mutate(job.id)} loading={cancel.isPending}>
            Cancel the import
          </Button>
        }
      >
        <Progress
          value={(job.fraction ?? 1) * 100}
          animated={job.fraction === undefined}
          color="var(--accent)"
          size="sm"
          aria-label="Import progress"
          mb={6}
        />
        <p className="dim" aria-live="polite">
          {job.phase}
          {job.fraction === undefined ? '' : `, ${formatPercent(job.fraction, 0)}`}
        </p>
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
    <EmptyState title={job.state === 'cancelled' ? 'The import was cancelled' : 'The import was interrupted'} action={again}>
      Nothing of it was stored. {job.state === 'cancelled' ? '' : 'The host ended while it ran; choose the files again to repeat it.'}
    </EmptyState>
  );
}
