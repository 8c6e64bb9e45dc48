import { Tensor } from 'onnxruntime-node';
import type { BundleModel } from './bundle-model.ts';
import type { HistoryPart } from './kept-histories.ts';

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
