import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openConnection } from '../../../src/main/store/connection.ts';
import { eventTextsSql, newestEventsSql, nextEventsSql } from '../../../src/main/store/event-repository.ts';
import { candidatesSql, expandedSql, logBlockSql } from '../../../src/main/store/log-repository.ts';
import { migrate } from '../../../src/main/store/migrate.ts';
import {
  sessionByNameSql,
  sessionByNumberSql,
  sessionByOrdinalSql,
  sessionPageSql,
  userSessionNumbersSql,
  userSessionsSql,
} from '../../../src/main/store/session-repository.ts';
import {
  itemSessionsSql,
  lastUserSql,
  searchBlocksSql,
  sessionUsersSql,
  unnamedSessionsSql,
} from '../../../src/main/store/session-search.ts';
import { newestEmbeddingSql, nextBundleSql, nextEmbeddingsSql } from '../../../src/main/store/user-embedding-repository.ts';
import { userByIdSql, userByNumberSql } from '../../../src/main/store/user-repository.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Each hot query with the key it must be answered by: every column it can narrow, and no sorting. */
const hot: readonly (readonly [name: string, sql: string, key: string])[] = [
  ['newest events', newestEventsSql, 'PRIMARY KEY (dataset=? AND user=? AND seq>? AND seq<?)'],
  ['next events', nextEventsSql, 'PRIMARY KEY (dataset=? AND (user,seq)>(?,?))'],
  ['texts of events', eventTextsSql, 'PRIMARY KEY (dataset=? AND user=? AND seq>? AND seq<?)'],
  ['user by number', userByNumberSql, 'PRIMARY KEY (dataset=? AND user=?)'],
  ['candidates of a request', candidatesSql, 'request_candidates_place (dataset=? AND log=? AND request=?)'],
  ['expanded requests', expandedSql, 'request_candidates_place (dataset=? AND log=? AND request>?)'],
  ['newest embedding', newestEmbeddingSql, 'PRIMARY KEY (dataset=? AND bundle=? AND user=? AND as_of_ms<?)'],
  ['next embeddings', nextEmbeddingsSql, 'PRIMARY KEY (dataset=? AND bundle=? AND (user,as_of_ms)>(?,?))'],
  ['next bundle with embeddings', nextBundleSql, 'PRIMARY KEY (dataset=? AND bundle>?)'],
  ['user by id', userByIdSql, 'users_id (dataset=? AND id=?)'],
  ['session page', sessionPageSql, 'PRIMARY KEY (dataset=? AND session>?)'],
  ['session by number', sessionByNumberSql, 'PRIMARY KEY (dataset=? AND session=?)'],
  ['session by ordinal', sessionByOrdinalSql, 'sessions_user (dataset=? AND user=? AND ordinal=?)'],
  ['session by name', sessionByNameSql, 'sessions_name (dataset=? AND name=?)'],
  ['sessions of a user', userSessionsSql, 'sessions_user (dataset=? AND user=?)'],
  ['session numbers of a user', userSessionNumbersSql, 'sessions_user (dataset=? AND user=?)'],
  ['unnamed sessions of a user', unnamedSessionsSql, 'sessions_user (dataset=? AND user=?)'],
  ['search blocks', searchBlocksSql, 'PRIMARY KEY (dataset=? AND kind=?)'],
  ['sessions of items', itemSessionsSql, 'PRIMARY KEY (dataset=? AND block=?)'],
  ['users of sessions', sessionUsersSql, 'PRIMARY KEY (dataset=?)'],
  ['last user', lastUserSql, 'PRIMARY KEY (dataset=?)'],
  ['log block', logBlockSql, 'log_blocks_place (dataset=? AND log=? AND column=? AND block=?)'],
];

describe('the plan of a hot query', () => {
  it.each(hot)('%s', (_, sql, key) => {
    const path = join(temporaryFolder(), 'workspace.sqlite');
    const database = openConnection(path, { writable: true });
    migrate(database, path);
    const values = Array.from({ length: sql.split('?').length - 1 }, () => 1);
    const steps = (database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[]).map((row) => row.detail);
    database.close();
    expect(
      steps.some((step) => step.endsWith(key)),
      steps.join('; '),
    ).toBe(true);
    expect(steps.filter((step) => /SCAN|TEMP B-TREE/.test(step))).toEqual([]);
  });
});
