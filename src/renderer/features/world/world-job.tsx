import { Button, Progress } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { Job } from '../../../contract/jobs.ts';
import type { WorldResult } from '../../../contract/worlds.ts';
import { RpcError } from '../../../rpc/error.ts';
import { useCancelJob } from '../../data/jobs.ts';
import { addressOf } from '../../shell/address.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { Figures } from '../../ui/figures.tsx';
import { formatCount, formatDuration, formatPercent } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import classes from './world.module.css';

/** A world while it is made and after: it goes on when this page is left. */
export function WorldJob({ job }: { readonly job: Job }) {
  const cancel = useCancelJob();
  const again = (
    <a href={hashHref('/create-world')} className="dim">
      Create another world
    </a>
  );
  // A job of kind `world` holds a `WorldResult`: the host writes it, and answers are typed there.
  if (job.state === 'done') return <WorldSummary result={job.result as WorldResult} />;
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
        <Progress
          value={(job.fraction ?? 1) * 100}
          animated={job.fraction === undefined}
          color="var(--accent)"
          size="sm"
          aria-label="Progress of this phase"
          mb={6}
        />
        <p className="dim" aria-live="polite">
          {job.phase}
          {job.fraction === undefined ? '' : `, ${formatPercent(job.fraction, 0)} of this phase`}
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
    <EmptyState title={job.state === 'cancelled' ? 'The world was cancelled' : 'The world was interrupted'} action={again}>
      Nothing of it was stored. {job.state === 'cancelled' ? '' : 'The host ended while it was made; create it again to repeat it.'}
    </EmptyState>
  );
}

function WorldSummary({ result }: { readonly result: WorldResult }) {
  return (
    <Panel
      title={`${result.dataset} is ready`}
      note={`preset ${result.preset}, seed ${result.seed}, made in ${formatDuration(result.seconds * 1000)}`}
      actions={
        <>
          <a href={hashHref('/create-world')} className={classes['another']}>
            Create another
          </a>
          <Button
            component="a"
            href={hashHref(addressOf('/world', { dataset: result.dataset }))}
            rightSection={<IconArrowRight size={14} />}
          >
            Open the world card
          </Button>
        </>
      }
    >
      <Figures
        figures={[
          { label: 'Users', value: formatCount(result.users) },
          { label: 'Items', value: formatCount(result.items) },
          { label: 'Sessions', value: formatCount(result.sessions) },
          { label: 'Events', value: formatCount(result.events) },
          { label: 'Logged requests', value: formatCount(result.requests) },
        ]}
      />
      <dl className={classes['facts']}>
        <dt>Truth</dt>
        <dd>
          kept apart in <span className="data">{result.truth}</span>; only verification opens it
        </dd>
        <dt>Hash</dt>
        <dd className="data">{result.hash}</dd>
      </dl>
    </Panel>
  );
}
