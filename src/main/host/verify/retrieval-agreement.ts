import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Measured } from '../../../core/checks/check.ts';
import { RandomStream } from '../../../core/random/random-stream.ts';
import type { CheckedBundle } from '../bundles/registry.ts';
import type { HostContext } from '../context.ts';

const [queries, best] = [16, 50];

/** Largest difference between the graph's best scores and those of plain loops in float64, place by place; and each row against the score it claims. */
export async function retrievalAgreement(
  { engine }: HostContext,
  { spec }: CheckedBundle,
  vectors: Float32Array,
  signal: AbortSignal,
): Promise<Measured> {
  const { dimensions: d } = spec.shape;
  const k = Math.min(best, spec.vectors.rows);
  const draws = new RandomStream(1, 'check retrieval');
  const asked = Float32Array.from({ length: queries * d }, (_, index) => draws.normal(index));
  const found = await engine.retrieve(
    {
      model: spec,
      count: queries,
      queries: asked.slice(),
      k,
      excluded: new Int32Array(0),
      offsets: new Int32Array(queries + 1),
      targets: new Int32Array(queries).fill(-1),
    },
    { signal },
  );
  let [value, control] = [0, 0];
  for (let query = 0; query < queries; query += 1) {
    signal.throwIfAborted();
    const scores = scoreAll(vectors, d, asked.subarray(query * d, (query + 1) * d));
    const sorted = scores.toSorted().reverse();
    const farthest = (other: number) => {
      let largest = 0;
      for (let place = 0; place < k; place += 1) {
        const claimed = found.scores[other * k + place] ?? Number.NaN;
        const own = scores[found.rows[other * k + place] ?? -1] ?? Number.NaN;
        largest = Math.max(largest, Math.abs(claimed - (sorted[place] ?? Number.NaN)), Math.abs(claimed - own));
      }
      return largest;
    };
    value = Math.max(value, farthest(query));
    control = Math.max(control, farthest((query + 1) % queries));
    // The thread also answers the page.
    await nextTurn();
  }
  return { value, control, detail: `${queries} queries over ${spec.vectors.rows} items, the best ${k} of each.` };
}

function scoreAll(vectors: Float32Array, d: number, query: Float32Array): Float64Array {
  return Float64Array.from({ length: vectors.length / d }, (_, row) => {
    let score = 0;
    for (let column = 0; column < d; column += 1) score += (vectors[row * d + column] ?? 0) * (query[column] ?? 0);
    return score;
  });
}
