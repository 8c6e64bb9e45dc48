import type { TrunkShape } from '../../core/bundle/trunk-shape.ts';
import { RandomStream } from '../../core/random/random-stream.ts';
import type { HistoryTensors, RequestTensors } from './trunk-runner.ts';

/** Unit vectors [count, d] from a seed. */
export function randomVectors(count: number, dimensions: number, seed: number): Float32Array {
  const stream = new RandomStream(seed, 'vectors');
  const vectors = Float32Array.from({ length: count * dimensions }, (_, index) => stream.normal(index));
  for (let row = 0; row < count; row++) {
    const vector = vectors.subarray(row * dimensions, (row + 1) * dimensions);
    const norm = Math.hypot(...vector);
    for (let column = 0; column < dimensions; column++) vector[column] = (vector[column] ?? 0) / norm;
  }
  return vectors;
}

/** A seeded history of `length` events: one in eight hidden, one in eight untimed, every surface. */
export function randomHistory({ dimensions, actions, surfaces }: TrunkShape, length: number, seed: number): HistoryTensors {
  const stream = new RandomStream(seed, 'history');
  const masked = Float32Array.from({ length }, (_, event) => (stream.int(event, 8) === 0 ? 1 : 0));
  const gaps = new RandomStream(seed, 'gaps');
  return {
    count: 1,
    length,
    items: randomVectors(length, dimensions, seed),
    actions: Float32Array.from({ length: length * actions }, (_, index) =>
      masked[Math.floor(index / actions)] === 1 ? 0 : stream.int(length + index, 3) >> 1,
    ),
    masked,
    gaps: Float32Array.from({ length }, (_, event) => (gaps.int(event, 8) === 0 ? -1 : 15 * gaps.uniform(length + event))),
    surfaces: BigInt64Array.from({ length }, (_, event) => BigInt(event % surfaces)),
  };
}

/** A request of `k` seeded candidates after `length` events. */
export function randomRequest({ dimensions, surfaces }: TrunkShape, length: number, k: number, seed: number): RequestTensors {
  return {
    count: 1,
    candidates: randomVectors(k, dimensions, seed + 1),
    length: BigInt64Array.of(BigInt(length)),
    gap: Float32Array.of(2.5),
    surface: BigInt64Array.of(BigInt(surfaces - 1)),
  };
}
