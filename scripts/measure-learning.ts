import { learnedGain } from '../src/core/checks/evaluation/learned-gain.ts';
import { exactRows, shuffleContexts } from '../src/core/checks/evaluation/world-rows.ts';
import { divisorsOf } from '../src/core/policy/divisors.ts';
import type { ExplorationData } from '../src/core/policy/exploration-data.ts';
import { learnPredictions } from '../src/core/policy/learn-predictions.ts';
import type { Predictions } from '../src/core/policy/predictions.ts';
import { finish } from '../src/core/policy/progress.ts';
import { outcomeCount } from '../src/core/world/outcomes.ts';
import { presets, type WorldRecipe, worldRecipe } from '../src/core/world/recipe.ts';
import { type RewardStudy, studyRewards } from '../src/core/world/reward-study.ts';
import { makeWorld } from '../src/core/world/world.ts';
import { LearningClient } from '../src/main/engine/learning/client.ts';
import { keptWorldRows } from './kept-world-rows.ts';

/**
 * What is learned from a world's exploration log, by exact rewards: the net against the ridge, over rows learned on, and with contexts shuffled across users.
 * Prints one JSON line per measurement.
 * Usage: node scripts/measure-learning.ts [presets] [seeds] [rows] [learners] [folder to keep logs in], such as `demo,control 1,2 50000,200000,980000 network,ridge,shuffled`.
 */
const [names = 'demo', seeds = '1', sizes = '50000,200000', learners = 'network,ridge', folder] = process.argv.slice(2);
/** The first users are held out: their rows are valued by exact rewards, and their states by averages over other requests. */
const heldUsers = 500;
const requestsPerHalf = 30;
const client = new LearningClient();

for (const preset of presets.filter((name) => names.split(',').includes(name))) {
  for (const seed of seeds.split(',').map(Number)) {
    const recipe = worldRecipe(preset);
    const world = makeWorld(recipe, seed);
    const held = heldUsers * recipe.population.requestsPerUser;
    const most = Math.max(...sizes.split(',').map(Number));
    const data = keptWorldRows(world, held + most, folder);
    const exact = finish(
      exactRows(
        world,
        Int32Array.from({ length: held }, (_, row) => row),
      ),
    );
    const study = studyRewards(recipe, world.catalogue, seed, heldUsers, requestsPerHalf);
    for (const rows of sizes.split(',').map(Number)) {
      const learn = Int32Array.from({ length: rows }, (_, place) => held + place);
      for (const learner of learners.split(',')) {
        const used = learner === 'shuffled' ? shuffleContexts(data, recipe.population.requestsPerUser, seed) : data;
        const started = performance.now();
        const learned = learner === 'ridge' ? ridge(used, learn, exact.rows, seed) : await network(used, learn, exact.rows, seed);
        const seconds = (performance.now() - started) / 1_000;
        const gain = finish(learnedGain(used, learn, exact, seed, learned.predictions));
        const share = oracleShare(used, learn, study, recipe, learned.predictions);
        process.stdout.write(
          `${JSON.stringify({ preset, seed, rows, learner, ...gain, oracleShare: share, seconds, ...learned.facts })}\n`,
        );
      }
    }
  }
}
await client.close();

interface Learnt {
  readonly predictions: readonly Predictions[];
  readonly facts: Readonly<Record<string, unknown>>;
}

function ridge(data: ExplorationData, learn: Int32Array, held: Int32Array, seed: number): Learnt {
  const options = { dataset: '', log: '', learner: 'prl-puts', estimator: 'dr', level: 0.95, learnShare: 0.5, seed } as const;
  const { predictions } = finish(learnPredictions({ ...data, others: [] }, learn, held, options, undefined));
  return { predictions, facts: { personal: predictions.map(({ stride }) => stride > 0) } };
}

async function network(data: ExplorationData, learn: Int32Array, held: Int32Array, seed: number): Promise<Learnt> {
  // Typed arrays are moved to the worker, so it gets copies.
  const query = { data: structuredClone({ ...data, others: [] }), learn: learn.slice(), predict: held.slice(), seed, budgetMs: 1_800_000 };
  const { predictions, network: net } = await client.network(query, { signal: new AbortController().signal, onProgress: () => undefined });
  const { curve, model, seconds } = net;
  const personal = model.personal.map(({ factor, z }) => ({ factor, z }));
  return {
    predictions,
    facts: {
      trainingSeconds: seconds,
      epochs: curve.length,
      personal,
      parameterSum: net.parameters.reduce((sum, value) => sum + value, 0),
    },
  };
}

/**
 * Share of what a user's hidden tastes would allow that is recovered: (policy - best static) / (oracle - best static) of the weighted reward, median over alpha.
 * The oracle picks each held user's best action on one half of other requests and is valued on the other half.
 */
function oracleShare(
  data: ExplorationData,
  learn: Int32Array,
  study: RewardStudy,
  { population }: WorldRecipe,
  predictions: readonly Predictions[],
): number {
  const divisors = divisorsOf(data, learn).values;
  const { states, actions, halves } = study;
  const shares = Array.from({ length: 17 }, (_, step) => {
    const alpha = 0.1 + 0.05 * step;
    const weights = [(1 - alpha) / (divisors[0] ?? 1), alpha / (divisors[1] ?? 1)];
    const value = (half: 0 | 1, state: number, action: number) => {
      const at = (state * actions + action) * outcomeCount;
      return (weights[0] ?? 0) * (halves[half][at] ?? 0) + (weights[1] ?? 0) * (halves[half][at + 1] ?? 0);
    };
    const both = (state: number, action: number) => (value(0, state, action) + value(1, state, action)) / 2;
    let [policy, oracle] = [0, 0];
    const fixed = new Float64Array(actions);
    for (let state = 0; state < states; state += 1) {
      for (let request = 0; request < population.requestsPerUser; request += 1) {
        const row = state * population.requestsPerUser + request;
        const scores = Array.from({ length: actions }, (_unused, action) =>
          predictions.reduce(
            (sum, { preference, stride }, head) => sum + (weights[head] ?? 0) * (preference[row * stride + action] ?? 0),
            0,
          ),
        );
        policy += both(state, scores.indexOf(Math.max(...scores))) / population.requestsPerUser;
      }
      for (const half of [0, 1] as const) {
        const scores = Array.from({ length: actions }, (_unused, action) => value(half, state, action));
        oracle += value(half === 0 ? 1 : 0, state, scores.indexOf(Math.max(...scores))) / 2;
      }
      for (let action = 0; action < actions; action += 1) fixed[action] = (fixed[action] ?? 0) + both(state, action);
    }
    const best = Math.max(...fixed);
    return (policy - best) / (oracle - best);
  }).sort((a, b) => a - b);
  return shares[shares.length >> 1] ?? Number.NaN;
}
