import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { factoredSize, type FactoredShape } from '../../../../src/core/learn/factored-shape.ts';
import { RandomStream } from '../../../../src/core/random/random-stream.ts';
import { buildPolicyStep } from '../../../../src/main/engine/learning/policy-graph.ts';
import { buildQNetStep } from '../../../../src/main/engine/learning/q-net-graph.ts';
import { sessionOptions } from '../../../../src/main/engine/session-options.ts';

const rows = 11;
const shape: FactoredShape = { inputs: 4, actionInputs: 2, actions: 5, heads: 2, hidden: 6, actionHidden: 3, rank: 3 };

test.each([
  { name: 'actions with weights', shape },
  { name: 'actions without weights', shape: { ...shape, actionInputs: 0 } },
  { name: 'one head of rank one', shape: { ...shape, heads: 1, rank: 1 } },
])('every gradient of the Q-net is the slope of its loss: $name', async ({ shape: net }) => {
  const session = await InferenceSession.create(buildQNetStep(net), sessionOptions('cpu', 1));
  const parameters = draws(factoredSize(net), 'parameters');
  const feeds = {
    ...loggedRows(net),
    rewards: new Tensor('float32', draws(rows * net.heads, 'rewards'), [rows, net.heads]),
    scale: new Tensor('float32', Float32Array.of(1 / rows), [1, 1]),
  };
  const run = async (values: Float32Array) => {
    const { errors, gradient } = await session.run({ ...feeds, parameters: new Tensor('float32', values, [values.length]) });
    return { loss: sum(errors?.data as Float32Array) / rows, gradient: gradient?.data as Float32Array };
  };
  await expectSlopes(parameters, run);
  await session.release();
});

test.each([
  { name: 'actions with weights', shape: { ...shape, heads: 1 } },
  { name: 'actions without weights', shape: { ...shape, heads: 1, actionInputs: 0 } },
])('every gradient of the policy is the slope of its loss: $name', async ({ shape: net }) => {
  const session = await InferenceSession.create(buildPolicyStep(net), sessionOptions('cpu', 1));
  const parameters = draws(factoredSize(net), 'policy parameters');
  const entropyShare = 0.3;
  const feeds = {
    ...loggedRows(net),
    advantage: new Tensor(
      'float32',
      draws(rows, 'advantage').map((value) => net.actions * value),
      [rows, 1],
    ),
    scale: new Tensor('float32', Float32Array.of(-1 / rows), [1, 1]),
    entropyScale: new Tensor('float32', Float32Array.of(entropyShare / rows), [1, 1]),
  };
  await expectSlopes(parameters, async (values) => {
    const { value, entropy, gradient } = await session.run({ ...feeds, parameters: new Tensor('float32', values, [values.length]) });
    const loss = (entropyShare * sum(entropy?.data as Float32Array) - sum(value?.data as Float32Array)) / rows;
    return { loss, gradient: gradient?.data as Float32Array };
  });
  await session.release();
});

/** States and logged actions of a batch, and what describes the actions. */
function loggedRows(net: FactoredShape): Record<string, Tensor> {
  return {
    x: new Tensor('float32', draws(rows * net.inputs, 'inputs'), [rows, net.inputs]),
    ...(net.actionInputs === 0
      ? {}
      : { arms: new Tensor('float32', draws(net.actions * net.actionInputs, 'arms'), [net.actions, net.actionInputs]) }),
    chosen: new Tensor(
      'int32',
      Int32Array.from({ length: rows }, (_, row) => (3 * row) % net.actions),
      [rows, 1],
    ),
  };
}

/** The gradient of every parameter against a central difference of the loss. */
async function expectSlopes(
  parameters: Float32Array,
  run: (values: Float32Array) => Promise<{ readonly loss: number; readonly gradient: Float32Array }>,
): Promise<void> {
  const { gradient } = await run(parameters);
  expect(gradient).toHaveLength(parameters.length);
  expect(Math.max(...gradient.map(Math.abs))).toBeGreaterThan(0.05);
  // In single precision a step this long keeps rounding below the error of the central difference.
  const step = 0.02;
  for (let place = 0; place < parameters.length; place += 1) {
    const [up, down] = [parameters.slice(), parameters.slice()];
    up[place] = (up[place] ?? 0) + step;
    down[place] = (down[place] ?? 0) - step;
    const slope = ((await run(up)).loss - (await run(down)).loss) / (2 * step);
    expect(Math.abs((gradient[place] ?? Number.NaN) - slope)).toBeLessThan(0.002 + 0.005 * Math.abs(slope));
  }
}

function draws(count: number, purpose: string): Float32Array {
  const stream = new RandomStream(5, purpose);
  return Float32Array.from({ length: count }, (_, index) => 0.6 * stream.normal(index));
}

function sum(values: Float32Array): number {
  return values.reduce((total, value) => total + value, 0);
}
