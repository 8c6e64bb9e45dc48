import type { ColumnData } from '../../core/dataset/column.ts';
import type { ImportPart, ImportReject } from '../../core/dataset/import-part.ts';
import type { LogSchema } from '../../core/dataset/log-schema.ts';
import type { LoggedDecision } from '../../core/serving/logged-decision.ts';
import type { RequestCandidates } from '../../core/dataset/request-candidates.ts';
import type { WorldFacts } from '../../core/world/card/world-facts.ts';
import type { ChainEntry } from '../../core/register/chain.ts';
import type { UserSequence } from '../../core/session/user-sequence.ts';

/** A dataset as stored; `summary` is what the import ended with. Only `ready` datasets are ever listed. */
export interface StoredDataset {
  readonly id: number;
  readonly name: string;
  readonly format: string;
  readonly createdAtMs: number;
  readonly demo: boolean;
  readonly hash: string;
  readonly users: number;
  readonly items: number;
  readonly sessions: number;
  readonly events: number;
  readonly untimedEvents: number;
  readonly requests: number;
  readonly actions: readonly { readonly name: string; readonly positive: boolean; readonly events: number }[];
  readonly surfaces: readonly string[];
  readonly logs: readonly LogSchema[];
  /** SHA-256 of the public fields of all items in order; absent where the dataset was written by an earlier release. */
  readonly catalogueHash?: string;
  /** What a simulated population tells of itself. */
  readonly world?: WorldFacts;
  readonly firstAtMs?: number;
  readonly lastAtMs?: number;
}

export interface StoredItem {
  readonly index: number;
  readonly id: string;
  readonly title: string;
  readonly topics: readonly string[];
  readonly creator?: string;
  readonly createdAtMs?: number;
  readonly image?: string;
  /** Titles of the boards it is on. */
  readonly boards?: readonly string[];
}

export interface StoredSession {
  readonly number: number;
  readonly id: string;
  readonly user: number;
  readonly userId: string;
  readonly firstSeq: number;
  readonly events: number;
  /** NaN for the untimed prefix of a sequence. */
  readonly startMs: number;
  readonly endMs: number;
}

export interface StoredJob {
  readonly id: number;
  readonly kind: string;
  readonly title: string;
  readonly state: string;
  readonly phase: string;
  readonly fraction?: number;
  readonly startedAtMs: number;
  readonly endedAtMs?: number;
  readonly result?: unknown;
  readonly error?: { readonly code: string; readonly message: string; readonly file?: string; readonly line?: number };
}

/** Writes one dataset in slices of under 20 ms of the host's thread; invisible until `commit`. */
export interface DatasetWriter {
  /** Resolves when the part is stored; awaits between slices so that the thread stays free. */
  write(part: ImportPart): Promise<void>;
  commit(): Promise<StoredDataset>;
  /** Deletes what was written, in slices. */
  abandon(): Promise<void>;
}

