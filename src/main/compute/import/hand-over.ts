import type { GrowingColumn } from '../../../core/dataset/growing-column.ts';
import type { EventOrder } from '../../../core/dataset/sort-events.ts';
import { blockRows } from '../../../core/dataset/column.ts';
import type { ImportPart, ImportUser } from '../../../core/dataset/import-part.ts';
import { sessionNames, type SessionTable } from '../../../core/dataset/split-sessions.ts';
import { ContentHash } from './content-hash.ts';
import { handOverEvents } from './hand-over-events.ts';
import type { ImportBuild } from './import-build.ts';

const itemsPerPart = 2000;
const usersPerPart = 5000;

/** Everything the build holds, as parts in the order the store expects; `finish` comes last. */
export async function* handOver(build: ImportBuild, order: EventOrder, sessions: SessionTable): AsyncGenerator<ImportPart> {
  const hash = new ContentHash();
  const surfaces = build.surfaces.ids();
  const vocabulary = { actions: build.actions, surfaces };
  hash.add('vocabulary', JSON.stringify(vocabulary));
  yield { type: 'vocabulary', ...vocabulary };
  for (let first = 0; first < build.items.size; first += itemsPerPart) {
    const items = build.items.slice(first, first + itemsPerPart);
    for (const item of items) hash.add('items', `${JSON.stringify(item)}\n`);
    await build.breath.take();
    yield { type: 'items', first, items };
  }
  for (let first = 0; first < build.users.size; first += usersPerPart) {
    const users = userSlice(build, order, first);
    for (const user of users) hash.add('users', `${JSON.stringify(user)}\n`);
    await build.breath.take();
    yield { type: 'users', first, users };
  }
  const tally = yield* handOverEvents(build, order, sessions, hash);
  yield* handOverSessions(build, sessions, hash);
  const [firstAtMs, lastAtMs] = yield* handOverLogs(build, hash, [tally.firstAtMs, tally.lastAtMs]);
  yield { type: 'rejects', rejects: build.rejects };
  yield {
    type: 'finish',
    counts: {
      rows: {
        read: build.read,
        imported: build.imported,
        duplicate: build.duplicate,
        rejected: build.rejected,
        identical: build.identical,
      },
      files: build.files,
      users: build.logUsers ?? build.users.size,
      items: build.items.size,
      sessions: sessions.user.length,
      events: order.rows.length,
      untimedEvents: tally.untimed,
      requests: build.requests,
      actionEvents: tally.actionEvents,
      ...(firstAtMs === undefined ? {} : { firstAtMs }),
      ...(lastAtMs === undefined ? {} : { lastAtMs }),
      hash: hash.digest(),
      notes: build.notes,
    },
  };
}

function userSlice(build: ImportBuild, order: EventOrder, first: number): ImportUser[] {
  const users: ImportUser[] = [];
  for (let user = first; user < Math.min(build.users.size, first + usersPerPart); user += 1) {
    const attributes = build.userAttributes.get(user);
    const events = (order.starts[user + 1] ?? 0) - (order.starts[user] ?? 0);
    users.push({ id: build.users.id(user), events, ...(attributes === undefined ? {} : { attributes }) });
  }
  return users;
}

async function* handOverSessions(build: ImportBuild, sessions: SessionTable, hash: ContentHash): AsyncGenerator<ImportPart> {
  const names = sessionNames(
    sessions,
    (user) => build.users.id(user),
    (source) => build.sessions.id(source),
  );
  const total = sessions.user.length;
  for (let first = 0; first < total; first += blockRows) {
    const length = Math.min(blockRows, total - first);
    const part = {
      user: copy(sessions.user, first, new Int32Array(length)),
      firstSeq: copy(sessions.firstSeq, first, new Int32Array(length)),
      events: copy(sessions.events, first, new Int32Array(length)),
      startMs: copy(sessions.startMs, first, new Float64Array(length)),
      endMs: copy(sessions.endMs, first, new Float64Array(length)),
      names: names(first, first + length),
    };
    for (const [name, values] of Object.entries(part))
      hash.add(`sessions.${name}`, Array.isArray(values) ? `${values.join('\n')}\n` : values);
    await build.breath.take();
    yield { type: 'sessions', first, ...part };
  }
}

function copy<T extends Int32Array | Float64Array>(from: GrowingColumn, first: number, to: T): T {
  for (let row = 0; row < to.length; row += 1) to[row] = from.at(first + row);
  return to;
}

type Span = readonly [number | undefined, number | undefined];

/** Answers the first and last time of everything. */
async function* handOverLogs(build: ImportBuild, hash: ContentHash, span: Span): AsyncGenerator<ImportPart, Span> {
  let [firstAtMs, lastAtMs] = span;
  for (const [log, { schema, blocks }] of build.logs.entries()) {
    hash.add(`log.${log}`, JSON.stringify(schema));
    yield { type: 'log', log, schema };
    for (const [column, list] of blocks.entries()) {
      for (const [block, data] of list.entries()) {
        hash.add(`log.${log}.${column}`, data);
        if (schema.columns[column]?.role === 'at') {
          for (const at of data) {
            if (Number.isNaN(at)) continue;
            firstAtMs = firstAtMs === undefined ? at : Math.min(firstAtMs, at);
            lastAtMs = lastAtMs === undefined ? at : Math.max(lastAtMs, at);
          }
        }
        await build.breath.take();
        yield { type: 'block', log, column, block, data };
      }
    }
  }
  return [firstAtMs, lastAtMs];
}
