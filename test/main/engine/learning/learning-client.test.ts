import { afterAll, expect, test } from 'vitest';
import type { CurvePoint } from '../../../../src/core/learn/train.ts';
import { RandomStream } from '../../../../src/core/random/random-stream.ts';
import { LearningClient } from '../../../../src/main/engine/learning/client.ts';
import type { NetworkQuery, NetworkResult } from '../../../../src/main/engine/learning/contract.ts';

const rows = 6_000;
const users = 600;
const grid = [1, 2, 4];
const client = new LearningClient();
afterAll(() => client.close());

/** A log over a 3 x 3 grid. `answer` is how strongly users with a positive taste want the first weight high, and the others low. */
function query(answer: number, seed = 1): NetworkQuery {
  const draws = new RandomStream(11, 'learning client test');
  const numbers = Array.from({ length: rows }, (_, row) => row);
  const user = Int32Array.from(numbers, (row) => row % users);
  const taste = Float64Array.from(numbers, (row) => (draws.uniform(1_000_000 + (user[row] ?? 0)) < 0.5 ? -1 : 1));
  const action = Int32Array.from(numbers, (row) => draws.int(2_000_000 + row, 9));
  const reward = Float64Array.from(
    numbers,
    (row) => 0.5 * (taste[row] ?? 0) + answer * (taste[row] ?? 0) * (Math.floor((action[row] ?? 0) / 3) - 1) + draws.normal(row),
  );
  return {
    data: {
      rows,
      actions: Array.from({ length: 9 }, (_, index) => `arm ${index}`),
      action,
      propensity: new Float64Array(rows).fill(1 / 9),
      objectives: ['reward'],
      rewards: [reward],
      user,
      context: [{ name: 'taste', kind: 'numeric', data: taste }],
      actionWeights: { heads: ['first', 'second'], values: grid.flatMap((first) => grid.map((second) => [first, second])) },
    },
    learn: Int32Array.from(numbers.slice(0, 5_000)),
    predict: Int32Array.from(numbers.slice(5_000)),
    seed,
    budgetMs: 60_000,
  };
}

const options = (onProgress: (curve: readonly CurvePoint[]) => void = () => undefined) => ({
  signal: new AbortController().signal,
  onProgress: ({ curve }: { readonly curve: readonly CurvePoint[] }) => onProgress(curve),
});

/** The arm with the highest prediction for each row. */
function best({ predictions }: NetworkResult): number[] {
  const { preference = new Float32Array(0), stride = 0 } = predictions[0] ?? {};
  return Array.from({ length: rows - 5_000 }, (_, row) => {
    const values = [...preference.subarray(row * stride, row * stride + 9)];
    return values.indexOf(Math.max(...values));
  });
}

test('a net finds which users want which weight, tells its losses, and learns the same again', async () => {
  const told: number[] = [];
  const asked = query(0.3);
  const taste = asked.data.context[0]?.data.slice(5_000) ?? [];
  const first = await client.network(
    asked,
    options((curve) => told.push(curve.length)),
  );
  const right = best(first).filter((arm, row) => (Math.floor(arm / 3) === 2) === (taste[row] ?? 0) > 0).length;
  expect(right).toBe(taste.length);
  expect(first.network.model.personal[0]?.factor).toBeGreaterThan(0.5);
  expect(first.network.curve.length).toBeGreaterThan(2);
  expect(Math.max(...told)).toBeGreaterThan(1);
  const again = await client.network(query(0.3), options());
  expect(again.network.parameters).toEqual(first.network.parameters);
  expect(again.predictions[0]?.preference).toEqual(first.predictions[0]?.preference);
  const other = await client.network(query(0.3, 2), options());
  expect(other.network.parameters).not.toEqual(first.network.parameters);
});

test('where no user differs from another, nothing personal is claimed', async () => {
  const { predictions, network } = await client.network(query(0), options());
  expect(network.model.personal.map(({ factor }) => factor)).toEqual([0]);
  expect(predictions.map(({ stride }) => stride)).toEqual([0]);
});

test('learning stops when it is cancelled and when its time is up, and the worker goes on', async () => {
  const controller = new AbortController();
  const cancelled = client.network(query(0.3), { signal: controller.signal, onProgress: () => controller.abort() });
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  const short = await client.network({ ...query(0.3), budgetMs: 0 }, options());
  expect(short.network.end).toBe('stopped');
});

test('a softmax policy serves users as they differ, and everybody alike where they do not', async () => {
  const rewards = [{ name: 'reward', weights: [1] }];
  const asked = query(0.3);
  const taste = asked.data.context[0]?.data.slice(5_000) ?? [];
  const [policy] = (await client.policies({ ...asked, rewards }, options())).policies;
  const right = [...(policy?.chosen ?? [])].filter((arm, row) => (Math.floor(arm / 3) === 2) === (taste[row] ?? 0) > 0).length;
  expect(right).toBeGreaterThan(0.95 * taste.length);
  expect(policy?.personal).toBe(true);
  expect(policy?.z).toBeGreaterThan(5);
  const [flat] = (await client.policies({ ...query(0), rewards }, options())).policies;
  expect(flat?.personal).toBe(false);
  expect(new Set(flat?.chosen)).toEqual(new Set([flat?.fixed]));
});
