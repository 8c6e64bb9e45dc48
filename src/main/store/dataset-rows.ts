import { createHash } from 'node:crypto';
import type { EventColumns, ImportItem, ImportPart } from '../../core/dataset/import-part.ts';
import { blockRows } from '../../core/dataset/column.ts';
import { toBytes } from './bytes.ts';
import type { StoreDatabase } from './database.ts';
import { ItemSessionsWriter } from './item-sessions-writer.ts';
import { SearchLinesWriter } from './search-lines-writer.ts';
import { Slices } from './slices.ts';

/** Rejected rows kept with a dataset. */
const mostRejects = 1000;

type RowKind = 'items' | 'users' | 'events' | 'texts' | 'sessions' | 'blocks' | 'candidates' | 'rejects';

type Part<Type extends ImportPart['type']> = Extract<ImportPart, { readonly type: Type }>;

/** Inserts the rows of one dataset that is being written, in slices; `proceed` throws once it must not go on. */
export class DatasetRows {
  readonly #database: StoreDatabase;
  readonly #dataset: number;
  readonly #proceed: () => void;
  readonly #slices: Readonly<Record<RowKind, Slices>> = {
    items: new Slices(),
    users: new Slices(),
    events: new Slices(),
    texts: new Slices(),
    sessions: new Slices(),
    blocks: new Slices(1),
    candidates: new Slices(32),
    rejects: new Slices(),
  };
  readonly #catalogue = createHash('sha256');
  readonly #itemLines: SearchLinesWriter;
  readonly #userLines: SearchLinesWriter;
  readonly #sessionLines: SearchLinesWriter;
  readonly #itemSessions: ItemSessionsWriter;
  readonly #sessionUsers = new Int32Array(blockRows);
  #sessionCount = 0;
  #lastUser = -1;
  #lastOrdinal = 0;
  #lastUserId: string | undefined;
  #rejects = 0;

  constructor(database: StoreDatabase, dataset: number, proceed: () => void) {
    this.#database = database;
    this.#dataset = dataset;
    this.#proceed = proceed;
    this.#itemLines = new SearchLinesWriter(database, dataset, 'item');
    this.#userLines = new SearchLinesWriter(database, dataset, 'user');
    this.#sessionLines = new SearchLinesWriter(database, dataset, 'session');
    this.#itemSessions = new ItemSessionsWriter(database, dataset);
  }

  async items(part: Part<'items'>): Promise<void> {
    const insert = this.#insert('items', [
      'item',
      'id',
      'title',
      'topics_json',
      'creator',
      'created_at_ms',
      'image',
      'text',
      'boards_json',
    ]);
    await this.#run('items', part.items.length, (index) => {
      const item = part.items[index];
      if (item === undefined) return;
      insert.run(
        this.#dataset,
        part.first + index,
        item.id,
        item.title,
        JSON.stringify(item.topics),
        item.creator,
        item.createdAtMs,
        item.image,
        item.text,
        item.boards === undefined ? undefined : JSON.stringify(item.boards),
      );
      this.#itemLines.add(item.title);
      this.#catalogue.update(catalogueLine(item));
    });
  }

  async users(part: Part<'users'>): Promise<void> {
    const insert = this.#insert('users', ['user', 'id', 'events', 'attributes_json']);
    await this.#run('users', part.users.length, (index) => {
      const user = part.users[index];
      if (user === undefined) return;
      insert.run(
        this.#dataset,
        part.first + index,
        user.id,
        user.events,
        user.attributes === undefined ? undefined : JSON.stringify(user.attributes),
      );
      this.#userLines.add(user.id);
    });
  }

  async events(columns: EventColumns): Promise<void> {
    const insert = this.#insert('events', ['user', 'seq', 'item', 'actions', 'at_ms', 'session', 'surface', 'dwell_ms', 'value']);
    const { user, seq, item, actions, atMs, session, surface, dwellMs, value } = columns;
    // A NaN is stored as NULL by SQLite itself.
    await this.#run('events', user.length, (row) => {
      insert.run(
        this.#dataset,
        user[row],
        seq[row],
        item[row],
        actions[row],
        atMs[row],
        session[row],
        surface[row],
        dwellMs[row],
        value[row],
      );
    });
    const insertText = this.#insert('event_texts', ['user', 'seq', 'text']);
    await this.#run('texts', columns.text.length, (index) => {
      const entry = columns.text[index];
      if (entry !== undefined) insertText.run(this.#dataset, user[entry.row], seq[entry.row], entry.text);
    });
    await this.#itemSessions.add(item, session, this.#proceed);
  }

  async sessions(part: Part<'sessions'>): Promise<void> {
    const insert = this.#insert('sessions', ['session', 'user', 'ordinal', 'name', 'first_seq', 'events', 'start_ms', 'end_ms']);
    const { user, firstSeq, events, startMs, endMs, names } = part;
    await this.#run('sessions', user.length, (index) => {
      const ordinal = this.#ordinal(user[index] ?? -1, startMs[index] ?? Number.NaN);
      const name = this.#ownName(names[index] ?? '', ordinal);
      insert.run(
        this.#dataset,
        part.first + index,
        user[index],
        ordinal,
        name,
        firstSeq[index],
        events[index],
        startMs[index],
        endMs[index],
      );
      this.#sessionLines.add(name ?? '');
      this.#addSessionUser(user[index] ?? -1);
    });
  }

  async block(part: Part<'block'>): Promise<void> {
    const insert = this.#insert('log_blocks', ['log', 'column', 'block', 'data']);
    await this.#run('blocks', 1, () => {
      insert.run(this.#dataset, part.log, part.column, part.block, toBytes(part.data));
    });
  }

  async candidates({ log, requests, data }: Part<'candidates'>): Promise<void> {
    const insert = this.#insert('request_candidates', ['log', 'request', 'data']);
    const size = data.length / requests.length;
    await this.#run('candidates', requests.length, (index) => {
      insert.run(this.#dataset, log, requests[index], data.subarray(index * size, (index + 1) * size));
    });
  }

  async rejects(part: Part<'rejects'>): Promise<void> {
    const insert = this.#insert('rejects', ['number', 'file', 'line', 'code', 'message']);
    const kept = part.rejects.slice(0, mostRejects - this.#rejects);
    const first = this.#rejects;
    this.#rejects += kept.length;
    await this.#run('rejects', kept.length, (index) => {
      const reject = kept[index];
      if (reject !== undefined) insert.run(this.#dataset, first + index, reject.file, reject.line, reject.code, reject.message);
    });
  }

  /** Stores what was still being gathered; answers the hash of the catalogue. */
  async finish(): Promise<string> {
    await this.#itemSessions.flush(this.#proceed);
    await this.#slices.blocks.run(this.#database, 1, this.#proceed, () => {
      this.#itemLines.flush();
      this.#userLines.flush();
      this.#sessionLines.flush();
      if (this.#sessionCount % blockRows !== 0) this.#storeSessionUsers(this.#sessionCount % blockRows);
    });
    return this.#catalogue.digest('hex');
  }

  /** N of `USER:N`: from 1 in order; 0 for an untimed session at the start of a sequence. */
  #ordinal(user: number, startMs: number): number {
    if (user !== this.#lastUser) {
      this.#lastUser = user;
      this.#lastUserId = undefined;
      this.#lastOrdinal = Number.isNaN(startMs) ? 0 : 1;
    } else {
      this.#lastOrdinal += 1;
    }
    return this.#lastOrdinal;
  }

  /** Undefined where the id is `USER:N` and need not be stored. */
  #ownName(name: string, ordinal: number): string | undefined {
    if (name === '') return undefined;
    this.#lastUserId ??= this.#readUserId(this.#lastUser);
    return name === `${this.#lastUserId}:${ordinal}` ? undefined : name;
  }

  #readUserId(user: number): string {
    const row = this.#database.statement('SELECT id FROM users WHERE dataset = ? AND user = ?').get(this.#dataset, user) as
      | { readonly id: string }
      | undefined;
    return row?.id ?? '';
  }

  #addSessionUser(user: number): void {
    this.#sessionUsers[this.#sessionCount % blockRows] = user;
    this.#sessionCount += 1;
    if (this.#sessionCount % blockRows === 0) this.#storeSessionUsers(blockRows);
  }

  #storeSessionUsers(count: number): void {
    this.#insert('session_users', ['block', 'users']).run(
      this.#dataset,
      Math.floor((this.#sessionCount - 1) / blockRows),
      toBytes(this.#sessionUsers.subarray(0, count)),
    );
  }

  #insert(table: string, columns: readonly string[]) {
    return this.#database.statement(`INSERT INTO ${table} (dataset, ${columns.join(', ')}) VALUES (?${', ?'.repeat(columns.length)})`);
  }

  #run(kind: RowKind, total: number, one: (index: number) => void): Promise<void> {
    return this.#slices[kind].run(this.#database, total, this.#proceed, (from, to) => {
      for (let index = from; index < to; index += 1) one(index);
    });
  }
}

/** One item of the catalogue as its hash sees it: the fields in this order, what is missing as null. */
export function catalogueLine({ id, title, topics, creator, createdAtMs, image, text, boards }: ImportItem): string {
  return `${JSON.stringify([id, title, topics, creator, createdAtMs, image, text, boards])}\n`;
}
