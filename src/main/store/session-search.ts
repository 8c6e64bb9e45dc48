import { int32FromBytes } from './bytes.ts';
import type { StoreDatabase } from './database.ts';
import { foldText } from './fold.ts';
import { itemsPerBlock } from './item-sessions-writer.ts';
import { searchBlockLines, type SearchKind } from './search-lines-writer.ts';
import type { StoredDataset } from './types.ts';

export const searchBlocksSql = 'SELECT block, text FROM search_blocks WHERE dataset = ? AND kind = ? ORDER BY block';
export const itemSessionsSql = 'SELECT sessions FROM item_sessions WHERE dataset = ? AND block = ?';
export const unnamedSessionsSql =
  'SELECT session, ordinal FROM sessions INDEXED BY sessions_user WHERE dataset = ? AND user = ? AND name IS NULL';
export const lastUserSql = 'SELECT user FROM users WHERE dataset = ? ORDER BY user DESC LIMIT 1';
export const sessionUsersSql = 'SELECT users FROM session_users WHERE dataset = ? ORDER BY block';

/** Which sessions match: one byte per session number, 1 for a match. */
export function matchSessions(database: StoreDatabase, dataset: StoredDataset, search: string): Uint8Array {
  const matched = new Uint8Array(dataset.sessions);
  const needle = foldText(search.trim());
  if (needle === '') return matched.fill(1);
  for (const session of linesWith(database, dataset, 'session', needle)) matched[session] = 1;
  matchItems(database, dataset, needle, matched);
  matchUsers(database, dataset, needle, matched);
  return matched;
}

function matchItems(database: StoreDatabase, dataset: StoredDataset, needle: string, matched: Uint8Array): void {
  const select = database.rawStatement(itemSessionsSql);
  let block = -1;
  let segments: readonly Int32Array[] = [];
  for (const item of linesWith(database, dataset, 'item', needle)) {
    if (Math.floor(item / itemsPerBlock) !== block) {
      block = Math.floor(item / itemsPerBlock);
      segments = (select.all(dataset.id, block) as readonly (readonly [Uint8Array])[]).map(([bytes]) => int32FromBytes(bytes));
    }
    for (const packed of segments) markItem(packed, item % itemsPerBlock, matched);
  }
}

function markItem(packed: Int32Array, place: number, matched: Uint8Array): void {
  const end = itemsPerBlock + 1 + (packed[place + 1] ?? 0);
  for (let index = itemsPerBlock + 1 + (packed[place] ?? 0); index < end; index += 1) matched[packed[index] ?? -1] = 1;
}

/** A user id that contains the text; `USER:N` is found by its own path, where the text ends in a colon and the start of a number. */
function matchUsers(database: StoreDatabase, dataset: StoredDataset, needle: string, matched: Uint8Array): void {
  const users = new Uint8Array(userCount(database, dataset));
  let any = false;
  for (const user of linesWith(database, dataset, 'user', needle)) {
    users[user] = 1;
    any = true;
  }
  if (any) markSessionsOf(database, dataset, users, matched);
  matchIds(database, dataset, needle, matched);
}

/** All users, also those that only a history names: more than the log's own that the dataset counts. */
function userCount(database: StoreDatabase, dataset: StoredDataset): number {
  const last = database.rawStatement(lastUserSql).get(dataset.id) as readonly [number] | undefined;
  return last === undefined ? 0 : last[0] + 1;
}

function markSessionsOf(database: StoreDatabase, dataset: StoredDataset, users: Uint8Array, matched: Uint8Array): void {
  let session = 0;
  for (const [bytes] of database.rawStatement(sessionUsersSql).all(dataset.id) as readonly (readonly [Uint8Array])[]) {
    for (const user of int32FromBytes(bytes)) {
      if (users[user] === 1) matched[session] = 1;
      session += 1;
    }
  }
}

function matchIds(database: StoreDatabase, dataset: StoredDataset, needle: string, matched: Uint8Array): void {
  const parts = /^(.*):(\d*)$/.exec(needle);
  if (parts === null) return;
  const [, ending = '', digits = ''] = parts;
  const select = database.rawStatement(unnamedSessionsSql);
  for (const user of linesWith(database, dataset, 'user', ending, 'end')) {
    for (const [session, ordinal] of select.all(dataset.id, user) as readonly (readonly [number, number])[]) {
      if (String(ordinal).startsWith(digits)) matched[session] = 1;
    }
  }
}

/** Dense numbers of the lines that contain (or end with) the folded text. */
export function* linesWith(
  database: StoreDatabase,
  dataset: StoredDataset,
  kind: SearchKind,
  needle: string,
  where: 'anywhere' | 'end' = 'anywhere',
): Iterable<number> {
  const blocks = database.rawStatement(searchBlocksSql).all(dataset.id, kind) as readonly (readonly [number, string])[];
  for (const [block, text] of blocks) {
    if (!text.includes(needle)) continue;
    let line = block * searchBlockLines;
    for (const candidate of text.split('\n')) {
      if (where === 'end' ? candidate.endsWith(needle) : candidate.includes(needle)) yield line;
      line += 1;
    }
  }
}
