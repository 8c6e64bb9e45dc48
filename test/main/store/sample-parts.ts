import { blockRows } from '../../../src/core/dataset/column.ts';
import { encodeCandidates, type RequestCandidates } from '../../../src/core/dataset/request-candidates.ts';
import type { EventColumns, ImportPart } from '../../../src/core/dataset/import-part.ts';
import type { DatasetWriter } from '../../../src/main/store/types.ts';

export interface SampleSize {
  readonly users: number;
  /** Events of each user; sessions of five, the first without times. */
  readonly eventsPerUser: number;
  readonly items: number;
  /** Users the log names, where a history names more. */
  readonly logUsers?: number;
}

const sessionEvents = 5;
export const sampleStartMs = Date.UTC(2026, 0, 1);

/** What event `seq` of a user is, as every reader should see it. */
export function sampleEvent(size: SampleSize, user: number, seq: number) {
  const sessionsPerUser = Math.ceil(size.eventsPerUser / sessionEvents);
  const session = Math.floor(seq / sessionEvents);
  return {
    item: (user * 31 + seq * 17) % size.items,
    actions: 1 + (seq % 3),
    atMs: session === 0 ? Number.NaN : sampleStartMs + user * 1000 + seq * 60_000 + session * 7_200_000,
    session: user * sessionsPerUser + session,
    surface: seq % 2 === 0 ? 0 : -1,
    dwellMs: seq % 4 === 0 ? Number.NaN : seq * 250,
    value: seq % 2 === 0 ? 4.5 : Number.NaN,
    text: seq % 7 === 6 ? `note ${user}/${seq}` : undefined,
  };
}

/** A whole dataset with events, named and unnamed sessions, one log and rejects, as the importer hands it over. */
export function* sampleParts(size: SampleSize, hash = 'hash-of-sample'): Generator<ImportPart> {
  yield { type: 'progress', phase: 'Reading', fraction: 0 };
  yield {
    type: 'vocabulary',
    actions: [
      { name: 'click', positive: false },
      { name: 'save', positive: true },
    ],
    surfaces: ['home'],
  };
  yield {
    type: 'items',
    first: 0,
    items: Array.from({ length: size.items }, (_, item) => ({
      id: `i${item}`,
      title: item === 3 ? 'Amélie, line\nbroken' : `Film ${item} (19${item % 100})`,
      topics: ['drama', `topic ${item % 4}`],
      ...(item % 2 === 0 ? { createdAtMs: sampleStartMs - item } : {}),
    })),
  };
  yield {
    type: 'users',
    first: 0,
    users: Array.from({ length: size.users }, (_, user) => ({ id: `u:${user}`, events: size.eventsPerUser })),
  };
  yield* eventParts(size);
  yield sessionPart(size);
  yield* logParts(size);
  yield { type: 'rejects', rejects: [{ file: 'log.csv', line: 7, code: 'bad-row', message: 'item is empty' }] };
  yield finishPart(size, hash);
}

function* eventParts(size: SampleSize): Generator<ImportPart> {
  const total = size.users * size.eventsPerUser;
  const perPart = Math.max(1, Math.floor(blockRows / size.eventsPerUser)) * size.eventsPerUser;
  for (let first = 0; first < total; first += perPart) {
    const length = Math.min(perPart, total - first);
    const place = (row: number) => ({ user: Math.floor((first + row) / size.eventsPerUser), seq: (first + row) % size.eventsPerUser });
    const events = Array.from({ length }, (_, row) => ({ ...place(row), ...sampleEvent(size, place(row).user, place(row).seq) }));
    const columns: EventColumns = {
      user: Int32Array.from(events, (event) => event.user),
      seq: Int32Array.from(events, (event) => event.seq),
      item: Int32Array.from(events, (event) => event.item),
      actions: Int32Array.from(events, (event) => event.actions),
      atMs: Float64Array.from(events, (event) => event.atMs),
      session: Int32Array.from(events, (event) => event.session),
      surface: Int16Array.from(events, (event) => event.surface),
      dwellMs: Float32Array.from(events, (event) => event.dwellMs),
      value: Float32Array.from(events, (event) => event.value),
      text: events.flatMap((event, row) => (event.text === undefined ? [] : [{ row, text: event.text }])),
    };
    yield { type: 'events', columns };
  }
}

