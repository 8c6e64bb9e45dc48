import { expect, test } from 'vitest';
import type { ExplorationData } from '../../../src/core/policy/exploration-data.ts';
import { RandomStream } from '../../../src/core/random/random-stream.ts';
import { learnDrlPut } from '../../../src/main/host/learning/learn-drl-put.ts';
import { learnPolicy } from '../../../src/main/host/learning/learn-policy.ts';
import { networkOf, type NetworkRecord } from '../../../src/main/host/learning/network-record.ts';
import { serviceContext } from './service-context.ts';

const rows = 8_000;

/** Four arms without weights; half of the requests want the last one. */
function log(): ExplorationData {
  const draws = new RandomStream(3, 'learn policy test');
  const numbers = Array.from({ length: rows }, (_, row) => row);
  const kind = Int32Array.from(numbers, (row) => draws.int(row, 2));
  const action = Int32Array.from(numbers, (row) => draws.int(rows + row, 4));
  return {
    rows,
    actions: ['a', 'b', 'c', 'd'],
    action,
    propensity: new Float64Array(rows).fill(0.25),
    objectives: ['good', 'even'],
    rewards: [
      Float64Array.from(numbers, (row) => ((action[row] === 3) === (kind[row] === 1) ? 1 : 0) + draws.normal(2 * rows + row)),
      Float64Array.from(numbers, (row) => draws.normal(3 * rows + row)),
    ],
    context: [{ name: 'kind', kind: 'category', data: kind, levels: ['x', 'y'] }],
  };
}

test('the host learns in the worker, keeps its own data, and its record holds the net', async () => {
  const context = serviceContext();
  const data = log();
  const told: string[] = [];
  const handle = { signal: new AbortController().signal, progress: (phase: string) => told.push(phase) };
  const learn = Int32Array.from({ length: 7_000 }, (_, row) => row);
  const predict = Int32Array.of(7_000, 7_001, 7_002, 7_003);
  const learned = await learnPolicy(context, data, { learn, predict }, { seed: 1 }, handle);
  expect(data.action).toHaveLength(rows);
  expect(learn).toHaveLength(7_000);
  expect(told.some((phase) => phase.startsWith('Learning: training, epoch'))).toBe(true);
  expect(learned?.predictions?.map(({ stride }) => stride)).toEqual([4, 0]);
  const { preference = new Float32Array(0) } = learned?.predictions?.[0] ?? {};
  predict.forEach((row, place) => {
    const values = [...preference.subarray(4 * place, 4 * place + 4)];
    expect(values.indexOf(Math.max(...values)) === 3).toBe(data.context[0]?.data[row] === 1);
  });
  const record = JSON.parse(JSON.stringify(learned?.record)) as { readonly note: string; readonly model: NetworkRecord };
  expect(record.note).toContain('for good only');
  expect(networkOf(record.model).parameters.length).toBeGreaterThan(1_000);
  expect(await learnPolicy(context, data, { learn: learn.slice(0, 100), predict }, { seed: 1 }, handle)).toBeUndefined();
});

test('a policy is learned for a composed reward, beside the argmax of the Q-net', async () => {
  const context = serviceContext();
  const data = log();
  const handle = { signal: new AbortController().signal, progress: () => undefined };
  const learn = Int32Array.from({ length: 7_000 }, (_, row) => row);
  const predict = Int32Array.from({ length: 1_000 }, (_, place) => 7_000 + place);
  const { policies = [], predictions } = await learnDrlPut(
    context,
    data,
    { learn, predict },
    { seed: 1, rewards: [{ weights: { good: 1, even: -0.5 } }] },
    handle,
  );
  expect(predictions).toHaveLength(2);
  expect(policies.map(({ name, kind }) => [name, kind])).toEqual([
    ['DRL-PUT, 1 good - 0.5 even', 'drl-put'],
    ['Q-argmax, 1 good - 0.5 even', 'other'],
  ]);
  for (const { chosen } of policies) {
    const right = predict.filter((row, place) => (chosen[place] === 3) === (data.context[0]?.data[row] === 1));
    expect(right.length).toBeGreaterThan(900);
  }
});
