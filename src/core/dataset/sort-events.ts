import type { GrowingColumn } from './growing-column.ts';

export interface EventOrder {
  /** Row numbers of the table, sorted by (user, time, file order); untimed rows stand first in their user. */
  readonly rows: Int32Array;
  /** First place in `rows` of each user, and the total last. */
  readonly starts: Int32Array;
}

/** Rows handled between two yields, so that the caller can stay responsive. */
const slice = 100_000;

/** Counting sort by user, then a stable sort by time inside each user. Yields now and then; returns the order. */
export function* sortEvents(user: GrowingColumn, atMs: GrowingColumn, users: number): Generator<void, EventOrder> {
  const total = user.length;
  const starts = new Int32Array(users + 1);
  for (let row = 0; row < total; row += 1) {
    const place = user.at(row) + 1;
    starts[place] = (starts[place] ?? 0) + 1;
    if (row % slice === 0) yield;
  }
  for (let index = 1; index <= users; index += 1) starts[index] = (starts[index] ?? 0) + (starts[index - 1] ?? 0);
  const next = starts.slice();
  const rows = new Int32Array(total);
  for (let row = 0; row < total; row += 1) {
    const one = user.at(row);
    const place = next[one] ?? 0;
    rows[place] = row;
    next[one] = place + 1;
    if (row % slice === 0) yield;
  }
  const time = (row: number) => {
    const at = atMs.at(row);
    return Number.isNaN(at) ? Number.NEGATIVE_INFINITY : at;
  };
  let since = 0;
  for (let one = 0; one < users; one += 1) {
    const own = rows.subarray(starts[one], starts[one + 1]);
    if (!isSorted(own, time)) own.sort((a, b) => compare(time(a), time(b)) || a - b);
    since += own.length;
    if (since < slice) continue;
    since = 0;
    yield;
  }
  return { rows, starts };
}

function isSorted(rows: Int32Array, time: (row: number) => number): boolean {
  let last = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    const at = time(row);
    if (at < last) return false;
    last = at;
  }
  return true;
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
