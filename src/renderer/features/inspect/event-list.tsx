import { type KeyboardEvent, useCallback, useEffect, useRef } from 'react';
import { useVisibleRange, wholeExtent } from '../../ui/use-visible-range.ts';
import { EventChip, type EventDeeds } from './event-chip.tsx';
import type { ShownEvent } from './event-edits.ts';
import { HistoryMap } from './history-map.tsx';
import classes from './history-strip.module.css';

interface EventListProps {
  /** Names the sequence and the request: another one is read from its newest event again. */
  readonly of: string;
  readonly events: readonly ShownEvent[];
  /** Why older events are not here; undefined when there are none. */
  readonly unread: string | undefined;
  /** What each event is worth to the selected candidate, in utility, by `seq`. */
  readonly worth: ReadonlyMap<number, number> | undefined;
  readonly deeds: EventDeeds;
  /** The event that takes the Tab key, and how it came to; the newest when undefined or gone. */
  readonly going: Going | undefined;
  readonly onGo: (going: Going) => void;
}

/** To an event: it has the focus already, or takes it at the nearer edge or in the middle of the strip. A new object for each going. */
export interface Going {
  readonly seq: number;
  readonly by: 'focus' | 'step' | 'jump';
}

/** Pixels from one event to the next, the gap counted. */
const pitch = 152;
const padding = 12;
const gap = 6;
/** Events a page key moves by. */
const pageEvents = 6;
/** Fewer events than this are seen at a glance. */
const leastMapped = 12;

/**
 * The events in their order; only those in sight are drawn. One of them takes the Tab key, arrows go from one to the next, and letters do to it what its
 * buttons do.
 */
export function EventList({ of, events, unread, worth, deeds, going, onGo }: EventListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const gone = useRef(going);
  const found = going === undefined ? -1 : events.findIndex(({ event }) => event.seq === going.seq);
  const place = found < 0 ? events.length - 1 : found;
  const current = events[place]?.event.seq;
  const geometry = {
    count: events.length,
    pitch,
    lead: padding + (unread === undefined ? 0 : pitch),
    trail: padding - gap,
    spare: 2,
  };
  // The newest events matter most: a new history is read from its end.
  const { first, last, inSight, bring } = useVisibleRange({
    ...geometry,
    axis: 'x',
    scrollerRef: scroller,
    assumed: 900,
    fromEnd: of,
    cover: padding,
  });
  useEffect(() => {
    if (going === undefined || going.by === 'focus' || place < 0) return;
    // A moved event is followed to its new place, unless the person is elsewhere by then.
    const active = document.activeElement;
    if (gone.current === going && active !== document.body && list.current?.contains(active) !== true) return;
    gone.current = going;
    bring(place, going.by === 'step' ? 'nearest' : 'middle');
    list.current?.querySelector<HTMLElement>(`[data-seq="${going.seq}"]`)?.focus({ preventScroll: true });
  }, [going, place, bring]);

  const onFocus = useCallback((seq: number) => onGo({ seq, by: 'focus' }), [onGo]);
  function step(index: number): void {
    const seq = events[Math.max(0, Math.min(events.length - 1, index))]?.event.seq;
    if (seq !== undefined) onGo({ seq, by: 'step' });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : undefined;
    if (by !== undefined && event.shiftKey) {
      if (current !== undefined && current >= 0) {
        onGo({ seq: current, by: 'step' });
        deeds.onMove(current, by);
      }
    } else {
      const steps: Readonly<Record<string, number>> = {
        PageUp: place - pageEvents,
        PageDown: place + pageEvents,
        Home: 0,
        End: events.length - 1,
      };
      const target = by === undefined ? steps[event.key] : place + by;
      if (target !== undefined) step(target);
      else if (!act(event.key, current, deeds)) return;
      else if (current !== undefined && current < 0) {
        // An inserted event that was taken away leaves the focus to its neighbour.
        step(place === events.length - 1 ? place - 1 : place + 1);
      }
    }
    event.preventDefault();
    event.stopPropagation();
  }

  const most = worth === undefined ? 0 : Math.max(0, ...[...worth.values()].map(Math.abs));
  // The event that takes the focus stays, however far it is out of sight.
  const drawn = [...events.keys()].filter((index) => (index >= first && index <= last) || index === place);
  return (
    <div className={classes['past']}>
      {events.length < leastMapped ? undefined : (
        <HistoryMap events={events} worth={worth} from={inSight.first} to={inSight.last} onGo={(index) => bring(index, 'middle')} />
      )}
      <div ref={scroller} className={classes['scroller']}>
        <ol
          ref={list}
          className={classes['events']}
          style={{ width: wholeExtent(geometry) }}
          aria-label="Events before the request"
          onKeyDown={onKeyDown}
        >
          {unread === undefined ? undefined : <li className={classes['unread']}>{unread}</li>}
          {drawn.map((index) => {
            const shown = events[index];
            if (shown === undefined) return undefined;
            const { event, edit } = shown;
            return (
              <EventChip
                key={event.seq}
                event={event}
                edit={edit}
                left={geometry.lead + index * pitch}
                place={index + 1}
                total={events.length}
                current={index === place}
                worth={worth?.get(event.seq)}
                mostWorth={most}
                deeds={deeds}
                onFocus={onFocus}
              />
            );
          })}
        </ol>
      </div>
    </div>
  );
}

/** What a letter does to an event; false when it does nothing. */
function act(key: string, seq: number | undefined, deeds: EventDeeds): boolean {
  if (seq === undefined) return false;
  const isOwn = seq >= 0;
  if (key === 'Delete' || key === 'd') {
    if (isOwn) deeds.onToggle(seq, 'drop');
    else deeds.onRemoveInserted(-1 - seq);
  } else if (key === 'm' && isOwn) deeds.onToggle(seq, 'mask');
  else if (key === 'i' && isOwn) deeds.onInsertBefore(seq);
  else return false;
  return true;
}
