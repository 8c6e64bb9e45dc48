import { memo } from 'react';
import type { HistoryEvent } from '../../../contract/inspect.ts';
import { formatCount, formatDay, formatName, formatSigned, formatTime } from '../../ui/format.ts';
import classes from './history-strip.module.css';

/** What can be done to one event. */
export interface EventDeeds {
  readonly onToggle: (seq: number, edit: 'mask' | 'drop') => void;
  readonly onMove: (seq: number, by: -1 | 1) => void;
  /** Opens the form that puts an event before this one. */
  readonly onInsertBefore: (seq: number) => void;
  readonly onRemoveInserted: (place: number) => void;
}

interface EventChipProps {
  readonly event: HistoryEvent;
  /** Pixels from the beginning of the list. */
  readonly left: number;
  /** From 1, and of how many. */
  readonly place: number;
  readonly total: number;
  /** It is the one that takes the Tab key; the others are reached with arrows. */
  readonly current: boolean;
  /** The edit as the page knows it, ahead of the host's answer. */
  readonly edit: HistoryEvent['edit'];
  /** What the event is worth to the selected candidate, in utility; undefined while none is selected. */
  readonly worth: number | undefined;
  /** Largest size of any event's worth. */
  readonly mostWorth: number;
  readonly deeds: EventDeeds;
  readonly onFocus: (seq: number) => void;
}

interface ToolProps {
  readonly label: string;
  readonly hint: string;
  readonly sign: string;
  readonly pressed?: boolean;
  readonly reachable: boolean;
  readonly onClick: () => void;
}

/** A plain button: a strip has dozens of them. Those of one event alone take the Tab key. */
function Tool({ label, hint, sign, pressed, reachable, onClick }: ToolProps) {
  return (
    <button type="button" aria-label={label} title={hint} aria-pressed={pressed} tabIndex={reachable ? 0 : -1} onClick={onClick}>
      {sign}
    </button>
  );
}

/** Left of the middle what speaks against the candidate, right of it what speaks for it. */
function WorthBar({ worth, most }: { readonly worth: number; readonly most: number }) {
  const share = most > 0 ? (Math.abs(worth) / most) * 50 : 0;
  return (
    <span className={classes['worth']} title={`${formatSigned(worth, 4)} of the selected candidate's utility`}>
      <span
        style={{ left: `${worth < 0 ? 50 - share : 50}%`, width: `${share}%`, background: worth < 0 ? 'var(--bad)' : 'var(--good)' }}
        aria-hidden="true"
      />
      <span className="visually-hidden">worth {formatSigned(worth, 4)}</span>
    </span>
  );
}

export const EventChip = memo(function EventChip(props: EventChipProps) {
  const { event, left, place, total, current, edit, worth, mostWorth, deeds, onFocus } = props;
  const { seq, item } = event;
  const isOwn = seq >= 0;
  const name = `${isOwn ? `event ${seq}` : 'inserted event'}, ${item.title}`;
  const detail = [
    event.actions.map(formatName).join(', '),
    event.surface,
    event.at === undefined ? undefined : `${formatTime(event.at)} UTC`,
  ]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ');
  return (
    <li
      className={classes['event']}
      style={{ left }}
      data-seq={seq}
      data-edit={edit}
      tabIndex={current ? 0 : -1}
      aria-posinset={place}
      aria-setsize={total}
      aria-keyshortcuts={isOwn ? 'm d i Shift+ArrowLeft Shift+ArrowRight' : 'd'}
      onFocus={() => onFocus(seq)}
    >
      <span className={classes['eventTitle']} title={item.title}>
        {item.title}
      </span>
      <span className={classes['eventDetail']} title={detail}>
        <span className="ellipsis">
          {edit === undefined || edit === 'moved' || edit === 'inserted' ? event.actions.map(formatName).join(', ') : edit}
          {edit === undefined && event.value !== undefined ? ` ${event.value}` : ''}
        </span>
        <span className="faint">{edit === 'moved' || edit === 'inserted' ? edit : event.at === undefined ? '' : formatDay(event.at)}</span>
      </span>
      <span className={classes['eventFoot']}>
        <span className="faint">{isOwn ? formatCount(seq) : 'new'}</span>
        <span className={classes['eventTools']}>
          {isOwn ? (
            <>
              <Tool
                label={`Put an event before ${name}`}
                hint="Insert an event before this one (i)"
                sign="+"
                reachable={current}
                onClick={() => deeds.onInsertBefore(seq)}
              />
              <Tool
                label={`Move ${name} earlier`}
                hint="Move one place earlier (Shift ←)"
                sign="←"
                reachable={current}
                onClick={() => deeds.onMove(seq, -1)}
              />
              <Tool
                label={`Move ${name} later`}
                hint="Move one place later (Shift →)"
                sign="→"
                reachable={current}
                onClick={() => deeds.onMove(seq, 1)}
              />
              <Tool
                label={`Mask the actions of ${name}`}
                hint="Mask: keep the item, hide what the user did (m)"
                sign="∅"
                pressed={edit === 'masked'}
                reachable={current}
                onClick={() => deeds.onToggle(seq, 'mask')}
              />
              <Tool
                label={`Drop ${name}`}
                hint="Drop: leave the event out of the history (d)"
                sign="×"
                pressed={edit === 'dropped'}
                reachable={current}
                onClick={() => deeds.onToggle(seq, 'drop')}
              />
            </>
          ) : (
            <Tool
              label={`Take away the ${name}`}
              hint="Take the inserted event away (d)"
              sign="×"
              reachable={current}
              onClick={() => deeds.onRemoveInserted(-1 - seq)}
            />
          )}
        </span>
      </span>
      {worth === undefined ? undefined : <WorthBar worth={worth} most={mostWorth} />}
    </li>
  );
});
