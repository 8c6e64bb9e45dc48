import { memo, type PointerEvent } from 'react';
import type { ShownEvent } from './event-edits.ts';
import classes from './history-strip.module.css';

interface HistoryMapProps {
  readonly events: readonly ShownEvent[];
  readonly worth: ReadonlyMap<number, number> | undefined;
  /** First and last event in sight. */
  readonly from: number;
  readonly to: number;
  readonly onGo: (index: number) => void;
}

const height = 20;
const middle = height / 2;

/** One bar per event that `sizeOf` gives a size, as one path: upwards where it is positive, downwards where negative. In units of events across. */
export function barPath(events: readonly ShownEvent[], sizeOf: (shown: ShownEvent) => number): string {
  let path = '';
  for (const [index, shown] of events.entries()) {
    const size = sizeOf(shown);
    if (size !== 0) path += `M${index + 0.5} ${middle}V${(middle - size).toFixed(2)}`;
  }
  return path;
}

/** Marks along the foot: the events that an edit touches. */
function editPath(events: readonly ShownEvent[]): string {
  return events.map(({ edit }, index) => (edit === undefined ? '' : `M${index + 0.5} ${height - 4}V${height}`)).join('');
}

/** All events at a glance, and which of them are in sight: what they are worth once a candidate is selected, otherwise which ended well. */
export const HistoryMap = memo(function HistoryMap({ events, worth, from, to, onGo }: HistoryMapProps) {
  const most = worth === undefined ? 0 : Math.max(0, ...[...worth.values()].map(Math.abs));
  const share = ({ event }: ShownEvent) => (most === 0 ? 0 : ((worth?.get(event.seq) ?? 0) / most) * middle);
  // Pixels: bars stand clear of each other in a strip of usual width.
  const strokeWidth = Math.max(1.2, Math.min(6, 500 / events.length));
  const seek = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const index = Math.floor(((event.clientX - box.left) / Math.max(1, box.width)) * events.length);
    onGo(Math.max(0, Math.min(events.length - 1, index)));
  };
  return (
    <svg
      className={classes['map']}
      viewBox={`0 0 ${events.length} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        seek(event);
      }}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && seek(event)}
    >
      <title>The whole history, newest right: click or drag to see another part of it.</title>
      <rect className={classes['mapSight']} x={from} y={0} width={to - from + 1} height={height} />
      {worth === undefined ? (
        <>
          <path className={classes['mapOther']} strokeWidth={strokeWidth} d={barPath(events, ({ event }) => (event.positive ? 0 : 3))} />
          <path className={classes['mapPositive']} strokeWidth={strokeWidth} d={barPath(events, ({ event }) => (event.positive ? 8 : 0))} />
        </>
      ) : (
        <>
          <path
            className={classes['mapOther']}
            strokeWidth={strokeWidth}
            d={barPath(events, ({ event }) => (worth.has(event.seq) ? 0 : 1.5))}
          />
          <path className={classes['mapFor']} strokeWidth={strokeWidth} d={barPath(events, (shown) => Math.max(0, share(shown)))} />
          <path className={classes['mapAgainst']} strokeWidth={strokeWidth} d={barPath(events, (shown) => Math.min(0, share(shown)))} />
        </>
      )}
      <path className={classes['mapEdit']} strokeWidth={strokeWidth} d={editPath(events)} />
    </svg>
  );
});
