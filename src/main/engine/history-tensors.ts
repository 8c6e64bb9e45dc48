import { Tensor } from 'onnxruntime-node';
import type { BundleModel } from './bundle-model.ts';
import { layerNames } from '../../core/bundle/layer-names.ts';
import type { HistoryPart } from './history-part.ts';
import { type KeptHistory, rowAt, writeHeads } from './kept-history.ts';

/** Histories as the graphs read them, padded on the right to `length`. */
export function historyFeeds(
  { spec, vectors }: BundleModel,
  parts: readonly HistoryPart[],
  length: number,
): Readonly<Record<string, Tensor>> {
  const { dimensions: d, actions: width } = spec.shape;
  const count = parts.length;
  const items = new Float32Array(count * length * d);
  const actions = new Float32Array(count * length * width);
  const masked = new Float32Array(count * length);
  const gaps = new Float32Array(count * length);
  const surfaces = new BigInt64Array(count * length);
  parts.forEach((part, index) => {
    part.rows.forEach((row, event) => {
      const at = index * length + event;
      items.set(vectors.subarray(row * d, (row + 1) * d), at * d);
      gaps[at] = part.gaps[event] ?? 0;
      surfaces[at] = BigInt(part.surfaces[event] ?? 0);
      if (part.masked[event] === 1) masked[at] = 1;
      else for (let bit = 0; bit < width; bit++) actions[at * width + bit] = ((part.actions[event] ?? 0) >>> bit) & 1;
    });
  });
  return {
    items: new Tensor('float32', items, [count, length, d]),
    actions: new Tensor('float32', actions, [count, length, width]),
    masked: new Tensor('float32', masked, [count, length]),
    gaps: new Tensor('float32', gaps, [count, length]),
    surfaces: new Tensor('int64', surfaces, [count, length]),
  };
}

/** A beginning that is kept: the first `events` events of an encoded history. */
export interface Beginning {
  readonly kept: KeptHistory;
  readonly events: number;
}

/** The beginnings that histories continue, padded on the right to the longest; one column that nobody sees where none continues any. */
export function pastFeeds({ spec }: BundleModel, beginnings: readonly (Beginning | undefined)[]): Readonly<Record<string, Tensor>> {
  const { recent } = spec.shape;
  const count = beginnings.length;
  const room = Math.max(1, ...beginnings.map((one) => one?.events ?? 0));
  const sums = new Float32Array(count * recent);
  beginnings.forEach((one, index) => {
    if (one !== undefined && one.events > 0) sums.set(rowAt(one.kept, 'recent', one.events - 1), index * recent);
  });
  return {
    before: new Tensor(
      'int64',
      BigInt64Array.from(beginnings, (one) => BigInt(one?.events ?? 0)),
      [count],
    ),
    past_recent: new Tensor('float32', sums, [count, recent]),
    ...layerFeeds(spec.shape, beginnings, room, 'past_'),
  };
}

/** Keys and values of every layer of the first events of kept histories, [B, N, room, e] each. */
export function layerFeeds(
  { layers, attentionHeads, width }: BundleModel['spec']['shape'],
  beginnings: readonly (Beginning | undefined)[],
  room: number,
  prefix: '' | 'past_' = '',
): Readonly<Record<string, Tensor>> {
  const count = beginnings.length;
  const axes = [count, attentionHeads, room, width / attentionHeads];
  const names = layerNames(layers, prefix);
  return Object.fromEntries(
    names.map((name, place) => {
      const what = place < layers ? 'keys' : 'values';
      const layer = place % layers;
      const only = count === 1 ? wholeStretch(beginnings[0], room) : undefined;
      if (only !== undefined) return [name, new Tensor('float32', only[what][layer] ?? new Float32Array(), axes)];
      const all = new Float32Array(count * room * width);
      beginnings.forEach((one, index) => {
        if (one !== undefined) writeHeads(one.kept, what, layer, one.events, attentionHeads, all, index * room * width, room);
      });
      return [name, new Tensor('float32', all, axes)];
    }),
  );
}

/** The one stretch that is the whole of a single history: its tensors are given as they lie. */
function wholeStretch(one: Beginning | undefined, room: number): KeptHistory['pieces'][number]['stretch'] | undefined {
  const first = one?.kept.pieces[0];
  return one !== undefined && first !== undefined && one.events === room && first.events === room && first.stretch.events === room
    ? first.stretch
    : undefined;
}

/** One request's candidates, or several requests of equally many. */
export interface CandidateSet {
  readonly rows: Int32Array;
  /** Events that stand before the request. */
  readonly length: number;
  readonly gap: number;
  readonly surface: number;
}

export function candidateFeeds({ spec, vectors }: BundleModel, sets: readonly CandidateSet[]): Readonly<Record<string, Tensor>> {
  const d = spec.shape.dimensions;
  const count = sets.length;
  const k = sets[0]?.rows.length ?? 0;
  const candidates = new Float32Array(count * k * d);
  sets.forEach(({ rows }, index) =>
    rows.forEach((row, place) => candidates.set(vectors.subarray(row * d, (row + 1) * d), (index * k + place) * d)),
  );
  return {
    candidates: new Tensor('float32', candidates, [count, k, d]),
    length: new Tensor(
      'int64',
      BigInt64Array.from(sets, ({ length }) => BigInt(length)),
      [count],
    ),
    gap: new Tensor(
      'float32',
      Float32Array.from(sets, ({ gap }) => gap),
      [count],
    ),
    surface: new Tensor(
      'int64',
      BigInt64Array.from(sets, ({ surface }) => BigInt(surface)),
      [count],
    ),
  };
}
