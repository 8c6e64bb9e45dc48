import { Button } from '@mantine/core';
import { IconDatabase, IconPlus, IconWorld } from '@tabler/icons-react';
import type { Dataset } from '../../../contract/datasets.ts';
import { useDatasets, useRemoveDataset } from '../../data/datasets.ts';
import { addressOf } from '../../shell/address.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { useSelection } from '../../shell/selection.ts';
import { formatCount, formatDay } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { RemoveButton } from '../../ui/remove-button.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import classes from './tables.module.css';

/** The datasets of the workspace with their counts; one of them is in use. */
export function DatasetsPanel() {
  const datasets = useDatasets();
  const links = (
    <>
      <Button component="a" href={hashHref('/create-world')} variant="default" leftSection={<IconWorld size={14} />}>
        Create a world
      </Button>
      <Button component="a" href={hashHref('/import')} variant="default" leftSection={<IconPlus size={14} />}>
        Import
      </Button>
    </>
  );
  return (
    <Panel title="Datasets" actions={links} flush>
      {datasets.isPending ? (
        <LoadingState rows={4} rowHeight={34} />
      ) : datasets.isError ? (
        <ErrorState title="The datasets were not listed" error={datasets.error} onRetry={() => void datasets.refetch()} />
      ) : datasets.data.length === 0 ? (
        <EmptyState icon={IconDatabase} title="No dataset in this workspace">
          Drop a file or a folder anywhere on this page, use Import, or create a simulated world.
        </EmptyState>
      ) : (
        <DatasetTable datasets={datasets.data} />
      )}
    </Panel>
  );
}

function DatasetTable({ datasets }: { readonly datasets: readonly Dataset[] }) {
  const { dataset: current, chooseDataset } = useSelection();
  const remove = useRemoveDataset();
  return (
    <div className={classes['scroll']} tabIndex={0} role="region" aria-label="Table of datasets">
      <table className="grid">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Format</th>
            <th scope="col" className="number">
              Users
            </th>
            <th scope="col" className="number">
              Items
            </th>
            <th scope="col" className="number">
              Sessions
            </th>
            <th scope="col" className="number">
              Events
            </th>
            <th scope="col">Logs</th>
            <th scope="col">Days (UTC)</th>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {datasets.map((dataset) => (
            <tr key={dataset.name} data-current={dataset.name === current?.name || undefined}>
              <td>
                <button
                  type="button"
                  className={classes['name']}
                  onClick={() => chooseDataset(dataset.name)}
                  aria-pressed={dataset.name === current?.name}
                >
                  {dataset.name}
                </button>
                {dataset.demo ? <span className={classes['tag']}>demo</span> : undefined}
                {dataset.name === current?.name ? <span className={classes['tag']}>in use</span> : undefined}
              </td>
              <td className="dim">
                {dataset.format === 'world' ? (
                  <a href={hashHref(addressOf('/world', { dataset: dataset.name }))}>world card</a>
                ) : (
                  dataset.format
                )}
              </td>
              <td className="number">{countOrDash(dataset.users)}</td>
              <td className="number">{countOrDash(dataset.items)}</td>
              <td className="number">{countOrDash(dataset.sessions)}</td>
              <td className="number">{countOrDash(dataset.events)}</td>
              <td className={classes['logs']}>
                {dataset.logs.length === 0
                  ? '\u2013'
                  : dataset.logs.map((log) => (
                      <span key={log.name} className={classes['log']}>
                        {log.name} ({formatCount(log.rows)})
                      </span>
                    ))}
              </td>
              <td className={`day ${classes['days'] ?? ''}`}>{days(dataset)}</td>
              <td className={classes['row-actions']}>
                {dataset.sessions > 0 ? <a href={hashHref(addressOf('/replay', { dataset: dataset.name }))}>Replay</a> : undefined}
                {dataset.logs.some((log) => log.kind === 'exploration') ? (
                  <a href={hashHref(addressOf('/tuning', { dataset: dataset.name }))}>Tune</a>
                ) : undefined}
                <RemoveButton
                  what={dataset.name}
                  consequence="Its sessions, logs and results leave the workspace. The files it was read from stay where they are."
                  isPending={remove.isPending && remove.variables === dataset.name}
                  error={remove.isError && remove.variables === dataset.name ? remove.error : undefined}
                  onRemove={() => remove.mutate(dataset.name)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function countOrDash(count: number): string {
  return count === 0 ? '\u2013' : formatCount(count);
}

function days(dataset: Dataset): string {
  if (dataset.firstAtMs === undefined || dataset.lastAtMs === undefined) return 'untimed';
  return `${formatDay(dataset.firstAtMs)} to ${formatDay(dataset.lastAtMs)}`;
}
