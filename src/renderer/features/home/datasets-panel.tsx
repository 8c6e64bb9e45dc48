import { Button } from '@mantine/core';
import { IconDatabase, IconPlus, IconWorld } from '@tabler/icons-react';
import type { Dataset } from '../../../contract/datasets.ts';
import { useDatasets, useRemoveDataset } from '../../data/datasets.ts';
import { addressOf } from '../../shell/address.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { useSelection } from '../../shell/selection.ts';
import { formatCount, formatDay } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RemoveButton } from '../../ui/remove-button.tsx';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
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
      <Loaded
        query={datasets}
        failed="The datasets were not listed"
        rowHeight={34}
        empty={
          <EmptyState icon={IconDatabase} title="No dataset in this workspace">
            Drop a file or a folder anywhere on this page, use Import, or create a simulated world.
          </EmptyState>
        }
      >
        {(listed) => <DatasetTable datasets={listed} />}
      </Loaded>
    </Panel>
  );
}

function DatasetTable({ datasets }: { readonly datasets: readonly Dataset[] }) {
  const { dataset: current, chooseDataset } = useSelection();
  const remove = useRemoveDataset();
  return (
    <ScrollTable
      label="Table of datasets"
      columns={[
        'Name',
        'Format',
        { number: 'Users' },
        { number: 'Items' },
        { number: 'Sessions' },
        { number: 'Events' },
        'Logs',
        'Days (UTC)',
        { hidden: 'Actions' },
      ]}
      className={classes['scroll']}
    >
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
            {dataset.demo ? <Tag>demo</Tag> : undefined}
            {dataset.name === current?.name ? <Tag>in use</Tag> : undefined}
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
    </ScrollTable>
  );
}

function countOrDash(count: number): string {
  return count === 0 ? '\u2013' : formatCount(count);
}

function days(dataset: Dataset): string {
  if (dataset.firstAtMs === undefined || dataset.lastAtMs === undefined) return 'untimed';
  const [first, last] = [formatDay(dataset.firstAtMs), formatDay(dataset.lastAtMs)];
  return first === last ? first : `${first} to ${last}`;
}
