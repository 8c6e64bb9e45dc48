import { learnedGain, type ExactRewards } from '../src/core/checks/evaluation/learned-gain.ts';
import type { ColumnData } from '../src/core/dataset/column.ts';
import { divisorsOf } from '../src/core/policy/divisors.ts';
import type { ExplorationData } from '../src/core/policy/exploration-data.ts';
import { learnPredictions } from '../src/core/policy/learn-predictions.ts';
import type { Predictions } from '../src/core/policy/predictions.ts';
import { RandomStream } from '../src/core/random/random-stream.ts';
import { ExplorationLog } from '../src/core/world/exploration-log.ts';
import { gridActions, productionAction } from '../src/core/world/grid.ts';
import { explorationColumns } from '../src/core/world/log-columns.ts';
import { outcomeCount, outcomes } from '../src/core/world/outcomes.ts';
import { presets, type WorldRecipe, worldRecipe } from '../src/core/world/recipe.ts';
import { type RewardStudy, studyRewards } from '../src/core/world/reward-study.ts';
import { Truth } from '../src/core/world/truth.ts';
import { makeWorld, type World } from '../src/core/world/world.ts';
import { LearningClient } from '../src/main/engine/learning/client.ts';

/**
 * What is learned from a world's exploration log, by exact rewards: the net against the ridge, over rows learned on, and with contexts shuffled across users.
 * Prints one JSON line per measurement.
 * Usage: node scripts/measure-learning.ts [presets] [seeds] [rows] [learners], such as `demo,control 1,2 50000,200000,980000 network,ridge,shuffled`.
 */
const [names = 'demo', seeds = '1', sizes = '50000,200000', learners = 'network,ridge'] = process.argv.slice(2);
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
    const data = readLog(world, held + most);
    const exact = exactRewards(world, held);
    const study = studyRewards(recipe, world.catalogue, seed, heldUsers, requestsPerHalf);
    for (const rows of sizes.split(',').map(Number)) {
      const learn = Int32Array.from({ length: rows }, (_, place) => held + place);
      for (const learner of learners.split(',')) {
        const used = learner === 'shuffled' ? shuffled(data, recipe, seed) : data;
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

function readLog(world: World, rows: number): ExplorationData {
  const { recipe } = world;
  const columns = explorationColumns(recipe);
  const whole = columns.map(() => new Float64Array(rows));
  const log = new ExplorationLog(world);
  const block = 2_000;
  for (let first = 0; first < rows; first += block) {
    const part: readonly ColumnData[] = finish(log.fill(first, Math.min(block, rows - first)));
    part.forEach((values, index) => whole[index]?.set(values, first));
  }
  const of = (name: string) => whole[columns.findIndex((column) => column.name === name)] ?? new Float64Array(rows);
  const actions = gridActions(recipe);
  return {
    rows,
    actions: actions.map(({ name }) => name),
    action: Int32Array.from(of('action')),
    propensity: of('propensity'),
    objectives: ['save', 'p2p'],
    rewards: [of('save'), of('p2p')],
    user: Int32Array.from(of('user')),
    context: columns.flatMap((column, index) =>
      column.role === 'context'
        ? [{ name: column.name, kind: column.levels === undefined ? 'numeric' : 'category', data: whole[index] ?? new Float64Array(rows) }]
        : [],
    ),
    production: productionAction(recipe),
    actionWeights: { heads: outcomes, values: actions.map(({ weights }) => weights) },
  };
}

function exactRewards(world: World, rows: number): ExactRewards {
  const truth = new Truth(world);
  const arms = gridActions(world.recipe).length;
  const values = new Float64Array(2 * rows * arms);
  for (let row = 0; row < rows; row += 1) {
    const grid = truth.grid(row);
    for (let arm = 0; arm < arms; arm += 1) {
      values[2 * (row * arms + arm)] = grid[arm * outcomeCount] ?? 0;
      values[2 * (row * arms + arm) + 1] = grid[arm * outcomeCount + 1] ?? 0;
    }
  }
  return { rows: Int32Array.from({ length: rows }, (_, row) => row), values };
}

/** The context of every user given to another one. */
function shuffled(data: ExplorationData, { population }: WorldRecipe, seed: number): ExplorationData {
  const { requestsPerUser } = population;
  const users = Math.floor(data.rows / requestsPerUser);
  const other = new RandomStream(seed, 'shuffled contexts').shuffle(Int32Array.from({ length: users }, (_, user) => user));
  const from = (row: number) => (other[Math.floor(row / requestsPerUser)] ?? 0) * requestsPerUser + (row % requestsPerUser);
  return {
    ...data,
    context: data.context.map((column) => ({ ...column, data: Float64Array.from(column.data, (_, row) => column.data[from(row)] ?? 0) })),
  };
}

function ridge(data: ExplorationData, learn: Int32Array, held: Int32Array, seed: number): Learnt {
  const options = { dataset: '', log: '', learner: 'prl-puts', estimator: 'dr', level: 0.95, learnShare: 0.5, seed } as const;
  const { predictions } = finish(learnPredictions({ ...data, others: [] }, learn, held, options, undefined));
  return { predictions, facts: { personal: predictions.map(({ stride }) => stride > 0) } };
}

async function network(data: ExplorationData, learn: Int32Array, held: Int32Array, seed: number): Promise<Learnt> {
  // Typed arrays are moved to the worker, so it gets copies.
  const query = { data: structuredClone(data), learn: learn.slice(), predict: held.slice(), seed, budgetMs: 1_800_000 };
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

function finish<Result>(work: Generator<unknown, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
