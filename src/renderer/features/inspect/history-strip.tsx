import { ActionIcon, Button } from '@mantine/core';
import { IconEyeOff, IconTrash } from '@tabler/icons-react';
import { memo, useEffect, useRef } from 'react';
import type { InspectResult } from '../../../contract/inspect.ts';
import type { SequenceEvent } from '../../../contract/sessions.ts';
import { formatCounted, formatDay, formatName } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import classes from './history-strip.module.css';

interface HistoryStripProps {
  readonly history: InspectResult['history'];
  readonly actual: InspectResult['actual'];
  /** Rank of the actual next item under the weights in force. */
  readonly actualRank: number | undefined;
  readonly candidates: number;
  readonly mask: readonly number[];
  readonly drop: readonly number[];
  readonly busy: boolean;
  readonly onToggle: (seq: number, edit: 'mask' | 'drop') => void;
  readonly onClear: () => void;
  readonly onShowActual: () => void;
}

interface EventChipProps {
  readonly event: SequenceEvent;
  readonly edit: 'masked' | 'dropped' | undefined;
  readonly onToggle: (seq: number, edit: 'mask' | 'drop') => void;
}

const EventChip = memo(function EventChip({ event, edit, onToggle }: EventChipProps) {
  const title = event.item.title;
  return (
    <li className={classes['event']} data-edit={edit}>
      <span className={classes['eventTitle']} title={title}>
        {title}
      </span>
      <span className={classes['eventDetail']}>
        {edit ?? event.actions.map(formatName).join(', ')}
        {edit === undefined && event.value !== undefined ? ` ${event.value}` : ''}
      </span>
      <span className={classes['eventFoot']}>
        <span className="faint">
          {event.seq}
          {event.at === undefined ? '' : ` · ${formatDay(event.at)}`}
        </span>
        <span className={classes['eventTools']}>
          <ActionIcon
            size={18}
            aria-label={`Mask the actions of event ${event.seq}, ${title}`}
            title="Mask: keep the item, hide what the user did"
            aria-pressed={edit === 'masked'}
            onClick={() => onToggle(event.seq, 'mask')}
          >
            <IconEyeOff size={12} stroke={1.8} />
          </ActionIcon>
          <ActionIcon
            size={18}
            aria-label={`Drop event ${event.seq}, ${title}`}
            title="Drop: leave the event out of the history"
            aria-pressed={edit === 'dropped'}
            onClick={() => onToggle(event.seq, 'drop')}
          >
            <IconTrash size={12} stroke={1.8} />
          </ActionIcon>
        </span>
      </span>
    </li>
  );
});

/** Rank of the truth in words: by utility, or where retrieval left it. */
function rankWords(actual: NonNullable<InspectResult['actual']>, rank: number | undefined, candidates: number): string {
  const retrieved = actual.retrievalRank === undefined ? 'outside what the bundle can rank' : `retrieval rank ${actual.retrievalRank}`;
  return rank === undefined ? `not among ${candidates}; ${retrieved}` : `rank ${rank} of ${candidates}; ${retrieved}`;
}

/** What the model read, oldest first, and what the user did next. Every event can be masked or dropped; the request then runs again. */
export const HistoryStrip = memo(function HistoryStrip(props: HistoryStripProps) {
  const { history, actual, actualRank, candidates, mask, drop, busy, onToggle, onClear, onShowActual } = props;
  const strip = useRef<HTMLOListElement>(null);
  const last = history.at(-1)?.seq;
  useEffect(() => {
    // The newest events matter most: a new history is read from its end.
    if (strip.current !== null && last !== undefined) strip.current.scrollLeft = strip.current.scrollWidth;
  }, [last]);
  const edits = mask.length + drop.length;
  return (
    <Panel
      title="History"
      note={`${formatCounted(history.length, 'event')} before the request, newest last${busy ? '; running again' : ''}`}
      flush
      actions={
        <Button variant="subtle" size="compact-xs" disabled={edits === 0} onClick={onClear}>
          {edits === 0 ? 'No edits' : `Undo ${formatCounted(edits, 'edit')}`}
        </Button>
      }
    >
      <div className={classes['strip']}>
        <ol ref={strip} className={classes['events']} tabIndex={0} aria-label="Events before the request">
          {history.length === 0 ? (
            <li className={classes['noEvents']}>No event stands before this request: the model has nothing to read.</li>
          ) : undefined}
          {history.map((event) => (
            <EventChip
              key={event.seq}
              event={event}
              edit={mask.includes(event.seq) ? 'masked' : drop.includes(event.seq) ? 'dropped' : undefined}
              onToggle={onToggle}
            />
          ))}
        </ol>
        <div className={classes['next']}>
          <span className={classes['nextLabel']}>Actual next event</span>
          {actual === undefined ? (
            <span className="dim">Nothing follows: this is the end of the sequence.</span>
          ) : (
            <>
              <button
                type="button"
                className={classes['nextTitle']}
                disabled={actualRank === undefined}
                onClick={onShowActual}
                title={actual.event.item.title}
              >
                {actual.event.item.title}
              </button>
              <span className="dim">
                {actual.event.actions.map(formatName).join(', ')}
                {actual.event.value === undefined ? '' : ` ${actual.event.value}`}
              </span>
              <strong data-found={actualRank !== undefined || undefined}>{rankWords(actual, actualRank, candidates)}</strong>
            </>
          )}
        </div>
      </div>
    </Panel>
  );
});