/** The whole store: one SQLite file, one writer. Reads are synchronous and small; long scans go block by block. */
export interface Store {
  readonly writable: boolean;
  /** Pid of the process that holds the writer's lock, when it is not this one. */
  readonly writerPid: number | undefined;
  readonly datasets: {
    list(): readonly StoredDataset[];
    /** Throws `not-found`. */
    get(name: string): StoredDataset;
    /** Throws `exists` when the name is taken, by a ready dataset or one being written. */
    create(name: string, format: string, options?: { readonly demo?: boolean }): DatasetWriter;
    /** Gone at once to readers, deleted in slices. */
    remove(name: string): Promise<void>;
    rejects(dataset: StoredDataset): readonly ImportReject[];
  };
  readonly items: {
    /** In the order asked for. */
    get(dataset: StoredDataset, indexes: readonly number[]): readonly StoredItem[];
    /** Ids of the whole catalogue in dense order. */
    ids(dataset: StoredDataset): readonly string[];
    all(dataset: StoredDataset): Iterable<StoredItem>;
    /** The first `limit` items, in dense order, whose title contains the text. */
    search(dataset: StoredDataset, text: string, limit: number): readonly StoredItem[];
  };
  readonly users: {
    /** Throws `not-found`. */
    get(dataset: StoredDataset, id: string): { readonly index: number; readonly id: string; readonly events: number };
    /** By dense number; undefined where there is no such user. */
    at(dataset: StoredDataset, index: number): { readonly index: number; readonly id: string; readonly events: number } | undefined;
    all(dataset: StoredDataset): Iterable<{ readonly index: number; readonly id: string; readonly events: number }>;
  };
  /** Long-term user embeddings that a bundle (by the hash of its manifest) made; users by number. They go with their dataset. */
  readonly userEmbeddings: {
    /** The newest that was made as of `beforeMs` or earlier. */
    newest(dataset: StoredDataset, bundle: string, user: number, beforeMs?: number): UserEmbedding | undefined;
    put(dataset: StoredDataset, bundle: string, user: number, embedding: UserEmbedding): void;
    /** Bundles that made any for the dataset. */
    bundles(dataset: StoredDataset): readonly string[];
    /** All of one bundle, ascending by user and as-of time, a few hundred at a time. */
    scan(dataset: StoredDataset, bundle: string): Iterable<readonly (UserEmbedding & { readonly user: number })[]>;
    /** Deletes what a bundle made, of every dataset. */
    forget(bundle: string): void;
  };
  readonly events: {
    /** The newest `limit` events with seq < `before` (defaults: all), oldest first. */
    sequence(
      dataset: StoredDataset,
      user: number,
      range?: { readonly from?: number; readonly before?: number; readonly limit?: number },
    ): UserSequence;
    /** Every user's sequence, in user order, read a few thousand rows at a time. */
    scan(dataset: StoredDataset): Iterable<UserSequence>;
  };
  readonly sessions: {
    list(
      dataset: StoredDataset,
      query: { readonly user?: string; readonly search?: string; readonly limit: number; readonly offset: number },
    ): {
      readonly sessions: readonly StoredSession[];
      readonly total: number;
    };
    /** Throws `not-found`. */
    get(dataset: StoredDataset, id: string): StoredSession;
  };
  readonly logs: {
    /** Blocks of one column in order; throws `not-found` for an unknown log or column. */
    column(dataset: StoredDataset, log: string, column: string): Iterable<ColumnData>;
    /** The values of one row in the order of the log's columns; throws `not-found` for an unknown log or a row it does not have. */
    row(dataset: StoredDataset, log: string, row: number): readonly number[];
    /** Everything the ranker could choose from at a request; undefined where that is not kept. */
    candidates(dataset: StoredDataset, log: string, request: number): RequestCandidates | undefined;
    /** Requests whose candidates are kept, ascending, from number `from`. */
    expanded(dataset: StoredDataset, log: string, page: { readonly from: number; readonly limit: number }): readonly number[];
  };
  readonly jobs: {
    list(): readonly StoredJob[];
    get(id: number): StoredJob | undefined;
    insert(job: Omit<StoredJob, 'id'>): number;
    update(job: StoredJob): void;
  };
  readonly runs: {
    list(): readonly StoredRun[];
    get(id: number): (StoredRun & { readonly result: unknown }) | undefined;
    insert(run: Omit<StoredRun, 'id'> & { readonly result: unknown }): number;
    remove(id: number): void;
  };
  readonly findings: {
    /** The newest first; of one dataset where it is named. */
    list(dataset?: string): readonly StoredFinding[];
    /** Throws `not-found`. */
    get(id: number): StoredFinding;
    insert(finding: Omit<StoredFinding, 'id'>): number;
    /** Throws `not-found`. */
    remove(id: number): void;
  };
  /** The audit chain and the snapshots it names: both only grow. */
  readonly register: {
    entries(): readonly ChainEntry[];
    /** The stored text of a snapshot. */
    snapshot(hash: string): string | undefined;
    /** All or nothing; throws when an entry does not follow the last one or a snapshot is there already. */
    append(entries: readonly ChainEntry[], snapshots: readonly { readonly hash: string; readonly body: string }[]): void;
  };
  /** Answers of operating policies that were not their own, and every answer of a drill: only grows. */
  readonly decisions: {
    /** The newest first. */
    list(policy: number, limit: number): readonly StoredDecision[];
    insert(decision: Omit<StoredDecision, 'id'>): void;
  };
  readonly mappings: {
    list(): readonly { readonly name: string; readonly mapping: unknown }[];
    save(name: string, mapping: unknown): void;
    remove(name: string): void;
  };
  readonly settings: {
    get(key: string): unknown;
    set(key: string, value: unknown): void;
  };
  /** Writes a consistent copy of the database to `path`, in slices, with `files` (paths relative to the workspace) kept inside it. */
  backup(path: string, files?: Iterable<{ readonly path: string; readonly data: Uint8Array }>): Promise<{ readonly bytes: number }>;
  /** Checkpoints the write-ahead log, gives the lock back and closes. */
  close(): Promise<void>;
}

/** A long-term user embedding: it knows every event before `asOfMs` (Unix milliseconds) and none after. */
export interface UserEmbedding {
  readonly asOfMs: number;
  readonly vector: Float32Array;
}

/** One logged answer of an operating policy. */
export interface StoredDecision extends LoggedDecision {
  readonly policy: number;
}

/** A request kept with what it showed. */
export interface StoredFinding {
  readonly id: number;
  readonly createdAtMs: number;
  readonly dataset: string;
  readonly author: string;
  readonly note: string;
  readonly body: unknown;
}

export interface StoredRun {
  readonly id: number;
  readonly kind: string;
  readonly title: string;
  readonly dataset: string;
  readonly createdAtMs: number;
}
