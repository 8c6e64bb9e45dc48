import type { ImportCounts, ImportPart } from '../../core/dataset/import-part.ts';
import type { LogSchema } from '../../core/dataset/log-schema.ts';
import type { WorldFacts } from '../../core/world/card/world-facts.ts';
import { RpcError } from '../../rpc/error.ts';
import type { StoreDatabase } from './database.ts';
import { DatasetRows } from './dataset-rows.ts';
import { inTransaction } from './slices.ts';
import type { DatasetWriter, StoredDataset } from './types.ts';

type State = 'writing' | 'ready' | 'abandoned';

export interface DatasetWriterOptions {
  readonly id: number;
  readonly name: string;
  /** Reads the dataset back once it is visible. */
  readonly read: () => StoredDataset;
  /** Deletes the rows of a dataset marked dead. */
  readonly deleteDead: () => Promise<void>;
}

/** Writes one dataset part by part. Until `commit` no reader sees anything of it, and a process that dies leaves only rows that the next opening deletes. */
export class SlicedDatasetWriter implements DatasetWriter {
  readonly #database: StoreDatabase;
  readonly #options: DatasetWriterOptions;
  readonly #rows: DatasetRows;
  readonly #logs: LogSchema[] = [];
  #vocabulary: Extract<ImportPart, { readonly type: 'vocabulary' }> = { type: 'vocabulary', actions: [], surfaces: [] };
  #counts: ImportCounts | undefined;
  #world: WorldFacts | undefined;
  #catalogueHash = '';
  #state: State = 'writing';

  constructor(database: StoreDatabase, options: DatasetWriterOptions) {
    this.#database = database;
    this.#options = options;
    this.#rows = new DatasetRows(database, options.id, () => this.#assertWriting());
  }

  async write(part: ImportPart): Promise<void> {
    this.#assertWriting();
    switch (part.type) {
      case 'progress':
        return;
      case 'vocabulary':
        this.#vocabulary = part;
        return;
      case 'items':
        return this.#rows.items(part);
      case 'users':
        return this.#rows.users(part);
      case 'events':
        return this.#rows.events(part.columns);
      case 'sessions':
        return this.#rows.sessions(part);
      case 'log':
        this.#logs[part.log] = part.schema;
        return;
      case 'block':
        return this.#rows.block(part);
      case 'candidates':
        return this.#rows.candidates(part);
      case 'world':
        this.#world = part.world;
        return;
      case 'rejects':
        return this.#rows.rejects(part);
      case 'finish':
        this.#counts = part.counts;
        this.#catalogueHash = await this.#rows.finish();
        return;
    }
  }

  commit(): Promise<StoredDataset> {
    return Promise.resolve().then(() => {
      this.#assertWriting();
      if (this.#counts === undefined) throw new Error('A dataset is committed only after its last part.');
      const counts = this.#counts;
      inTransaction(this.#database.connection, () => this.#publish(counts));
      this.#state = 'ready';
      return this.#options.read();
    });
  }

  async abandon(): Promise<void> {
    if (this.#state !== 'writing') return;
    this.#state = 'abandoned';
    // A closing store deletes it when it is opened next.
    if (this.#database.closing) return;
    this.#database.statement(`UPDATE datasets SET state = 'dead' WHERE id = ? AND state = 'writing'`).run(this.#options.id);
    await this.#options.deleteDead();
  }

  #publish(counts: ImportCounts): void {
    const actions = this.#vocabulary.actions.map((action, index) => ({ ...action, events: counts.actionEvents[index] ?? 0 }));
    this.#database
      .statement(
        `UPDATE datasets SET state = 'ready', hash = ?, users = ?, items = ?, sessions = ?, events = ?, untimed_events = ?, requests = ?,
           first_at_ms = ?, last_at_ms = ?, actions_json = ?, surfaces_json = ?, logs_json = ?, counts_json = ?,
           catalogue_hash = ?, world_json = ?
         WHERE id = ?`,
      )
      .run(
        counts.hash,
        counts.users,
        counts.items,
        counts.sessions,
        counts.events,
        counts.untimedEvents,
        counts.requests,
        counts.firstAtMs,
        counts.lastAtMs,
        JSON.stringify(actions),
        JSON.stringify(this.#vocabulary.surfaces),
        JSON.stringify(this.#logs),
        JSON.stringify(counts),
        this.#catalogueHash,
        this.#world === undefined ? undefined : JSON.stringify(this.#world),
        this.#options.id,
      );
  }

  #assertWriting(): void {
    this.#database.assertWritable();
    if (this.#state === 'writing') return;
    const message =
      this.#state === 'ready'
        ? `The dataset "${this.#options.name}" is complete.`
        : `Writing the dataset "${this.#options.name}" was given up.`;
    throw new RpcError({ code: 'cancelled', message });
  }
}
