import type { EngineClient } from '../../engine/client.ts';
import { encodeInput, type ModelHistory } from './model-history.ts';
import type { QueryCondition } from './query-plan.ts';
import type { ServedModel } from './served-model.ts';

/** A history that went through the model once: it gives query vectors and scores candidates without being read again. */
export interface EncodedHistory {
  /** Time inside the runtime for the batch that carried this history. */
  readonly ms: number;
  /** Events that were read. */
  readonly length: number;
  /** One vector per condition; `ms` is 0 where making them is part of the encoding. */
  query(
    conditions: readonly QueryCondition[],
    signal: AbortSignal,
  ): Promise<{ readonly vectors: readonly Float32Array[]; readonly ms: number }>;
  /** Probabilities [rows, heads]. */
  score(rows: Int32Array, signal: AbortSignal): Promise<{ readonly probabilities: Float32Array; readonly ms: number }>;
}

/** Encodes the ends of histories in one call; `deepest` is how many events back a query vector will be asked for. */
export async function encodeHistories(
  engine: EngineClient,
  model: ServedModel,
  histories: readonly ModelHistory[],
  deepest: number,
  signal: AbortSignal,
): Promise<readonly EncodedHistory[]> {
  const { spec } = model;
  const parts = histories.map((history) => {
    const end = history.rows.length;
    const start = Math.max(0, end - spec.historyLength);
    const count = Math.min(deepest + 1, end - start);
    return { history, window: { start, end, wanted: Array.from({ length: count }, (_, place) => end - count + place) } };
  });
  const encoded = await engine.encode(encodeInput(model, parts), { signal });
  const { dimensions: d, stateDimensions: h } = spec;
  let place = 0;
  return parts.map(({ window }) => {
    const first = place;
    place += window.wanted.length;
    const last = place - 1;
    return {
      ms: encoded.ms,
      length: window.end - window.start,
      async query(conditions) {
        const vectors = conditions.map(({ back }) => {
          const at = Math.max(first, last - back);
          return encoded.queries.slice(at * d, (at + 1) * d);
        });
        return { vectors, ms: 0 };
      },
      score: (rows, scoreSignal) =>
        engine.score({ model: spec, state: encoded.states.slice(last * h, (last + 1) * h), rows }, { signal: scoreSignal }),
    };
  });
}
