import { z } from 'zod';
import type { ItemCard } from './datasets.ts';
import { call, datasetName, returns } from './procedure.ts';

export interface SessionSummary {
  /** Stable text id: `USER:N`, or the source's own session id. */
  readonly id: string;
  readonly user: string;
  /** ISO 8601 in UTC; empty for the untimed prefix of a sequence. */
  readonly start: string;
  readonly end: string;
  readonly events: number;
}

export interface SequenceEvent {
  /** Position in the user's whole sequence, from 0. */
  readonly seq: number;
  readonly item: ItemCard;
  /** Names of the actions this event carries. */
  readonly actions: readonly string[];
  readonly positive: boolean;
  /** ISO 8601 in UTC; undefined where the source has no time. */
  readonly at?: string;
  readonly surface?: string;
  readonly dwellMs?: number;
  /** A number the source gives with the event, such as a star rating. */
  readonly value?: number;
  /** Free text the source gives with the event, such as a tag. */
  readonly text?: string;
}

export const sessionsContract = {
  'sessions.list': call(
    z.strictObject({
      dataset: datasetName,
      user: z.string().max(200).optional(),
      /** Matches user ids, session ids and item titles. */
      search: z.string().max(200).optional(),
      limit: z.int().min(1).max(1000).default(100),
      offset: z.int().min(0).default(0),
    }),
    returns<{ readonly sessions: readonly SessionSummary[]; readonly total: number }>(),
  ),
  'sessions.events': call(
    z.strictObject({ dataset: datasetName, session: z.string().max(200) }),
    returns<{ readonly session: SessionSummary; readonly events: readonly SequenceEvent[] }>(),
  ),
  /** The newest events of a user's sequence before position `before` (all when left out), oldest first. */
  'sessions.history': call(
    z.strictObject({
      dataset: datasetName,
      user: z.string().max(200),
      before: z.int().min(0).optional(),
      limit: z.int().min(1).max(1000).default(200),
    }),
    returns<{ readonly user: string; readonly total: number; readonly events: readonly SequenceEvent[] }>(),
  ),
};
