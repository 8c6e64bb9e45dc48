import { Button } from '@mantine/core';
import { memo, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { InspectResult } from '../../../contract/inspect.ts';
import { formatCounted, formatName } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { EventChip, type EventDeeds } from './event-chip.tsx';
import classes from './history-strip.module.css';
import { InsertForm } from './insert-form.tsx';
import { editCount, type Insertion, type RankingSetting } from './ranking-setting.ts';

/** What each event is worth to one candidate. */
export interface HistoryWorth {
  readonly title: string;
  /** Utility by `seq`. */
  readonly bySeq: ReadonlyMap<number, number>;
  /** Older events that were not left out. */
  readonly older: number;
}

interface HistoryStripProps {
  readonly dataset: string;
  readonly heads: readonly string[];
  readonly history: InspectResult['history'];
  readonly at: number;
  readonly actual: InspectResult['actual'];
  /** Rank of the actual next item under the weights in force. */
  readonly actualRank: number | undefined;
  readonly candidates: number;
  readonly setting: RankingSetting;
  readonly worth: HistoryWorth | undefined;
  readonly busy: boolean;
  readonly onToggle: EventDeeds['onToggle'];
  readonly onMove: (order: readonly number[], seq: number, by: -1 | 1) => void;
  readonly onInsert: (insertion: Insertion) => void;
  readonly onRemoveInserted: (place: number) => void;
  readonly onClear: () => void;
  readonly onShowActual: () => void;
}

/** Rank of the truth in words: by utility, or where retrieval left it. */
function rankWords(actual: NonNullable<InspectResult['actual']>, rank: number | undefined, candidates: number): string {
  const retrieved = actual.retrievalRank === undefined ? 'outside what the bundle can rank' : `retrieval rank ${actual.retrievalRank}`;
  return rank === undefined ? `not among ${candidates}; ${retrieved}` : `rank ${rank} of ${candidates}; ${retrieved}`;
}

function NextEvent({
  actual,
  actualRank,
  candidates,
  onShowActual,
}: Pick<HistoryStripProps, 'actual' | 'actualRank' | 'candidates' | 'onShowActual'>) {
  return (
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
  );
}

function noteOf(history: InspectResult['history'], busy: boolean, worth: HistoryWorth | undefined): string {
  const events = `${formatCounted(history.length, 'event')}, newest last${busy ? '; running again' : ''}`;
  if (worth === undefined) return events;
  const older = worth.older === 0 ? '' : `; ${worth.older} older not tried`;
  const title = worth.title.length > 36 ? `${worth.title.slice(0, 35).trimEnd()}…` : worth.title;
  return `${events}; bars: what “${title}” loses without the event${older}`;
}

/** Events that fill the widest strip. */
const firstShown = 24;

/** What the model read, oldest first, and what the user did next. Every event can be masked, dropped or moved, and events put between; the request then runs again. */
export const HistoryStrip = memo(function HistoryStrip(props: HistoryStripProps) {
  const { dataset, heads, history, at, actual, setting, worth, busy, onToggle, onMove, onInsert, onRemoveInserted, onClear } = props;
  const strip = useRef<HTMLOListElement>(null);
  const [inserting, setInserting] = useState<number>();
  const last = history.findLast(({ seq }) => seq >= 0)?.seq;
  // Hundreds of events drawn at once would hold the page up: first those in sight, then the others.
  const all = useDeferredValue(true, false);
  const shown = all ? history : history.slice(-firstShown);
  const drawn = shown.length;
  useEffect(() => {
    // The newest events matter most: a new history is read from its end.
    if (strip.current !== null && last !== undefined && drawn > 0) strip.current.scrollLeft = strip.current.scrollWidth;
  }, [last, drawn]);
  const deeds = useMemo(
    (): EventDeeds => ({
      onToggle,
      onMove: (seq, by) =>
        onMove(
          history.flatMap((event) => (event.seq < 0 ? [] : [event.seq])),
          seq,
          by,
        ),
      onInsertBefore: setInserting,
      onRemoveInserted,
    }),
    [history, onToggle, onMove, onRemoveInserted],
  );
  const mostWorth = Math.max(0, ...[...(worth?.bySeq.values() ?? [])].map(Math.abs));
  const edits = editCount(setting);
  return (
    <Panel
      title="History"
      note={noteOf(history, busy, worth)}
      flush
      actions={
        <>
          <Button variant="subtle" size="compact-xs" onClick={() => setInserting(at)}>
            Insert at the end
          </Button>
          <Button variant="subtle" size="compact-xs" disabled={edits === 0} onClick={onClear}>
            {edits === 0 ? 'No edits' : `Undo ${formatCounted(edits, 'edit')}`}
          </Button>
        </>
      }
    >
      <div className={classes['strip']}>
        <ol ref={strip} className={classes['events']} tabIndex={0} aria-label="Events before the request">
          {history.length === 0 ? (
            <li className={classes['noEvents']}>No event stands before this request: the model has nothing to read.</li>
          ) : undefined}
          {shown.map((event) => (
            <EventChip
              key={event.seq}
              event={event}
              edit={
                setting.mask.includes(event.seq)
                  ? 'masked'
                  : setting.drop.includes(event.seq)
                    ? 'dropped'
                    : event.edit === 'masked' || event.edit === 'dropped'
                      ? undefined
                      : event.edit
              }
              worth={worth?.bySeq.get(event.seq)}
              mostWorth={mostWorth}
              deeds={deeds}
            />
          ))}
        </ol>
        <NextEvent {...props} />
      </div>
      {inserting === undefined ? undefined : (
        <InsertForm
          key={inserting}
          dataset={dataset}
          heads={heads}
          before={inserting}
          end={at}
          suggested={actual?.event.item}
          onInsert={(insertion) => {
            onInsert(insertion);
            setInserting(undefined);
          }}
          onCancel={() => setInserting(undefined)}
        />
      )}
    </Panel>
  );
});
