import type { EngineClient } from '../../engine/client.ts';
import { type EncodedHistories, encodeHistories, type HistoryPart, type HistoryPlace, type RequestMoment } from './encode-histories.ts';
import type { ModelHistory } from './model-history.ts';
import type { QueryCondition } from './query-plan.ts';
import type { ServedModel } from './served-model.ts';

/** Requests at the ends of histories, encoded together. */
export interface EncodedRequests {
  readonly encoded: EncodedHistories;
  /** Events that were read, per history. */
  readonly lengths: readonly number[];
  /** Time of the newest event that the long-term vector of the first history knows; NaN where untimed. */
  readonly asOfMs: number;
  /** Vectors [conditions, d] of one history. */
  queries(part: number, signal: AbortSignal): ReturnType<EncodedHistories['queries']>;
  score(part: number, rows: Int32Array, signal: AbortSignal): ReturnType<EncodedHistories['score']>;
}

/** A long-term embedding is made in batches, once a day: it knows nothing of the day before the newest event. */
const longTermAgeMs = 86_400_000;

/**
 * Encodes the ends of histories in one call, with the position of the long-term vector where one is asked for.
 *
 * @param from the first event to read, where it is later than the newest n make it: variations of a history that begin where it does are read on from
 *   what they have in common
 */
export async function encodeRequests(
  engine: EngineClient,
  model: ServedModel,
  histories: readonly ModelHistory[],
  conditions: readonly QueryCondition[],
  moment: RequestMoment,
  signal: AbortSignal,
  from = 0,
): Promise<EncodedRequests> {
  const plans = histories.map((history) => {
    const end = history.rows.length;
    const start = Math.max(0, from, end - model.spec.historyLength);
    const longTerm = longTermPosition(history, start);
    const positions = conditions.map((condition) => (condition.longTerm ? longTerm : end - 1));
    const wanted = [...new Set([...positions, end - 1])].toSorted((left, right) => left - right);
    return { part: { history, window: { start, end, wanted } } satisfies HistoryPart, positions, longTerm };
  });
  const encoded = await encodeHistories(
    engine,
    model,
    plans.map(({ part }) => part),
    signal,
  );
  const last = (part: number): HistoryPlace => ({ part, position: (plans[part]?.part.window.end ?? 1) - 1 });
  const first = plans[0];
  return {
    encoded,
    lengths: plans.map(({ part: { window } }) => window.end - window.start),
    asOfMs: first?.part.history.atMs[first.longTerm] ?? Number.NaN,
    queries: (part, asked) =>
      encoded.queries(
        conditions.map((condition, index) => ({ part, position: plans[part]?.positions[index] ?? 0, condition })),
        asked,
      ),
    score: (part, rows, asked) => encoded.score(last(part), moment, rows, asked),
  };
}

/** The newest position a day or more before the last event; the first that is read where there is none, the last where times are missing. */
function longTermPosition({ atMs }: ModelHistory, start: number): number {
  const newest = atMs.at(-1) ?? Number.NaN;
  if (Number.isNaN(newest)) return atMs.length - 1;
  for (let position = atMs.length - 1; position >= start; position--) {
    if ((atMs[position] ?? Number.NaN) <= newest - longTermAgeMs) return position;
  }
  return start;
}
