import { Button, Select } from '@mantine/core';
import { memo, useState } from 'react';
import type { Finding, FindingRerun, Observation } from '../../../contract/findings.ts';
import type { RequestInput } from '../../../contract/inspect.ts';
import { describeError } from '../../data/console-error.ts';
import { useRemoveFinding, useRerunFinding } from '../../data/findings.ts';
import { formatDay } from '../../ui/format.ts';
import { RemoveButton } from '../../ui/remove-button.tsx';
import classes from './findings-panel.module.css';

interface FindingCardProps {
  readonly finding: Finding;
  readonly bundle: string;
  readonly bundles: readonly string[];
  readonly onOpen: (request: RequestInput) => void;
}

/** Moves named of a rerun. */
const named = 4;

function place(rank: number | undefined): string {
  return rank === undefined ? 'out' : String(rank);
}

function itemWords(item: Observation['item']): string {
  if (item === undefined) return '';
  return item.rank === undefined ? item.reason.type.replaceAll('-', ' ') : `rank ${item.rank}, ${item.reason.type.replaceAll('-', ' ')}`;
}

function RerunResult({ rerun }: { readonly rerun: FindingRerun }) {
  const { before, after, same, overlap, depth, moves, held } = rerun;
  return (
    <div className={classes['rerun']} role="status">
      <p>
        On <strong>{after.bundle}</strong>: {same ? 'the same order.' : `${overlap} of the first ${depth} stayed.`}
        {before.item === undefined ? '' : ` The item: ${itemWords(before.item)} before, ${itemWords(after.item)} now.`}
        {held === undefined ? undefined : (
          <strong data-held={held.after} className={classes['held']}>
            {held.after ? ' Holds.' : held.before ? ' Held before, fails now.' : ' Fails.'}
          </strong>
        )}
      </p>
      {moves.length === 0 ? undefined : (
        <ul>
          {moves.slice(0, named).map((move) => (
            <li key={move.id} className="ellipsis">
              {place(move.before)} → {place(move.after)} {move.title}
            </li>
          ))}
          {moves.length > named ? <li className="dim">and {moves.length - named} more</li> : undefined}
        </ul>
      )}
    </div>
  );
}

export const FindingCard = memo(function FindingCard({ finding, bundle, bundles, onOpen }: FindingCardProps) {
  const { id, author, note, createdAtMs, request, observation, expect } = finding;
  const [target, setTarget] = useState<string>();
  const rerun = useRerunFinding();
  const remove = useRemoveFinding();
  const chosen = target ?? bundle;
  return (
    <li className={classes['card']}>
      <p className={classes['note']}>{note}</p>
      <p className="dim">
        {author}, {formatDay(createdAtMs)} · user {request.user} at {request.at} · {observation.bundle}
        {observation.item === undefined ? '' : ` · ${observation.item.title}: ${itemWords(observation.item)}`}
        {expect === undefined ? '' : ` · expected ${expect.type === 'in-top' ? 'among' : 'outside'} the first ${expect.k}`}
      </p>
      <div className={classes['deeds']}>
        <Button variant="default" size="compact-xs" onClick={() => onOpen(request)}>
          Open
        </Button>
        <Button variant="default" size="compact-xs" loading={rerun.isPending} onClick={() => rerun.mutate({ finding: id, bundle: chosen })}>
          Run again on
        </Button>
        <Select
          aria-label={`Bundle to run finding ${id} on`}
          size="xs"
          w={120}
          data={[...bundles]}
          value={chosen}
          allowDeselect={false}
          onChange={(name) => setTarget(name ?? undefined)}
        />
        <RemoveButton
          what={`finding ${id}`}
          consequence="The request, its note and what it showed go; nothing else does."
          isPending={remove.isPending}
          error={remove.error ?? undefined}
          onRemove={() => remove.mutate(id)}
        />
      </div>
      {rerun.isError ? (
        <p role="alert" className={classes['problem']}>
          {describeError(rerun.error).message}
        </p>
      ) : rerun.data === undefined ? undefined : (
        <RerunResult rerun={rerun.data} />
      )}
    </li>
  );
});
