import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { applyNetInputs } from '../../../src/core/learn/net-inputs.ts';
import { networkForward } from '../../../src/core/learn/network-forward.ts';
import type { ActionRule } from '../../../src/core/policy/action-rule.ts';
import type { ExplorationData } from '../../../src/core/policy/exploration-data.ts';
import { RandomStream } from '../../../src/core/random/random-stream.ts';
import { exportNetwork } from '../../../src/main/host/learning/export-network.ts';
import { learnDrlPut } from '../../../src/main/host/learning/learn-drl-put.ts';
import { learnPolicy } from '../../../src/main/host/learning/learn-policy.ts';
import { type NetworkRecord, networkOf } from '../../../src/main/host/learning/network-record.ts';
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
  const weights = [1, 0];
  const exported = exportNetwork(record.model, data.context, { type: 'same', weights, rule: 'sum' });
  expect(exported.features).toEqual([{ input: 'kind in 0', column: 'kind', type: 'level', levels: ['x'] }]);
  expect(exported.probes).toHaveLength(100);
  expect(exported.probes.every(({ context: known, action }) => (action === 3) === (known['kind'] === 'y'))).toBe(true);
  // The exported graph, run by the runtime, gives the same actions and the predictions of the sweep.
  const session = await InferenceSession.create(exported.onnx);
  const state = (rows: readonly (readonly number[])[]) => new Tensor('float32', Float32Array.from(rows.flat()), [rows.length, 1]);
  const { q } = await session.run({ state: state(exported.probes.map(({ inputs }) => inputs)) });
  exported.probes.forEach(({ action }, place) => {
    const scores = Array.from({ length: 4 }, (_, arm) => Number(q?.data[(place * 4 + arm) * 2]));
    expect(scores.indexOf(Math.max(...scores))).toBe(action);
  });
  const { q: again } = await session.run({ state: state([...predict].map((row) => [data.context[0]?.data[row] === 0 ? 1 : 0])) });
  const { base = new Float64Array(0) } = learned?.predictions?.[0] ?? {};
  for (let cell = 0; cell < 16; cell += 1)
    expect(Number(again?.data[2 * cell])).toBeCloseTo((base[Math.floor(cell / 4)] ?? 0) + (preference[cell] ?? 0), 4);
  await session.release();
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
  // What is kept of each serves the same actions, and as a graph of the runtime too.
  const own = JSON.parse(JSON.stringify(policies.map(({ rule }) => rule))) as readonly Extract<ActionRule, { type: 'network' }>[];
  expect(own.map(({ weights }) => weights)).toEqual([[1], [1, -0.5]]);
  const model = own[0]?.model as NetworkRecord;
  const exported = exportNetwork(model, data.context, { type: 'same', weights: [1], rule: 'sum' });
  expect(exported.objectives).toEqual(['preference']);
  expect(exported.probes).toHaveLength(100);
  const inputs = applyNetInputs(data.context, model.inputs, predict).values;
  const answers = networkForward(networkOf(model), inputs, predict.length);
  const session = await InferenceSession.create(exported.onnx);
  const { q } = await session.run({ state: new Tensor('float32', inputs, [predict.length, model.shape.inputs]) });
  for (const values of [answers, q?.data as Float32Array])
    expect(Array.from(predict, (_, place) => best(values.slice(4 * place, 4 * place + 4)))).toEqual([...(policies[0]?.chosen ?? [])]);
  await session.release();
  for (const { chosen } of policies) {
    const right = predict.filter((row, place) => (chosen[place] === 3) === (data.context[0]?.data[row] === 1));
    expect(right.length).toBeGreaterThan(900);
  }
});

function best(values: ArrayLike<number>): number {
  return Array.from(values).indexOf(Math.max(...Array.from(values)));
}
