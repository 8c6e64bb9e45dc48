import type { EventTable } from './event-table.ts';
import { GrowingColumn } from './growing-column.ts';
import type { EventOrder } from './sort-events.ts';
import { startsSession } from './source-session.ts';

/** Sessions in (user, seq) order, as parallel columns. */
export interface SessionTable {
  readonly user: GrowingColumn;
  /** Position of the first event inside the user's sequence. */
  readonly firstSeq: GrowingColumn;
  readonly events: GrowingColumn;
  readonly startMs: GrowingColumn;
  readonly endMs: GrowingColumn;
  /** Number of the source's session name, -1 where it names none. */
  readonly source: GrowingColumn;
  /** Number inside the user: 0 is the untimed prefix, timed sessions count from 1. */
  readonly ordinal: GrowingColumn;
}

const slice = 100_000;

/** Cuts sorted sequences into sessions. Yields now and then; returns the table. */
export function* splitSessions(events: EventTable, order: EventOrder): Generator<void, SessionTable> {
  const table: SessionTable = {
    user: new GrowingColumn('i32'),
    firstSeq: new GrowingColumn('i32'),
    events: new GrowingColumn('i32'),
    startMs: new GrowingColumn('f64'),
    endMs: new GrowingColumn('f64'),
    source: new GrowingColumn('i32'),
    ordinal: new GrowingColumn('i32'),
  };
  let since = 0;
  for (let user = 0; user + 1 < order.starts.length; user += 1) {
    const first = order.starts[user] ?? 0;
    const end = order.starts[user + 1] ?? 0;
    let ordinal = 0;
    let last = { atMs: Number.NaN, source: -1 };
    for (let place = first; place < end; place += 1) {
      const row = order.rows[place] ?? 0;
      const point = { atMs: events.atMs.at(row), source: events.sourceSession.at(row) };
      if (place === first || startsSession(last, point)) {
        ordinal = Number.isNaN(point.atMs) ? 0 : ordinal + 1;
        table.user.push(user);
        table.firstSeq.push(place - first);
        table.events.push(0);
        table.startMs.push(point.atMs);
        table.endMs.push(point.atMs);
        table.source.push(point.source);
        table.ordinal.push(ordinal);
      }
      const session = table.user.length - 1;
      table.events.set(session, table.events.at(session) + 1);
      table.endMs.set(session, point.atMs);
      last = point;
      since += 1;
      if (since % slice === 0) yield;
    }
  }
  return table;
}

/**
 * Names of the sessions `first` to `end`: the source's own where it names one session only, `USER:NAME` (and `#2`, ... for later runs of it) where it
 * names several, `USER:N` where the source names none.
 */
export function sessionNames(
  table: SessionTable,
  userId: (user: number) => string,
  sourceName: (source: number) => string,
): (first: number, end: number) => string[] {
  const runs = new Map<number, number>();
  for (let session = 0; session < table.user.length; session += 1) {
    const source = table.source.at(session);
    if (source !== -1) runs.set(source, (runs.get(source) ?? 0) + 1);
  }
  const used = new Map<string, number>();
  return (first, end) => {
    const names: string[] = [];
    for (let session = first; session < end; session += 1) {
      const user = userId(table.user.at(session));
      const source = table.source.at(session);
      if (source === -1) names.push(`${user}:${table.ordinal.at(session)}`);
      else if (runs.get(source) === 1) names.push(sourceName(source));
      else {
        const name = `${user}:${sourceName(source)}`;
        const before = used.get(name) ?? 0;
        used.set(name, before + 1);
        names.push(before === 0 ? name : `${name}#${before + 1}`);
      }
    }
    return names;
  };
}
