import { RpcError } from '../../rpc/error.ts';
import type { StoreDatabase } from './database.ts';
import { matchSessions } from './session-search.ts';
import type { Store, StoredDataset, StoredSession } from './types.ts';
import { userByIdSql } from './user-repository.ts';

interface SessionRow {
  readonly number: number;
  readonly user: number;
  readonly userId: string;
  readonly ordinal: number;
  readonly name: string | null;
  readonly firstSeq: number;
  readonly events: number;
  readonly startMs: number | null;
  readonly endMs: number | null;
}

const columns =
  's.session AS number, s.user, u.id AS userId, s.ordinal, s.name, s.first_seq AS firstSeq, s.events, s.start_ms AS startMs, s.end_ms AS endMs';

/** The index is named because SQLite, without statistics, takes the key of a WITHOUT ROWID table for one equality and reads the whole dataset. */
function selectBy(index: string): string {
  return `SELECT ${columns} FROM sessions s ${index} JOIN users u ON u.dataset = s.dataset AND u.user = s.user`;
}

export const sessionPageSql = `${selectBy('')} WHERE s.dataset = ? AND s.session >= ? ORDER BY s.session LIMIT ?`;
export const sessionByNumberSql = `${selectBy('')} WHERE s.dataset = ? AND s.session = ?`;
export const userSessionsSql = `${selectBy('INDEXED BY sessions_user')} WHERE s.dataset = ? AND s.user = ? ORDER BY s.ordinal LIMIT ? OFFSET ?`;
export const userSessionNumbersSql =
  'SELECT session FROM sessions INDEXED BY sessions_user WHERE dataset = ? AND user = ? ORDER BY ordinal';
export const sessionByNameSql = `${selectBy('INDEXED BY sessions_name')} WHERE s.dataset = ? AND s.name = ? `;
export const sessionByOrdinalSql = `${selectBy('INDEXED BY sessions_user')} WHERE s.dataset = ? AND s.user = ? AND s.ordinal = ?`;

export function sessionRepository(database: StoreDatabase): Store['sessions'] {
  function userIndex(dataset: StoredDataset, id: string): number | undefined {
    return (database.statement(userByIdSql).get(dataset.id, id) as { index: number } | undefined)?.index;
  }

  function numbersOf(dataset: StoredDataset, user: number): readonly number[] {
    return (database.rawStatement(userSessionNumbersSql).all(dataset.id, user) as readonly (readonly [number])[]).map(
      ([session]) => session,
    );
  }

  function searchPage(dataset: StoredDataset, search: string, user: number | undefined, limit: number, offset: number) {
    const matched = matchSessions(database, dataset, search);
    const candidates = user === undefined ? matched.keys() : numbersOf(dataset, user);
    const page: SessionRow[] = [];
    let total = 0;
    for (const session of candidates) {
      if (matched[session] !== 1) continue;
      if (total >= offset && page.length < limit) page.push(database.statement(sessionByNumberSql).get(dataset.id, session) as SessionRow);
      total += 1;
    }
    return { rows: page, total };
  }

  function listRows(
    dataset: StoredDataset,
    query: Parameters<Store['sessions']['list']>[1],
  ): { readonly rows: readonly SessionRow[]; readonly total: number } {
    const user = query.user === undefined ? undefined : userIndex(dataset, query.user);
    if (query.user !== undefined && user === undefined) return { rows: [], total: 0 };
    if (query.search !== undefined && query.search.trim() !== '') return searchPage(dataset, query.search, user, query.limit, query.offset);
    if (user !== undefined) {
      const rows = database.statement(userSessionsSql).all(dataset.id, user, query.limit, query.offset) as SessionRow[];
      return { rows, total: numbersOf(dataset, user).length };
    }
    // Session numbers are dense, so a page is found by its number.
    return { rows: database.statement(sessionPageSql).all(dataset.id, query.offset, query.limit) as SessionRow[], total: dataset.sessions };
  }

  function find(dataset: StoredDataset, id: string): SessionRow | undefined {
    const named = database.statement(sessionByNameSql).get(dataset.id, id) as SessionRow | undefined;
    if (named !== undefined) return named;
    // The user's id may hold colons itself: the last one parts it from the number.
    const parts = /^(.+):(\d{1,9})$/s.exec(id);
    const user = userIndex(dataset, parts?.[1] ?? '');
    if (user === undefined) return undefined;
    const row = database.statement(sessionByOrdinalSql).get(dataset.id, user, Number(parts?.[2])) as SessionRow | undefined;
    return row?.name === null ? row : undefined;
  }

  return {
    list(dataset, query) {
      database.assertReady(dataset);
      const { rows, total } = listRows(dataset, query);
      return { sessions: rows.map(toSession), total };
    },

    get(dataset, id) {
      database.assertReady(dataset);
      const row = find(dataset, id);
      if (row === undefined) throw new RpcError({ code: 'not-found', message: `The dataset "${dataset.name}" has no session "${id}".` });
      return toSession(row);
    },
  };
}

function toSession(row: SessionRow): StoredSession {
  return {
    number: row.number,
    id: row.name ?? `${row.userId}:${row.ordinal}`,
    user: row.user,
    userId: row.userId,
    firstSeq: row.firstSeq,
    events: row.events,
    startMs: row.startMs ?? Number.NaN,
    endMs: row.endMs ?? Number.NaN,
  };
}
