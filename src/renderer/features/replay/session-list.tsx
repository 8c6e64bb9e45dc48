import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import type { SessionSummary } from '../../../contract/sessions.ts';
import type { useSessions } from '../../data/sessions.ts';
import { formatCount, formatCounted, formatTime } from '../../ui/format.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import classes from './session-list.module.css';

const rowHeight = 42;

interface SessionListProps {
  readonly ref: Ref<HTMLInputElement>;
  readonly sessions: ReturnType<typeof useSessions>;
  readonly rows: readonly SessionSummary[];
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly selected: string | undefined;
  readonly onSelect: (session: string) => void;
}

/** All sessions that match, drawn only where they are looked at and asked for page by page. Arrow keys move, Enter opens. */
export function SessionList({ ref, sessions, rows, query, onQuery, selected, onSelect }: SessionListProps) {
  const total = sessions.data?.pages[0]?.total;
  return (
    <section className={classes['list']} aria-label="Sessions">
      <TextInput
        ref={ref}
        aria-label="Search sessions"
        placeholder="User, session or title"
        leftSection={<IconSearch size={14} stroke={1.7} />}
        value={query}
        onChange={(event) => onQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
          if (event.key === 'Enter' && rows[0] !== undefined) onSelect(rows[0].id);
        }}
      />
      <div className={classes['count']} role="status">
        {total === undefined ? 'Loading' : formatCounted(total, 'session')}
      </div>
      {sessions.isPending ? (
        <LoadingState rows={8} rowHeight={rowHeight} label="Loading sessions" />
      ) : sessions.isError ? (
        <ErrorState title="The sessions were not listed" error={sessions.error} onRetry={() => void sessions.refetch()} />
      ) : rows.length === 0 ? (
        <p className={classes['none']}>No session matches.</p>
      ) : (
        <Rows sessions={sessions} rows={rows} total={total ?? rows.length} selected={selected} onSelect={onSelect} />
      )}
    </section>
  );
}

interface RowsProps extends Pick<SessionListProps, 'sessions' | 'rows' | 'selected' | 'onSelect'> {
  readonly total: number;
}

function Rows({ sessions, rows, total, selected, onSelect }: RowsProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const id = useId();
  const selectedIndex = rows.findIndex((row) => row.id === selected);
  // Where the arrow keys went since this session was opened.
  const [moved, setMoved] = useState<{ readonly from: string | undefined; readonly index: number }>();
  const active = moved?.from === selected && moved !== undefined ? moved.index : Math.max(0, selectedIndex);
  // Its functions change with each render, which the compiler has to know.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const visible = virtual.getVirtualItems();

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = sessions;
  const lastVisible = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastVisible >= rows.length - 40) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, lastVisible, rows.length]);

  useEffect(() => {
    if (selectedIndex >= 0) virtual.scrollToIndex(selectedIndex, { align: 'auto' });
  }, [selectedIndex, virtual]);

  function onKeyDown(event: KeyboardEvent): void {
    const page = 10;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: rows.length - 1,
    };
    const target = moves[event.key];
    if (target !== undefined && !event.shiftKey) {
      const next = Math.min(rows.length - 1, Math.max(0, target));
      setMoved({ from: selected, index: next });
      virtual.scrollToIndex(next, { align: 'auto' });
    } else if (event.key === 'Enter' || event.key === ' ') {
      const row = rows[active];
      if (row !== undefined) onSelect(row.id);
    } else return;
    event.preventDefault();
  }

  return (
    <div
      ref={scroll}
      className={classes['scroll']}
      role="listbox"
      aria-label="Sessions"
      tabIndex={0}
      aria-activedescendant={visible.some((entry) => entry.index === active) ? `${id}-${active}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {visible.map((entry) => {
          const row = rows[entry.index];
          if (row === undefined) return undefined;
          return (
            <div
              key={row.id}
              id={`${id}-${entry.index}`}
              role="option"
              aria-selected={row.id === selected}
              aria-setsize={total}
              aria-posinset={entry.index + 1}
              data-active={entry.index === active || undefined}
              className={classes['row']}
              style={{ transform: `translateY(${entry.start}px)`, height: rowHeight }}
              onClick={() => onSelect(row.id)}
            >
              <span className={classes['id']}>{row.id}</span>
              <span className={`tabular ${classes['events'] ?? ''}`}>{formatCount(row.events)}</span>
              <span className={classes['when']}>{row.start === '' ? 'untimed' : formatTime(row.start)}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