/** Session 2 of each user carries the source's own name; the others are `USER:N`. */
export function sampleSessionId(user: number, ordinal: number): string {
  return ordinal === 2 ? `visit-${user}` : `u:${user}:${ordinal}`;
}

function sessionPart(size: SampleSize): ImportPart {
  const perUser = Math.ceil(size.eventsPerUser / sessionEvents);
  const sessions = Array.from({ length: size.users * perUser }, (_, number) => {
    const user = Math.floor(number / perUser);
    const ordinal = number % perUser;
    const firstSeq = ordinal * sessionEvents;
    const events = Math.min(sessionEvents, size.eventsPerUser - firstSeq);
    return {
      user,
      ordinal,
      firstSeq,
      events,
      start: sampleEvent(size, user, firstSeq).atMs,
      end: sampleEvent(size, user, firstSeq + events - 1).atMs,
    };
  });
  return {
    type: 'sessions',
    first: 0,
    user: Int32Array.from(sessions, (session) => session.user),
    firstSeq: Int32Array.from(sessions, (session) => session.firstSeq),
    events: Int32Array.from(sessions, (session) => session.events),
    startMs: Float64Array.from(sessions, (session) => session.start),
    endMs: Float64Array.from(sessions, (session) => session.end),
    names: sessions.map((session) => sampleSessionId(session.user, session.ordinal)),
  };
}

export const sampleLogRows = blockRows + 100;

function* logParts(size: SampleSize): Generator<ImportPart> {
  yield {
    type: 'log',
    log: 0,
    schema: {
      name: 'random',
      kind: 'exploration',
      rows: sampleLogRows,
      columns: [
        { name: 'user', role: 'user', type: 'i32' },
        { name: 'propensity', role: 'propensity', type: 'f64' },
        { name: 'click', role: 'reward', type: 'u8' },
      ],
      actions: [{ name: 'a' }, { name: 'b' }],
      candidates: { heads: ['click', 'save'], sources: ['one', 'other'] },
      randomised: true,
    },
  };
  const ranges = [[0, blockRows] as const, [blockRows, sampleLogRows] as const];
  for (const [block, [from, to]] of ranges.entries()) {
    const rows = Array.from({ length: to - from }, (_, row) => from + row);
    yield { type: 'block', log: 0, column: 0, block, data: Int32Array.from(rows, (row) => row % size.users) };
    yield { type: 'block', log: 0, column: 1, block, data: Float64Array.from(rows, (row) => 1 / (2 + (row % 3))) };
    yield { type: 'block', log: 0, column: 2, block, data: Uint8Array.from(rows, (row) => row % 2) };
  }
  const requests = Int32Array.from([7, 9, 16_400]);
  const encoded = [...requests].map((request) => encodeCandidates(sampleCandidates(size, request)));
  yield { type: 'candidates', log: 0, requests, data: Uint8Array.from(encoded.flatMap((bytes) => [...bytes])) };
}

/** Three candidates of an expanded request. */
export function sampleCandidates(size: SampleSize, request: number): RequestCandidates {
  return {
    items: Int32Array.from([0, 1, 2], (place) => (request + place) % size.items),
    heads: Float32Array.from([0, 1, 2, 3, 4, 5], (place) => 1 / (1 + request + place)),
    bonus: Float32Array.from([0, 0.25, 0]),
    sources: Uint8Array.from([0, 1, 0]),
  };
}

function finishPart(size: SampleSize, hash: string): ImportPart {
  const events = size.users * size.eventsPerUser;
  return {
    type: 'finish',
    counts: {
      rows: { read: events + 1, imported: events, duplicate: 0, rejected: 1, identical: 0 },
      files: [{ path: 'log.csv', rows: events + 1 }],
      users: size.logUsers ?? size.users,
      items: size.items,
      sessions: size.users * Math.ceil(size.eventsPerUser / sessionEvents),
      events,
      untimedEvents: size.users * Math.min(sessionEvents, size.eventsPerUser),
      requests: 0,
      actionEvents: [events, 0],
      firstAtMs: sampleStartMs,
      lastAtMs: sampleStartMs + 1000,
      hash,
      notes: [],
    },
  };
}

export async function writeAll(writer: DatasetWriter, parts: Iterable<ImportPart>): Promise<void> {
  for (const part of parts) await writer.write(part);
}
