import { expect, it } from 'vitest';
import { embeddingProjection, mostEmbeddingColumns, projectEmbedding } from '../../../src/core/learn/embedding-projection.ts';
import { type DatedEmbeddings, joinUserEmbeddings } from '../../../src/core/learn/join-user-embeddings.ts';
import { applyNetInputs, learnNetInputs, netInputNames } from '../../../src/core/learn/net-inputs.ts';
import type { ContextColumn, ExplorationData } from '../../../src/core/policy/exploration-data.ts';
import { learnPredictions } from '../../../src/core/policy/learn-predictions.ts';
import { finish } from '../../../src/core/policy/progress.ts';
import { RandomStream } from '../../../src/core/random/random-stream.ts';

const stored: DatedEmbeddings = {
  dimensions: 2,
  user: Int32Array.of(0, 0, 3),
  asOfMs: Float64Array.of(100, 200, 150),
  vectors: Float32Array.of(1, 0, 0, 1, -1, 0.5),
};
const none: DatedEmbeddings = { dimensions: 0, user: new Int32Array(0), asOfMs: new Float64Array(0), vectors: new Float32Array(0) };

function joined(user: readonly number[], at: readonly number[], context: readonly ContextColumn[] = [], embeddings = stored) {
  return finish(joinUserEmbeddings({ rows: user.length, user: Int32Array.from(user), at: Float64Array.from(at), context }, embeddings, 1));
}

it('gives a request the newest embedding of its user that is not after it, and none that is', () => {
  const times: readonly (readonly [user: number, at: number, found: number])[] = [
    [0, 99, -1],
    [0, 100, 0],
    [0, 199.5, 0],
    [0, 200, 1],
    [0, 9_000, 1],
    [3, 149, -1],
    [3, 150, 2],
    [1, 9_000, -1],
    [-1, 9_000, -1],
    [0, Number.NaN, -1],
  ];
  const { embedding, columns } = joined(
    times.map(([user]) => user),
    times.map(([, at]) => at),
  );
  expect([...embedding]).toEqual(times.map(([, , found]) => found));
  expect(columns.map(({ name, data }) => [name, ...data])).toEqual([
    ['user_embedding_1', ...times.map(([, , found]) => (found < 0 ? Number.NaN : stored.vectors[2 * found]))],
    ['user_embedding_2', ...times.map(([, , found]) => (found < 0 ? Number.NaN : stored.vectors[2 * found + 1]))],
  ]);
  // A log without times cannot tell what came first.
  expect([...finish(joinUserEmbeddings({ rows: 1, user: Int32Array.of(0), context: [] }, stored, 1)).embedding]).toEqual([-1]);
});

it('says once that an embedding is missing, and takes names that the log does not have', () => {
  const rows = 400;
  const taken: ContextColumn = { name: 'user_embedding_1', kind: 'numeric', data: Float64Array.from({ length: rows }, (_, row) => row) };
  const { columns } = joined(
    Array.from({ length: rows }, (_, row) => row % 4),
    Array.from({ length: rows }, (_, row) => row),
    [taken],
  );
  const context = [taken, ...columns];
  const inputs = learnNetInputs(
    context,
    Int32Array.from({ length: rows }, (_, row) => row),
  );
  expect(netInputNames(context, inputs)).toEqual([
    'user_embedding_1',
    'long_term_user_embedding_1',
    'long_term_user_embedding_1 is missing',
    'long_term_user_embedding_2',
  ]);
});

it('projects wide embeddings by signs, which keep distances on average', () => {
  expect(embeddingProjection(mostEmbeddingColumns, 1)).toBeUndefined();
  const narrow = Float32Array.of(0.5, 2);
  expect(projectEmbedding(narrow, undefined)).toBe(narrow);
  const draws = new RandomStream(5, 'projection test');
  const vector = Float32Array.from({ length: 64 }, (_, place) => draws.normal(place));
  const norm = vector.reduce((sum, value) => sum + value * value, 0);
  const ratios = Array.from({ length: 40 }, (_, seed) => {
    const projection = embeddingProjection(64, seed);
    expect(new Set(projection)).toEqual(new Set([-0.125, 0.125]));
    const short = projectEmbedding(vector, projection);
    expect(short).toHaveLength(mostEmbeddingColumns);
    return (short.reduce((sum, value) => sum + value * value, 0) * 64) / mostEmbeddingColumns / norm;
  });
  // The standard deviation of one ratio is about sqrt(2 / 16).
  expect(Math.abs(ratios.reduce((sum, ratio) => sum + ratio / ratios.length, 0) - 1)).toBeLessThan(0.2);
  expect(embeddingProjection(64, 3)).toEqual(embeddingProjection(64, 3));
  expect(embeddingProjection(64, 3)).not.toEqual(embeddingProjection(64, 4));
});

it('changes nothing, to the last bit, where no request has an embedding', () => {
  const rows = 600;
  const draws = new RandomStream(2, 'without embeddings');
  const numbers = Array.from({ length: rows }, (_, row) => row);
  const column = (name: string, from: number): ContextColumn => ({
    name,
    kind: 'numeric',
    data: Float64Array.from(numbers, (row) => draws.int((from * rows + row) % 1_700, 9) ** 3),
  });
  const action = Int32Array.from(numbers, (row) => draws.int(9 * rows + row, 3));
  const data: ExplorationData = {
    rows,
    actions: ['a', 'b', 'c'],
    action,
    propensity: new Float64Array(rows).fill(1 / 3),
    objectives: ['one', 'two'],
    rewards: [10, 11].map((from) => Float64Array.from(numbers, (row) => draws.normal(from * rows + row) + (action[row] ?? 0))),
    user: Int32Array.from(numbers, (row) => row % 50),
    context: [column('visits', 0), column('saves', 1)],
  };
  const later = { ...stored, asOfMs: Float64Array.of(5_000, 6_000, 7_000) };
  const learn = Int32Array.from(numbers.slice(0, 400));
  const held = Int32Array.from(numbers.slice(400));
  const options = { dataset: '', log: '', learner: 'prl-puts', estimator: 'dr', level: 0.95, learnShare: 0.5, seed: 1 } as const;
  const ridge = (used: ExplorationData) => finish(learnPredictions(used, learn, held, options, undefined));
  const net = (used: ExplorationData) => {
    const inputs = learnNetInputs(used.context, learn);
    return { inputs, matrix: applyNetInputs(used.context, inputs, held) };
  };
  for (const embeddings of [none, later]) {
    const { columns } = joined([...(data.user ?? [])], numbers, data.context, embeddings);
    expect(columns).toHaveLength(embeddings.dimensions);
    const with_ = { ...data, context: [...data.context, ...columns] };
    expect(net(with_)).toEqual(net(data));
    expect(ridge(with_)).toEqual(ridge(data));
  }
});
