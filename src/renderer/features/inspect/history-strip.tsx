import { Button } from '@mantine/core';
import { memo, useMemo, useState } from 'react';
import type { InspectResult } from '../../../contract/inspect.ts';
import { formatCount, formatCounted, formatName } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import type { EventDeeds } from './event-chip.tsx';
import { byWorth, shownEvents } from './event-edits.ts';
import { EventList, type Going } from './event-list.tsx';
import { historySpan, spanWords, unreadWords } from './history-span.ts';
import classes from './history-strip.module.css';
import { InsertForm } from './insert-form.tsx';
import { editCount, type Insertion, type RankingSetting } from './ranking-setting.ts';

/** What each event is worth to one candidate. */
export interface HistoryWorth {
  readonly title: string;
  /** Utility by `seq`. */
  readonly bySeq: ReadonlyMap<number, number>;
  /** Older events that were not left out, or not yet. */
  readonly older: number;
  /** All of them were asked for; it is busy until they are known. */
  readonly all: boolean;
  readonly busy: boolean;
}

interface HistoryStripProps {
  readonly dataset: string;
  readonly heads: readonly string[];
  readonly user: string;
  readonly history: InspectResult['history'];
  readonly at: number;
  readonly historyLength: number;
  readonly actual: InspectResult['actual'];
  /** Rank of the actual next item under the weights in force. */
  readonly actualRank: number | undefined;
  readonly candidates: number;
  readonly setting: RankingSetting;
  readonly worth: HistoryWorth | undefined;
  /** What events are worth to the selected candidate is being found out. */
  readonly counting: boolean;
  readonly busy: boolean;
  readonly onToggle: EventDeeds['onToggle'];
  readonly onMove: (order: readonly number[], seq: number, by: -1 | 1) => void;
  readonly onInsert: (insertion: Insertion) => void;
  readonly onRemoveInserted: (place: number) => void;
  readonly onClear: () => void;
  readonly onShowActual: () => void;
  /** Leave out every event that is read, also the old ones. */
  readonly onTryAll: () => void;
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

/** The heading says what was read, what the bars are, and what is still being done. */
function noteOf({ history, at, historyLength, busy, worth, counting }: HistoryStripProps): string {
  const span = spanWords(historySpan({ history, at, historyLength }), at);
  const events = `${span}, newest last${busy ? '; running again' : ''}`;
  if (worth === undefined) return counting ? `${events}; leaving events out one by one` : events;
  const title = worth.title.length > 36 ? `${worth.title.slice(0, 35).trimEnd()}…` : worth.title;
  return `${events}; bars: what “${title}” loses without the event`;
}

/** What the model read, oldest first, and what the user did next. Every event can be masked, dropped or moved, and events put between; the request then runs again. */
export const HistoryStrip = memo(function HistoryStrip(props: HistoryStripProps) {
  const { dataset, heads, user, history, at, historyLength, actual, setting, worth } = props;
  const { onToggle, onMove, onInsert, onRemoveInserted, onClear, onTryAll } = props;
  const [inserting, setInserting] = useState<number>();
  const [going, setGoing] = useState<Going>();
  const events = useMemo(() => shownEvents(history, setting), [history, setting]);
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
  const strongest = useMemo(() => (worth === undefined ? [] : byWorth(worth.bySeq)), [worth]);
  const [jumped, setJumped] = useState({ of: strongest, place: -1 });
  const edits = editCount(setting);
  const closeForm = () => {
    setInserting(undefined);
    // Where the form was opened from.
    if (inserting !== undefined && inserting < at) setGoing({ seq: inserting, by: 'step' });
  };
  return (
    <Panel
      title="History"
      note={<span title={unreadWords(historySpan(props), historyLength)}>{noteOf(props)}</span>}
      flush
      className={classes['panel']}
      actions={
        <>
          {worth === undefined ? undefined : (
            <>
              {worth.older === 0 ? undefined : (
                <Button
                  variant="subtle"
                  size="compact-xs"
                  title={`Leave out ${formatCounted(worth.older, 'older event')} too, one by one`}
                  loading={worth.busy && worth.all}
                  onClick={onTryAll}
                >
                  Try {formatCount(worth.older)} older
                </Button>
              )}
              <Button
                variant="subtle"
                size="compact-xs"
                title="Go to the event that counts most for the selected candidate; again for the next"
                disabled={strongest.length === 0}
                onClick={() => {
                  const place = jumped.of === strongest ? (jumped.place + 1) % strongest.length : 0;
                  const seq = strongest[place];
                  setJumped({ of: strongest, place });
                  if (seq !== undefined) setGoing({ seq, by: 'jump' });
                }}
              >
                Strongest
              </Button>
            </>
          )}
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
        {history.length === 0 ? (
          <p className={classes['noEvents']}>No event stands before this request: the model has nothing to read.</p>
        ) : (
          <EventList
            of={`${user} ${at}`}
            events={events}
            unread={unreadWords(historySpan(props), historyLength)}
            worth={worth?.bySeq}
            deeds={deeds}
            going={going}
            onGo={setGoing}
          />
        )}
        <NextEvent {...props} />
      </div>
      {inserting === undefined ? undefined : (
        <InsertForm
          key={inserting}
          dataset={dataset}
          heads={heads}
          before={inserting}
          end={at}
          suggested={actual?.event}
          onInsert={(insertion) => {
            onInsert(insertion);
            closeForm();
          }}
          onCancel={closeForm}
        />
      )}
    </Panel>
  );
});
