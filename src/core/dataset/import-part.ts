import type { ColumnData } from './column.ts';
import type { LogSchema } from './log-schema.ts';
import type { WorldFacts } from '../world/card/world-facts.ts';

/** Events of whole users, sorted by (user, seq). Parallel columns of one length (at most 16,384). */
export interface EventColumns {
  /** Dense user and item numbers. */
  readonly user: Int32Array;
  readonly seq: Int32Array;
  readonly item: Int32Array;
  /** Bit i set = action i of the dataset's vocabulary. */
  readonly actions: Int32Array;
  /** Unix milliseconds; NaN where the source has no time. */
  readonly atMs: Float64Array;
  /** Session number inside the dataset, from 0, ascending with (user, seq). */
  readonly session: Int32Array;
  /** Index into the surface vocabulary, -1 where there is none. */
  readonly surface: Int16Array;
  /** NaN where missing. */
  readonly dwellMs: Float32Array;
  readonly value: Float32Array;
  /** Sparse free text: row inside this block and the text. */
  readonly text: readonly { readonly row: number; readonly text: string }[];
}

/**
 * What the import worker hands over, in this order: `vocabulary`, `items`*, `users`*, `events`* and `sessions`* (sessions after their own events), then per log `log`, its `block`s
 * and its `candidates`, `world` for a simulated population, `rejects`, and `finish` last. `progress` may come at any time. Everything is already checked, mapped and sorted; the store only inserts.
 */
export type ImportPart =
  | { readonly type: 'progress'; readonly phase: string; readonly fraction?: number }
  | {
      readonly type: 'vocabulary';
      readonly actions: readonly { readonly name: string; readonly positive: boolean }[];
      readonly surfaces: readonly string[];
    }
  | { readonly type: 'items'; readonly first: number; readonly items: readonly ImportItem[] }
  | { readonly type: 'users'; readonly first: number; readonly users: readonly ImportUser[] }
  | { readonly type: 'events'; readonly columns: EventColumns }
  | {
      readonly type: 'sessions';
      readonly first: number;
      readonly user: Int32Array;
      readonly firstSeq: Int32Array;
      readonly events: Int32Array;
      readonly startMs: Float64Array;
      readonly endMs: Float64Array;
      readonly names: readonly string[];
    }
  | { readonly type: 'log'; readonly log: number; readonly schema: LogSchema }
  | { readonly type: 'block'; readonly log: number; readonly column: number; readonly block: number; readonly data: ColumnData }
  /** Candidates of some requests of a log, ascending: `encodeCandidates` of each, all of one length. */
  | { readonly type: 'candidates'; readonly log: number; readonly requests: Int32Array; readonly data: Uint8Array }
  | { readonly type: 'world'; readonly world: WorldFacts }
  | { readonly type: 'rejects'; readonly rejects: readonly ImportReject[] }
  | { readonly type: 'finish'; readonly counts: ImportCounts };

export interface ImportItem {
  readonly id: string;
  readonly title: string;
  readonly topics: readonly string[];
  /** Display name, or the source's own id. */
  readonly creator?: string;
  /** Titles of the boards it is on. */
  readonly boards?: readonly string[];
  readonly createdAtMs?: number;
  readonly image?: string;
  readonly text?: string;
}

export interface ImportUser {
  readonly id: string;
  /** Whole sequence, untimed prefix included. */
  readonly events: number;
  /** Named facts of the user, for cohorts. */
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface ImportReject {
  readonly file: string;
  /** 1-based line of the file, the header being line 1. */
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

export interface ImportCounts {
  /** Log rows only; read = imported + duplicate + rejected. `identical` counts equal records that were kept. */
  readonly rows: {
    readonly read: number;
    readonly imported: number;
    readonly duplicate: number;
    readonly rejected: number;
    readonly identical: number;
  };
  readonly files: readonly { readonly path: string; readonly rows: number }[];
  /** Distinct users of the log rows. */
  readonly users: number;
  readonly items: number;
  readonly sessions: number;
  readonly events: number;
  /** Events of untimed history that stand before the log's own (KuaiRand). */
  readonly untimedEvents: number;
  readonly requests: number;
  /** Events per action of the vocabulary. */
  readonly actionEvents: readonly number[];
  readonly firstAtMs?: number;
  readonly lastAtMs?: number;
  /** SHA-256 over the content in its stored order: the same input gives the same hash. */
  readonly hash: string;
  readonly notes: readonly string[];
}
