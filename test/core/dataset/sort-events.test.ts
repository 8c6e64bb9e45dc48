import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EventTable } from '../../../src/core/dataset/event-table.ts';
import { sortEvents } from '../../../src/core/dataset/sort-events.ts';
import { sessionNames, splitSessions } from '../../../src/core/dataset/split-sessions.ts';
import { sessionIdleMs } from '../../../src/core/dataset/source-session.ts';

function finish<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

function tableOf(rows: readonly { readonly user: number; readonly atMs: number; readonly session?: number }[]): EventTable {
  const table = new EventTable();
  for (const row of rows) table.add({ item: 0, actions: 1, ...row });
  return table;
}

it('sorts by user, then time, then file order, untimed events first', () => {
  const row = fc.record({ user: fc.nat(4), atMs: fc.oneof(fc.nat(6), fc.constant(Number.NaN)) });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 80 }), (rows) => {
      const table = tableOf(rows);
      const { rows: order, starts } = finish(sortEvents(table.user, table.atMs, 5));
      const key = (index: number) => {
        const at = rows[index]?.atMs ?? Number.NaN;
        return [rows[index]?.user ?? -1, Number.isNaN(at) ? -1 : at, index] as const;
      };
      const expected = rows
        .map((_, index) => index)
        .toSorted((a, b) => {
          const [left, right] = [key(a), key(b)];
          return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
        });
      expect([...order]).toEqual(expected);
      expect(starts.at(-1)).toBe(rows.length);
    }),
  );
});

it('ends a session after more than 30 idle minutes and keeps the untimed prefix apart', () => {
  const rows = [
    { user: 0, atMs: Number.NaN },
    { user: 0, atMs: Number.NaN },
    { user: 0, atMs: 0 },
    { user: 0, atMs: sessionIdleMs },
    { user: 0, atMs: 2 * sessionIdleMs + 1 },
    { user: 1, atMs: 5 },
  ];
  const table = tableOf(rows);
  const sessions = finish(splitSessions(table, finish(sortEvents(table.user, table.atMs, 2))));
  const count = sessions.user.length;
  expect(Array.from({ length: count }, (_, index) => sessions.events.at(index))).toEqual([2, 2, 1, 1]);
  expect(Array.from({ length: count }, (_, index) => sessions.firstSeq.at(index))).toEqual([0, 2, 4, 0]);
  expect(sessionNames(sessions, (user) => `U${user}`, String)(0, count)).toEqual(['U0:0', 'U0:1', 'U0:2', 'U1:1']);
});

it("follows the source's own sessions, however long they rest", () => {
  const rows = [
    { user: 0, atMs: 0, session: 0 },
    { user: 0, atMs: 10 * sessionIdleMs, session: 0 },
    { user: 0, atMs: 10 * sessionIdleMs + 1, session: 1 },
    { user: 1, atMs: 0, session: 1 },
  ];
  const table = tableOf(rows);
  const sessions = finish(splitSessions(table, finish(sortEvents(table.user, table.atMs, 2))));
  expect(
    sessionNames(
      sessions,
      (user) => `U${user}`,
      (source) => `s${source}`,
    )(0, sessions.user.length),
  ).toEqual(['s0', 'U0:s1', 'U1:s1']);
  expect(sessions.endMs.at(0)).toBe(10 * sessionIdleMs);
});
