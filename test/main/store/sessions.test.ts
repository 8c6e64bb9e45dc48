import { join } from 'node:path';
import { beforeAll, afterAll, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { openStore } from '../../../src/main/store/open.ts';
import type { Store, StoredDataset } from '../../../src/main/store/types.ts';
import { quietLog } from './quiet-log.ts';
import { sampleEvent, sampleParts, sampleSessionId, writeAll } from './sample-parts.ts';

const size = { users: 120, eventsPerUser: 23, items: 300, logUsers: 90 };
const perUser = 5;

describe('sessions', () => {
  const folder = mkdtempSync(join(tmpdir(), 'paretoscope-store-'));
  let store: Store;
  let dataset: StoredDataset;

  beforeAll(async () => {
    store = openStore(join(folder, 'workspace.sqlite'), { log: quietLog() });
    // Another dataset on either side, so that a query that forgets its dataset shows.
    for (const name of ['before', 'sample', 'after']) {
      const writer = store.datasets.create(name, 'events');
      await writeAll(writer, sampleParts(name === 'sample' ? size : { users: 7, eventsPerUser: 12, items: 20 }));
      await writer.commit();
    }
    dataset = store.datasets.get('sample');
  });

  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const all = Array.from({ length: size.users * perUser }, (_, number) => ({
    user: Math.floor(number / perUser),
    ordinal: number % perUser,
    number,
  }));
  const titles = Array.from({ length: size.items }, (_, item) => (item === 3 ? 'amelie, line broken' : `film ${item} (19${item % 100})`));

  /** What a search means, said plainly and slowly. */
  function expected(search: string): string[] {
    const matches = all.filter(({ user, ordinal }) => {
      const id = sampleSessionId(user, ordinal);
      const named = id.startsWith('visit');
      const length = Math.min(5, size.eventsPerUser - ordinal * 5);
      const items = Array.from({ length }, (_, place) => sampleEvent(size, user, ordinal * 5 + place).item);
      const colon = search.lastIndexOf(':');
      const spans =
        colon >= 0 &&
        /^\d*$/.test(search.slice(colon + 1)) &&
        `u:${user}`.endsWith(search.slice(0, colon)) &&
        String(ordinal).startsWith(search.slice(colon + 1));
      return `u:${user}`.includes(search) || (named ? id.includes(search) : spans) || items.some((item) => titles[item]?.includes(search));
    });
    return matches.map(({ user, ordinal }) => sampleSessionId(user, ordinal));
  }

  it('are listed in order, page by page', () => {
    const page = store.sessions.list(dataset, { limit: 3, offset: 4 });
    expect(page.total).toBe(600);
    expect(page.sessions.map((session) => session.id)).toEqual(['u:0:4', 'u:1:0', 'u:1:1']);
    expect(page.sessions[1]).toEqual({
      number: 5,
      id: 'u:1:0',
      user: 1,
      userId: 'u:1',
      firstSeq: 0,
      events: 5,
      startMs: Number.NaN,
      endMs: Number.NaN,
    });
    expect(page.sessions[0]).toMatchObject({
      firstSeq: 20,
      events: 3,
      startMs: sampleEvent(size, 0, 20).atMs,
      endMs: sampleEvent(size, 0, 22).atMs,
    });
    expect(store.sessions.list(dataset, { limit: 10, offset: 600 })).toEqual({ sessions: [], total: 600 });
  });

  it('of one user', () => {
    const { sessions, total } = store.sessions.list(dataset, { user: 'u:9', limit: 3, offset: 1 });
    expect(total).toBe(5);
    expect(sessions.map((session) => session.id)).toEqual(['u:9:1', 'visit-9', 'u:9:3']);
    expect(store.sessions.list(dataset, { user: 'nobody', limit: 3, offset: 0 })).toEqual({ sessions: [], total: 0 });
  });

  it.each([
    'film 17 ',
    'FILM 29',
    'amelie',
    'AMÉLIE',
    'u:11',
    'u:3:4',
    '7:1',
    ':3',
    'visit-4',
    'u:119',
    'line broken',
    'no such thing',
    '%',
    '_',
  ])('found by "%s"', (search) => {
    const found = store.sessions.list(dataset, { search, limit: 1000, offset: 0 });
    const wanted = expected(search.trim().toLowerCase().normalize('NFKD').replace(/\p{M}/gu, ''));
    expect(found.sessions.map((session) => session.id)).toEqual(wanted);
    expect(found.total).toBe(wanted.length);
  });

  it('found by a search are paged and narrowed to a user', () => {
    const whole = store.sessions.list(dataset, { search: 'film 1', limit: 1000, offset: 0 });
    const page = store.sessions.list(dataset, { search: 'film 1', limit: 7, offset: 20 });
    expect(page.total).toBe(whole.total);
    expect(page.sessions).toEqual(whole.sessions.slice(20, 27));
    const own = store.sessions.list(dataset, { search: 'film 1', user: 'u:8', limit: 100, offset: 0 });
    expect(own.sessions).toEqual(whole.sessions.filter((session) => session.userId === 'u:8'));
    expect(own.total).toBeGreaterThan(0);
  });

  it("are found by their id, which is the source's where it has one", () => {
    expect(store.sessions.get(dataset, 'u:40:3')).toMatchObject({ number: 203, user: 40, firstSeq: 15 });
    expect(store.sessions.get(dataset, 'visit-40')).toMatchObject({ number: 202 });
    for (const id of ['u:40:2', 'u:40:5', 'u:40', 'u:400:1', 'visit-400', '', ':', 'u:40:1e0']) {
      expect(() => store.sessions.get(dataset, id), id).toThrow(expect.objectContaining({ code: 'not-found' }));
    }
    for (const { user, ordinal, number } of all) expect(store.sessions.get(dataset, sampleSessionId(user, ordinal)).number).toBe(number);
  });
});
