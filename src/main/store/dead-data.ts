import type { StoreDatabase } from './database.ts';
import { Slices } from './slices.ts';

/** Tables that hold rows of a dataset and the rest of their key, so that a slice is a range of the key. */
const tables: readonly { readonly table: string; readonly key: readonly string[] }[] = [
  { table: 'item_sessions', key: ['block', 'segment'] },
  { table: 'session_users', key: ['block'] },
  { table: 'search_blocks', key: ['kind', 'block'] },
  { table: 'event_texts', key: ['user', 'seq'] },
  { table: 'events', key: ['user', 'seq'] },
  { table: 'sessions', key: ['session'] },
  { table: 'users', key: ['user'] },
  { table: 'items', key: ['item'] },
  { table: 'request_candidates', key: ['log', 'request'] },
  { table: 'log_blocks', key: ['log', 'column', 'block'] },
  { table: 'rejects', key: ['number'] },
  { table: 'user_embeddings', key: ['bundle', 'user', 'as_of_ms'] },
];

/** Deletes the rows of datasets marked dead, in slices. One deletion at a time. */
export class DeadData {
  readonly #database: StoreDatabase;
  #last: Promise<void> = Promise.resolve();

  constructor(database: StoreDatabase) {
    this.#database = database;
  }

  /** What a process that died was writing is dead: the caller is the only writer. */
  markInterrupted(): void {
    this.#database.statement(`UPDATE datasets SET state = 'dead' WHERE state = 'writing'`).run();
  }

  /** Resolves when everything that is dead now is gone, or the store closes. */
  sweep(): Promise<void> {
    this.#last = this.#last.then(
      () => this.#sweepAll(),
      () => this.#sweepAll(),
    );
    return this.#last;
  }

  /** Resolves when no deletion is under way. */
  async settled(): Promise<void> {
    await this.#last.catch(() => undefined);
  }

  async #sweepAll(): Promise<void> {
    for (;;) {
      if (this.#database.closing) return;
      const next = this.#database.statement(`SELECT id FROM datasets WHERE state = 'dead' ORDER BY id LIMIT 1`).get() as
        | { readonly id: number }
        | undefined;
      if (next === undefined) return;
      try {
        await this.#deleteDataset(next.id);
      } catch (error) {
        // Closing between two slices is no failure: the next opening goes on.
        if (this.#database.closing) return;
        throw error;
      }
    }
  }

  async #deleteDataset(id: number): Promise<void> {
    const proceed = () => this.#database.assertWritable();
    for (const { table, key } of tables) {
      const slices = new Slices(table === 'log_blocks' ? 16 : 256);
      await slices.drain(this.#database, proceed, (limit) => this.#deleteSlice(table, key, id, limit));
    }
    this.#database.statement('DELETE FROM datasets WHERE id = ?').run(id);
  }

  #deleteSlice(table: string, key: readonly string[], id: number, limit: number): number {
    const columns = key.join(', ');
    const last = this.#database
      .rawStatement(`SELECT ${columns} FROM ${table} WHERE dataset = ? ORDER BY ${columns} LIMIT 1 OFFSET ?`)
      .get(id, limit - 1) as readonly unknown[] | undefined;
    if (last === undefined) return this.#database.statement(`DELETE FROM ${table} WHERE dataset = ?`).run(id).changes;
    return this.#database
      .statement(`DELETE FROM ${table} WHERE dataset = ? AND (${columns}) <= (${key.map(() => '?').join(', ')})`)
      .run(id, ...last).changes;
  }
}
