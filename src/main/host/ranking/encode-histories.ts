import { RpcError } from '../../../rpc/error.ts';
import type { EngineClient } from '../../engine/client.ts';
import type { Histories } from '../../engine/contract.ts';
import { gapBetween, type HistoryWindow, lowerBound, type ModelHistory } from './model-history.ts';
import type { QueryCondition } from './query-plan.ts';
import type { ServedModel } from './served-model.ts';

/** A history and the stretch of it that goes through the model. */
export interface HistoryPart {
  readonly history: ModelHistory;
  readonly window: HistoryWindow;
}

/** A wanted position of one of the parts. */
export interface HistoryPlace {
  readonly part: number;
  readonly position: number;
}

/** When and where a request is made: what its candidates are told. */
export interface RequestMoment {
  /** Unix milliseconds; NaN where unknown. */
  readonly atMs: number;
  /** The bundle's number of the surface; 0 = unknown. */
  readonly surface: number;
}

interface Cost {
  readonly ms: number;
  readonly flops?: number;
}

/** Histories that went through the model once: they give query vectors and score candidates without being read again. */
export interface EncodedHistories extends Cost {
  /** Events that went through the model now; the others were kept from earlier. */
  readonly read: number;
  /** One vector per question, [questions, d]. */
  queries(
    asked: readonly (HistoryPlace & { readonly condition: QueryCondition })[],
    signal: AbortSignal,
  ): Promise<Cost & { readonly vectors: Float32Array }>;
  /** Probabilities [rows, heads]. */
  score(
    place: HistoryPlace,
    moment: RequestMoment,
    rows: Int32Array,
    signal: AbortSignal,
  ): Promise<Cost & { readonly probabilities: Float32Array }>;
}

/** Encodes the windows of all parts in one call. The engine keeps what candidates will be scored from. */
export async function encodeHistories(
  engine: EngineClient,
  model: ServedModel,
  parts: readonly HistoryPart[],
  signal: AbortSignal,
): Promise<EncodedHistories> {
  const { spec } = model;
  const encode = (some: readonly HistoryPart[]) => {
    const { histories, wanted } = packHistories(model, some);
    return engine.encodeHistory({ model: spec, ...histories, wanted, keep: true }, { signal });
  };
  const encoded = await encode(parts);
  const handles = [...encoded.handles];
  const { width, dimensions: d, actions, recent: r } = spec.shape;
  const placeOf = places(parts);
  return {
    ...encoded.cost,
    read: encoded.read,
    async queries(asked, querySignal) {
      const count = asked.length;
      const vectors = new Float32Array(count * d);
      const generated = [...asked.keys()].filter((index) => asked[index]?.condition.longTerm === false);
      const states = new Float32Array(generated.length * width);
      const recent = new Float32Array(generated.length * r);
      const outcomes = new Float32Array(generated.length * actions);
      asked.forEach((question, index) => {
        if (question.condition.longTerm) vectors.set(row(encoded.users, placeOf(question), d), index * d);
      });
      generated.forEach((index, place) => {
        const question = asked[index];
        if (question === undefined) return;
        states.set(row(encoded.states, placeOf(question), width), place * width);
        recent.set(row(encoded.recent, placeOf(question), r), place * r);
        outcomes.set(question.condition.outcome, place * actions);
      });
      if (generated.length === 0) return { vectors, ms: 0, flops: 0 };
      const made = await engine.generate(
        {
          model: spec,
          count: generated.length,
          vectors: 1,
          states,
          recent,
          outcomes,
          topics: Int32Array.from(generated, (index) => asked[index]?.condition.topic ?? 0),
          offsets: Int32Array.from(generated, (index) => asked[index]?.condition.offset ?? 0),
        },
        { signal: querySignal },
      );
      generated.forEach((index, place) => vectors.set(row(made.queries, place, d), index * d));
      return { vectors, ...made.cost };
    },
    async score({ part, position }, { atMs, surface }, rows, scoreSignal) {
      const own = parts[part];
      if (own === undefined) throw new RangeError(`There is no history ${part}.`);
      const length = position - own.window.start + 1;
      const gap = gapBetween(own.history.atMs[position], atMs);
      const ask = () =>
        engine.scoreCandidates(
          { model: spec, handle: handles[part] ?? '', length, rows: rows.slice(), gap, surface },
          { signal: scoreSignal },
        );
      let scored = await ask();
      if (!scored.held) {
        // Dropped meanwhile to make room: it is read again, once.
        handles[part] = (await encode([own])).handles[0] ?? '';
        scored = await ask();
      }
      if (!scored.held) throw new RpcError({ code: 'unavailable', message: 'The engine has no room to keep this history; try again.' });
      return { probabilities: scored.probabilities, ...scored.cost };
    },
  };
}

function row(values: Float32Array, place: number, width: number): Float32Array {
  return values.subarray(place * width, (place + 1) * width);
}

/** Number of each wanted position among all of them. */
function places(parts: readonly HistoryPart[]): (place: HistoryPlace) => number {
  const firsts = parts.map(() => 0);
  let count = 0;
  parts.forEach(({ window }, part) => {
    firsts[part] = count;
    count += window.wanted.length;
  });
  return ({ part, position }) => (firsts[part] ?? 0) + lowerBound(Int32Array.from(parts[part]?.window.wanted ?? []), position);
}

/** Packs windows of histories into one input of the engine, padded on the right to the longest. */
export function packHistories(
  model: Pick<ServedModel, 'surfaceOf'>,
  parts: readonly HistoryPart[],
): { readonly histories: Histories; readonly wanted: Int32Array } {
  const length = Math.max(...parts.map(({ window }) => window.end - window.start));
  const count = parts.length;
  const rows = new Int32Array(count * length).fill(-1);
  const actions = new Int32Array(count * length);
  const masked = new Uint8Array(count * length);
  const gaps = new Float32Array(count * length);
  const surfaces = new Int32Array(count * length);
  const wanted: number[] = [];
  parts.forEach(({ history, window }, part) => {
    const offset = part * length;
    rows.set(history.rows.subarray(window.start, window.end), offset);
    actions.set(history.actions.subarray(window.start, window.end), offset);
    masked.set(history.masked.subarray(window.start, window.end), offset);
    for (let position = window.start; position < window.end; position++) {
      const place = offset + position - window.start;
      surfaces[place] = model.surfaceOf[history.surface[position] ?? -1] ?? 0;
      // The first event of a window stands at 0, as in training.
      if (position > window.start) gaps[place] = gapBetween(history.atMs[position - 1], history.atMs[position]);
    }
    for (const position of window.wanted) wanted.push(offset + position - window.start);
  });
  return { histories: { count, length, rows, actions, masked, gaps, surfaces }, wanted: Int32Array.from(wanted) };
}
