import type { UserEmbedding } from '../../store/types.ts';
import type { HostContext } from '../context.ts';
import { type HistoryWindow, type ModelHistory, modelHistory } from './model-history.ts';
import type { PreparedRequest } from './prepare-request.ts';

const dayMs = 86_400_000;

/** Where the long-term embedding of a history stands. */
export interface LongTermPlace {
  readonly window: HistoryWindow;
  readonly position: number;
  /** It knows every event before this time, Unix milliseconds; undefined where no night lies between the events, or they have no times. */
  readonly asOfMs?: number;
}

/**
 * Long-term embeddings are made every night at 0:00 UTC, so that of a request knows the events before its day. Where none is older, it is of the first event
 * that is read; where times are missing, of the last.
 *
 * @param start first event that the request reads
 * @param requestMs time of the request; NaN where unknown, then it is made at the newest event
 */
export function longTermPlace({ atMs }: ModelHistory, start: number, length: number, requestMs: number): LongTermPlace {
  const end = atMs.length;
  const nowMs = Number.isNaN(requestMs) ? (atMs.at(-1) ?? Number.NaN) : requestMs;
  const place = (first: number, position: number): LongTermPlace => ({
    window: { start: first, end: position + 1, wanted: [position] },
    position,
  });
  if (Number.isNaN(nowMs)) return place(start, end - 1);
  const asOfMs = Math.floor(nowMs / dayMs) * dayMs;
  const position = atMs.findLastIndex((eventMs) => eventMs < asOfMs);
  return position < 0 ? place(start, start) : { ...place(Math.max(0, position + 1 - length), position), asOfMs };
}

/** What the store holds of the long-term embedding of a request, and how to put it there. */
export interface StoredLongTerm {
  readonly vector?: Float32Array;
  /** Keeps a vector that was made now. */
  keep(vector: Float32Array): void;
}

/** Looks the embedding up; a what-if that changes events it knows has one of its own, which is never stored. */
export function storedLongTerm({ store }: HostContext, prepared: PreparedRequest, { asOfMs, position }: LongTermPlace): StoredLongTerm {
  const { model, user } = prepared;
  if (asOfMs === undefined || !isUnedited(prepared, position)) return { keep: () => undefined };
  const { hash } = model.bundle;
  const found: UserEmbedding | undefined = store.userEmbeddings.newest(model.dataset, hash, user.index, asOfMs);
  if (found?.asOfMs === asOfMs && found.vector.length === model.dimensions) return { vector: found.vector, keep: () => undefined };
  return {
    keep(vector) {
      if (store.writable) store.userEmbeddings.put(model.dataset, hash, user.index, { asOfMs, vector: vector.slice() });
    },
  };
}

function isUnedited({ model, sequence, events, history }: PreparedRequest, position: number): boolean {
  const unedited = modelHistory(model, sequence).index;
  for (let place = 0; place <= position; place++) {
    const event = events[history.index[place] ?? -1];
    if (event === undefined || event.seq !== unedited[place] || event.masked || event.moved) return false;
  }
  return true;
}
