import { RpcError } from '../../rpc/error.ts';
import { Checkpointer } from './checkpointer.ts';
import type { Connection, Statement } from './connection.ts';

/** The open file with what every repository must know about it. */
export class StoreDatabase {
  readonly connection: Connection;
  readonly checkpoints: Checkpointer;
  readonly path: string;
  readonly writable: boolean;
  readonly writerPid: number | undefined;
  readonly #statements = new Map<string, Statement>();
  #closing = false;

  constructor(connection: Connection, path: string, lock: { readonly writable: boolean; readonly writerPid: number | undefined }) {
    this.connection = connection;
    this.checkpoints = new Checkpointer(connection, path);
    this.path = path;
    this.writable = lock.writable;
    this.writerPid = lock.writerPid;
  }

  /** Prepared once per text. */
  statement(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const made = this.connection.prepare(sql);
    this.#statements.set(sql, made);
    return made;
  }

  /** The same, answering rows as arrays: for long reads. */
  rawStatement(sql: string): Statement {
    const key = `raw ${sql}`;
    const known = this.#statements.get(key);
    if (known !== undefined) return known;
    const made = this.connection.prepare(sql).raw();
    this.#statements.set(key, made);
    return made;
  }

  get closing(): boolean {
    return this.#closing;
  }

  /** From here on nothing is written; slices under way stop before their next. */
  startClosing(): void {
    this.#closing = true;
  }

  /** Throws `busy` where another process is the writer, `unavailable` once the store closes. */
  assertWritable(): void {
    if (this.#closing) throw new RpcError({ code: 'unavailable', message: 'The workspace is closing; start the console again to go on.' });
    if (this.writable) return;
    const holder = this.writerPid === undefined ? 'Another process' : `Process ${this.writerPid}`;
    throw new RpcError({
      code: 'busy',
      message: `${holder} writes to this workspace; it can only be read here. Close that process, or use another data folder.`,
    });
  }

  /** Throws `not-found` when the dataset was removed, so that no reader takes half of one for the whole. */
  assertReady(dataset: { readonly id: number; readonly name: string }): void {
    const row = this.statement('SELECT state FROM datasets WHERE id = ?').get(dataset.id) as { readonly state: string } | undefined;
    if (row?.state !== 'ready') throw new RpcError({ code: 'not-found', message: `The dataset "${dataset.name}" was removed.` });
  }
}
