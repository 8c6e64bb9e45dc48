import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { Run } from '../../../contract/tuning.ts';
import { useRemoveRun } from '../../data/tuning.ts';
import { formatTime } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import classes from './run-list.module.css';

interface RunListProps {
  readonly runs: readonly Run[];
  readonly current: number | undefined;
  readonly onOpen: (run: number) => void;
}

/** Earlier sweeps of this dataset, newest first. */
export function RunList({ runs, current, onOpen }: RunListProps) {
  const remove = useRemoveRun();
  return (
    <Panel title="Earlier runs" note={runs.length === 0 ? undefined : String(runs.length)} flush>
      {runs.length === 0 ? <p className={classes['noRuns']}>None yet. A finished sweep is kept here.</p> : undefined}
      <ul className={classes['runs']}>
        {runs.map((run) => (
          <li key={run.id} data-current={run.id === current || undefined}>
            <button type="button" aria-current={run.id === current ? 'true' : undefined} onClick={() => onOpen(run.id)}>
              <span className={classes['runTitle']} title={run.title}>
                {run.title}
              </span>
              <span className="dim">
                {run.id} · {formatTime(run.createdAtMs)} UTC
              </span>
            </button>
            <ActionIcon
              size="sm"
              aria-label={`Remove run ${run.id}`}
              loading={remove.isPending && remove.variables === run.id}
              onClick={() => remove.mutate(run.id)}
            >
              <IconTrash size={13} stroke={1.6} />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
