import type { UserSequence } from '../../core/session/user-sequence.ts';
import type { StoreDatabase } from './database.ts';
import type { Store, StoredDataset } from './types.ts';

const pageRows = 4096;

type EventRow = readonly [
  user: number,
  seq: number,
  item: number,
  actions: number,
  atMs: number | null,
  session: number,
  surface: number,
  dwellMs: number | null,
  value: number | null,
];

const columns = 'user, seq, item, actions, at_ms, session, surface, dwell_ms, value';

export const newestEventsSql = `SELECT ${columns} FROM events WHERE dataset = ? AND user = ? AND seq >= ? AND seq < ? ORDER BY seq DESC LIMIT ?`;
export const nextEventsSql = `SELECT ${columns} FROM events WHERE dataset = ? AND (user, seq) > (?, ?) ORDER BY user, seq LIMIT ?`;
export const eventTextsSql = 'SELECT seq, text FROM event_texts WHERE dataset = ? AND user = ? AND seq BETWEEN ? AND ?';

const noLimit = Number.MAX_SAFE_INTEGER;

export function eventRepository(database: StoreDatabase): Store['events'] {
  function toSequence(dataset: StoredDataset, user: number, rows: readonly EventRow[]): UserSequence {
    const text: (string | undefined)[] = Array.from({ length: rows.length }, () => undefined);
    const firstSeq = rows[0]?.[1] ?? 0;
    if (rows.length > 0) {
      const last = rows.at(-1)?.[1] ?? firstSeq;
      const texts = database.rawStatement(eventTextsSql).all(dataset.id, user, firstSeq, last) as readonly (readonly [number, string])[];
      for (const [seq, value] of texts) text[seq - firstSeq] = value;
    }
    return {
      user,
      firstSeq,
      item: Int32Array.from(rows, (row) => row[2]),
      actions: Int32Array.from(rows, (row) => row[3]),
      atMs: Float64Array.from(rows, (row) => row[4] ?? Number.NaN),
      session: Int32Array.from(rows, (row) => row[5]),
      surface: Int16Array.from(rows, (row) => row[6]),
      dwellMs: Float32Array.from(rows, (row) => row[7] ?? Number.NaN),
      value: Float32Array.from(rows, (row) => row[8] ?? Number.NaN),
      text,
    };
  }

  return {
    sequence(dataset, user, range = {}) {
      database.assertReady(dataset);
      const rows = database
        .rawStatement(newestEventsSql)
        .all(dataset.id, user, range.from ?? 0, range.before ?? noLimit, range.limit ?? noLimit) as EventRow[];
      return toSequence(dataset, user, rows.reverse());
    },

    *scan(dataset) {
      const next = database.rawStatement(nextEventsSql);
      let pending: EventRow[] = [];
      for (let user = -1, seq = -1; ;) {
        database.assertReady(dataset);
        const rows = next.all(dataset.id, user, seq, pageRows) as readonly EventRow[];
        for (const row of rows) {
          const before = pending[0];
          if (before !== undefined && before[0] !== row[0]) {
            yield toSequence(dataset, before[0], pending);
            pending = [];
          }
          pending.push(row);
        }
        const last = rows.at(-1);
        if (last === undefined) break;
        user = last[0];
        seq = last[1];
      }
      const rest = pending[0];
      if (rest !== undefined) yield toSequence(dataset, rest[0], pending);
    },
  };
}
