import { Checkbox, Switch } from '@mantine/core';
import { useState } from 'react';
import type { DiffRow } from '../../../core/register/diff-snapshots.ts';
import type { RegisteredSnapshot } from '../../../core/register/register-state.ts';
import { useSnapshotDiff } from '../../data/policies.ts';
import { formatCount, formatSignificant } from '../../ui/format.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import classes from './policies.module.css';

const groupWords: Readonly<Record<DiffRow['group'], string>> = { settings: 'Settings', frontier: 'Frontier', values: 'Values' };

/** Most snapshots that are set side by side. */
const mostSnapshots = 200;

/** Frozen frontiers side by side: settings, figures and values, with what differs marked. */
export function SnapshotDiff({ snapshots }: { readonly snapshots: readonly RegisteredSnapshot[] }) {
  const [chosen, setChosen] = useState<readonly number[]>(() => snapshots.slice(0, 2).map(({ id }) => id));
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const shown = chosen.filter((id) => snapshots.some((snapshot) => snapshot.id === id)).toSorted((a, b) => a - b);
  const diff = useSnapshotDiff(shown);
  if (snapshots.length === 0)
    return <p className={classes['nothing']}>No frontier was frozen yet. A proposal freezes the frontier it was chosen from.</p>;
  const rows = diff.data?.rows.filter(({ same }) => !onlyDifferent || !same) ?? [];
  return (
    <div className={classes['diff']}>
      <div className={classes['diffHead']}>
        <Checkbox.Group
          value={shown.map(String)}
          onChange={(next) => setChosen(next.slice(0, mostSnapshots).map(Number))}
          aria-label="Snapshots to compare"
        >
          <div className={classes['choices']}>
            {snapshots.map(({ id, dataset, run }) => (
              <Checkbox key={id} size="xs" value={String(id)} label={`Snapshot ${id}: ${dataset}, run ${run}`} />
            ))}
          </div>
        </Checkbox.Group>
        <Switch
          size="xs"
          label="Only what differs"
          checked={onlyDifferent}
          onChange={(event) => setOnlyDifferent(event.currentTarget.checked)}
        />
      </div>
      {shown.length === 0 ? (
        <p className={classes['nothing']}>Choose at least one snapshot.</p>
      ) : diff.isPending ? (
        <LoadingState rows={6} label="Comparing snapshots" />
      ) : diff.isError ? (
        <ErrorState title="The snapshots were not compared" error={diff.error} onRetry={() => void diff.refetch()} />
      ) : rows.length === 0 ? (
        <p className={classes['nothing']}>Nothing differs between these snapshots.</p>
      ) : (
        <table className="grid">
          <caption className="visually-hidden">Snapshots side by side</caption>
          <thead>
            <tr>
              <th scope="col">What</th>
              {shown.map((id) => (
                <th key={id} scope="col" className="number">
                  Snapshot {id}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ group, name, cells, same }) => (
              <tr key={`${group} ${name}`} data-differs={!same || undefined}>
                <th scope="row">
                  <span className="faint">{groupWords[group]}</span> {name}{' '}
                  {same ? undefined : <span className={classes['differs']}>differs</span>}
                </th>
                {cells.map((cell, place) => (
                  <td key={shown[place]} className="number">
                    {cellText(cell)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function cellText(cell: string | number | undefined): string {
  if (cell === undefined) return '\u2013';
  if (typeof cell === 'number') return Number.isInteger(cell) ? formatCount(cell) : formatSignificant(cell, 5);
  return /^[0-9a-f]{64}$/.test(cell) ? cell.slice(0, 12) : cell;
}
