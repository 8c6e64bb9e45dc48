import { closedLoop, type Learner } from '../src/core/checks/evaluation/deployed-policy.ts';
import { applyNetInputs } from '../src/core/learn/net-inputs.ts';
import { networkForward } from '../src/core/learn/network-forward.ts';
import type { ExplorationData } from '../src/core/policy/exploration-data.ts';
import { finish } from '../src/core/policy/progress.ts';
import { presets, worldRecipe } from '../src/core/world/recipe.ts';
import { makeWorld } from '../src/core/world/world.ts';
import { LearningClient } from '../src/main/engine/learning/client.ts';
import { keptWorldRows } from './kept-world-rows.ts';

/**
 * A policy of the net, chosen by its one-step value and served in the closed loop at three fatigues, by exact rewards of users it never saw. Prints one JSON line
 * per world.
 * Usage: node scripts/measure-closed-loop.ts [presets] [seeds] [rows to learn on] [users to serve] [folder to keep logs in], such as `demo 1,2,3 980000 500`.
 */
const [names = 'demo', seeds = '1', rowsText = '200000', usersText = '500', folder] = process.argv.slice(2);
const client = new LearningClient();
for (const preset of presets.filter((name) => names.split(',').includes(name))) {
  for (const seed of seeds.split(',').map(Number)) {
    const recipe = worldRecipe(preset);
    const world = makeWorld(recipe, seed);
    const users = Array.from({ length: Number(usersText) }, (_, user) => user);
    const held = users.length * recipe.population.requestsPerUser;
    const data = keptWorldRows(world, held + Number(rowsText), folder);
    const learn = Int32Array.from({ length: Number(rowsText) }, (_, place) => held + place);
    const found = finish(closedLoop(world, data, learn, users, await netLearner(data, learn, seed), [0, 0.3, 0.6]));
    process.stdout.write(`${JSON.stringify({ preset, seed, rows: learn.length, ...found })}\n`);
  }
}
await client.close();

async function netLearner(data: ExplorationData, learn: Int32Array, seed: number): Promise<Learner> {
  // Typed arrays are moved to the worker, so it gets copies.
  const query = {
    data: structuredClone({ ...data, others: [] }),
    learn: learn.slice(),
    predict: new Int32Array(0),
    seed,
    budgetMs: 1_800_000,
  };
  const { network } = await client.network(query, { signal: new AbortController().signal, onProgress: () => undefined });
  const { actions, heads } = network.shape;
  return (states) => {
    const context = data.context.map((column, place) => ({
      ...column,
      data: Float64Array.from(states, (values) => values[place] ?? Number.NaN),
    }));
    const inputs = applyNetInputs(context, network.inputs, Int32Array.from(states.keys()));
    const answers = networkForward(network, inputs.values, states.length);
    return Array.from({ length: heads }, (_, head) => ({
      base: new Float64Array(states.length),
      preference: Float32Array.from({ length: states.length * actions }, (_unused, place) => answers[place * heads + head] ?? 0),
      stride: actions,
    }));
  };
}
