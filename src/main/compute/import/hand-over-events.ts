import { blockRows } from '../../../core/dataset/column.ts';
import type { EventColumns, ImportPart } from '../../../core/dataset/import-part.ts';
import type { EventOrder } from '../../../core/dataset/sort-events.ts';
import type { SessionTable } from '../../../core/dataset/split-sessions.ts';
import type { ContentHash } from './content-hash.ts';
import type { ImportBuild } from './import-build.ts';

export interface EventTally {
  readonly untimed: number;
  readonly actionEvents: number[];
  readonly firstAtMs: number | undefined;
  readonly lastAtMs: number | undefined;
}

/** Sorted events in blocks of whole users; only a user with more events than a block holds is spread over several. */
export async function* handOverEvents(
  build: ImportBuild,
  order: EventOrder,
  sessions: SessionTable,
  hash: ContentHash,
): AsyncGenerator<ImportPart, EventTally> {
  const actionEvents = build.actions.map(() => 0);
  let untimed = 0;
  let firstAtMs: number | undefined;
  let lastAtMs: number | undefined;
  let session = -1;
  const total = order.rows.length;
  for (let first = 0, user = 0; first < total;) {
    const end = blockEnd(order.starts, user, first);
    const columns = emptyColumns(end - first);
    const text: { row: number; text: string }[] = [];
    for (let place = first; place < end; place += 1) {
      while ((order.starts[user + 1] ?? total) <= place) user += 1;
      const row = order.rows[place] ?? 0;
      const seq = place - (order.starts[user] ?? 0);
      if (sessions.user.at(session + 1) === user && sessions.firstSeq.at(session + 1) === seq) session += 1;
      const at = build.events.atMs.at(row);
      const bits = build.events.actions.at(row);
      const index = place - first;
      columns.user[index] = user;
      columns.seq[index] = seq;
      columns.item[index] = build.events.item.at(row);
      columns.actions[index] = bits;
      columns.atMs[index] = at;
      columns.session[index] = session;
      columns.surface[index] = build.events.surface.at(row);
      columns.dwellMs[index] = build.events.dwellMs.at(row);
      columns.value[index] = build.events.value.at(row);
      const words = build.events.text.get(row);
      if (words !== undefined) text.push({ row: index, text: words });
      for (let action = 0; action < actionEvents.length; action += 1)
        if ((bits >>> action) & 1) actionEvents[action] = (actionEvents[action] ?? 0) + 1;
      if (Number.isNaN(at)) untimed += 1;
      else {
        firstAtMs = firstAtMs === undefined || at < firstAtMs ? at : firstAtMs;
        lastAtMs = lastAtMs === undefined || at > lastAtMs ? at : lastAtMs;
      }
    }
    for (const [name, values] of Object.entries(columns)) hash.add(`events.${name}`, values);
    for (const one of text) hash.add('events.text', `${JSON.stringify([first + one.row, one.text])}\n`);
    first = end;
    await build.breath.take();
    yield { type: 'events', columns: { ...columns, text } };
    yield { type: 'progress', phase: 'Handing over', fraction: end / total };
  }
  return { untimed, actionEvents, firstAtMs, lastAtMs };
}

/** End of the block that starts at `first`: the last user's end that still fits, or a full block of one long sequence. */
function blockEnd(starts: Int32Array, fromUser: number, first: number): number {
  const limit = first + blockRows;
  let end = first;
  for (let user = fromUser + 1; user < starts.length; user += 1) {
    const stop = starts[user] ?? 0;
    if (stop > limit) break;
    end = stop;
  }
  if (end > first) return end;
  return Math.min(limit, starts.at(-1) ?? first);
}

function emptyColumns(rows: number): Omit<EventColumns, 'text'> {
  return {
    user: new Int32Array(rows),
    seq: new Int32Array(rows),
    item: new Int32Array(rows),
    actions: new Int32Array(rows),
    atMs: new Float64Array(rows),
    session: new Int32Array(rows),
    surface: new Int16Array(rows),
    dwellMs: new Float32Array(rows),
    value: new Float32Array(rows),
  };
}
