import type { EngineClient } from '../../engine/client.ts';
import { type EncodedHistories, encodeHistories, type HistoryPart, type HistoryPlace, type RequestMoment } from './encode-histories.ts';
import { longTermPlace } from './long-term.ts';
import type { ModelHistory } from './model-history.ts';
import type { QueryCondition } from './query-plan.ts';
import type { ServedModel } from './served-model.ts';

/** Requests at the ends of histories, encoded together. */
export interface EncodedRequests {
  readonly encoded: EncodedHistories;
  /** Events that were read, per history. */
  readonly lengths: readonly number[];
  /** Vectors [conditions, d] of one history. */
  queries(part: number, signal: AbortSignal): ReturnType<EncodedHistories['queries']>;
  score(part: number, rows: Int32Array, signal: AbortSignal): ReturnType<EncodedHistories['score']>;
}

export interface RequestReading {
  readonly conditions: readonly QueryCondition[];
  readonly moment: RequestMoment;
  /**
   * The first event to read, where it is later than the newest n make it: variations of a history that begin where it does are read on from what they have
   * in common.
   */
  readonly from: number;
  /** The long-term embedding of every history, where it is known already. */
  readonly longTerm?: Float32Array | undefined;
}

/** Encodes the ends of histories in one call and, where a long-term embedding is asked for and not known, what it was made from. */
export async function encodeRequests(
  engine: EngineClient,
  model: ServedModel,
  histories: readonly ModelHistory[],
  { conditions, moment, from, longTerm: known }: RequestReading,
  signal: AbortSignal,
): Promise<EncodedRequests> {
  const { historyLength } = model.spec;
  const requests = histories.map((history): HistoryPart => {
    const end = history.rows.length;
    return { history, window: { start: Math.max(0, from, end - historyLength), end, wanted: [end - 1] } };
  });
  const reads = known === undefined && conditions.some(({ longTerm }) => longTerm);
  const embedded = requests.map(({ history, window: { start } }) => ({
    history,
    ...longTermPlace(history, start, historyLength, moment.atMs),
  }));
  const encoded = await encodeHistories(engine, model, reads ? [...requests, ...embedded] : requests, signal);
  const last = (part: number): HistoryPlace => ({ part, position: (requests[part]?.window.end ?? 1) - 1 });
  const placeOf = (part: number, { longTerm }: QueryCondition): HistoryPlace =>
    longTerm ? { part: histories.length + part, position: embedded[part]?.position ?? 0 } : last(part);
  return {
    encoded,
    lengths: requests.map(({ window }) => window.end - window.start),
    async queries(part, asked) {
      const made = conditions.filter(({ longTerm }) => !longTerm || known === undefined);
      const { vectors, ...cost } = await encoded.queries(
        made.map((condition) => ({ ...placeOf(part, condition), condition })),
        asked,
      );
      if (known === undefined) return { vectors, ...cost };
      const d = model.dimensions;
      const all = new Float32Array(conditions.length * d);
      conditions.forEach((condition, index) => {
        const place = made.indexOf(condition);
        all.set(place < 0 ? known : vectors.subarray(place * d, (place + 1) * d), index * d);
      });
      return { vectors: all, ...cost };
    },
    score: (part, rows, asked) => encoded.score(last(part), moment, rows, asked),
  };
}
