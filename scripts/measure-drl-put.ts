import { shuffleContexts } from '../src/core/checks/evaluation/world-rows.ts';
import type { ExplorationData } from '../src/core/policy/exploration-data.ts';
import { finish } from '../src/core/policy/progress.ts';
import { RandomStream } from '../src/core/random/random-stream.ts';
import { AdsLog, adsSchema } from '../src/core/world/ads-log.ts';
import { adActions, adRewards, AdServer } from '../src/core/world/ads-request.ts';
import { makeUser } from '../src/core/world/population.ts';
import { presets, type WorldRecipe, worldRecipe } from '../src/core/world/recipe.ts';
import { makeWorld, type World } from '../src/core/world/world.ts';
import { LearningClient } from '../src/main/engine/learning/client.ts';
import { keptColumns } from './kept-columns.ts';

/**
 * DRL-PUT on a world's ads log, by exact rewards: its true reward over the best single action, beside Q-argmax, and how the weight of clicks rises with the
 * decile of earlier clicks, against a band of permuted users. The first 500 users are held out. Prints one JSON line per world, reward and policy.
 * Usage: node scripts/measure-drl-put.ts [preset] [seeds] [rows to learn on] [own,shuffled] [folder to keep logs in], such as `demo 1,2,3 290000 own,shuffled`.
 */
const [name = 'demo', seeds = '1', rowsText = '100000', contexts = 'own', folder] = process.argv.slice(2);
const rewards = [
  { name: 'revenue + 0.8 click', weights: [1, 0.8, 0, 0] },
  { name: 'revenue + 1.2 click - 2 hide', weights: [1, 1.2, 0, -2] },
  { name: 'revenue + 0.4 click + 0.8 long click - hide', weights: [1, 0.4, 0.8, -1] },
  { name: 'revenue + 0.3 click', weights: [1, 0.3, 0, 0] },
];
const heldUsers = 500;
const requestsPerUser = 60;
const permutations = 200;
const preset = presets.find((known) => known === name) ?? 'demo';
const client = new LearningClient();

for (const seed of seeds.split(',').map(Number)) {
  const world = makeWorld(worldRecipe(preset), seed);
  const { recipe } = world;
  const perUser = recipe.ads.requestsPerUser;
  const held = heldUsers * perUser;
  const data = readLog(world, held + Number(rowsText));
  const size = heldUsers * adActions(recipe).length * adRewards.length;
  const kept = keptColumns(folder, `ads-${preset}-${seed}`, ['truth'], size, () => new Map([['truth', exactRewards(world)]]));
  const truth = kept.get('truth') ?? new Float64Array(size);
  const clicks = earlierClicks(data, held);
  for (const kind of contexts.split(',')) {
    const query = {
      data: structuredClone(kind === 'shuffled' ? shuffleContexts(data, perUser, seed) : data),
      learn: Int32Array.from({ length: Number(rowsText) }, (_, place) => held + place),
      predict: Int32Array.from({ length: held }, (_, row) => row),
      seed,
      budgetMs: 1_800_000,
      rewards,
    };
    const { policies } = await client.policies(query, { signal: new AbortController().signal, onProgress: () => undefined });
    for (const policy of policies) {
      const { entropy, z, personal, fixed, seconds } = policy;
      for (const [learner, chosen] of [['drl-put', policy.chosen] as const, ['q-argmax', policy.byPrediction] as const]) {
        const found = { ...judge(recipe, truth, chosen, policy.weights, fixed), ...byClicks(recipe, clicks, chosen, seed) };
        const facts = learner === 'drl-put' ? { entropy, z, personal, seconds } : {};
        process.stdout.write(
          `${JSON.stringify({ preset, seed, rows: Number(rowsText), contexts: kind, reward: policy.name, learner, ...found, ...facts })}\n`,
        );
      }
    }
  }
}
await client.close();

function readLog(world: World, rows: number): ExplorationData {
  const { columns } = adsSchema(world.recipe);
  const wanted = columns.filter(
    ({ role }) => role === 'context' || role === 'user' || role === 'action' || role === 'propensity' || role === 'reward',
  );
  const kept = keptColumns(
    folder,
    `ads-${preset}-${world.seed}`,
    wanted.map((column) => column.name),
    rows,
    () => {
      const made = new Map(wanted.map((column) => [column.name, new Float64Array(rows)]));
      const log = new AdsLog(world);
      const block = 1_200;
      for (let first = 0; first < rows; first += block) {
        const part = finish(log.fill(first, Math.min(block, rows - first)));
        columns.forEach((column, index) => made.get(column.name)?.set(part[index] ?? [], first));
      }
      return made;
    },
  );
  const of = (column: string) => kept.get(column) ?? new Float64Array(rows);
  const actions = adActions(world.recipe);
  return {
    rows,
    actions: actions.map((action) => action.name),
    action: Int32Array.from(of('action')),
    propensity: of('propensity'),
    objectives: adRewards,
    rewards: adRewards.map(of),
    user: Int32Array.from(of('user')),
    context: wanted.flatMap((column) =>
      column.role === 'context'
        ? [{ name: column.name, kind: column.levels === undefined ? 'numeric' : 'category', data: of(column.name) }]
        : [],
    ),
    production: (actions.length - 1) / 2,
    actionWeights: {
      heads: ['revenue', 'click', 'hide'],
      values: actions.map(({ weights }) => [weights.revenue, weights.click, weights.hide]),
    },
  };
}

/** Mean exact rewards of every action for each held-out user, over requests that no log holds: [user, action, reward]. */
function exactRewards(given: World): Float64Array {
  const { recipe, seed: own } = given;
  const server = new AdServer(given);
  const weights = adActions(recipe).map((action) => action.weights);
  const size = weights.length * adRewards.length;
  const means = new Float64Array(heldUsers * size);
  for (let user = 0; user < heldUsers; user += 1) {
    const who = makeUser(recipe, own, user);
    for (let request = 0; request < requestsPerUser; request += 1) {
      const values = server.expected(who, 2 ** 41 + user * requestsPerUser + request, weights);
      values.forEach((value, place) => (means[user * size + place] = (means[user * size + place] ?? 0) + value / requestsPerUser));
    }
  }
  return means;
}

/** Share of earlier ads that were clicked. */
function earlierClicks({ context }: ExplorationData, held: number): Float64Array {
  const of = (column: string) => context.find((one) => one.name === column)?.data;
  const [clicked, seen] = [of('ads_clicked'), of('ads_seen')];
  return Float64Array.from({ length: held }, (_, row) => (clicked?.[row] ?? 0) / Math.max(1, seen?.[row] ?? 1));
}

/** True reward of the choices over the best single action's, with a 95% interval over users; and of the single action that the learner would take. */
function judge({ ads }: WorldRecipe, truth: Float64Array, chosen: Int32Array, weights: readonly number[], fixed: number) {
  const actions = adActions(worldRecipe(preset));
  const size = actions.length * adRewards.length;
  const value = (user: number, action: number) =>
    weights.reduce((sum, weight, reward) => sum + weight * (truth[user * size + action * adRewards.length + reward] ?? 0), 0);
  const mean = (action: number) =>
    Array.from({ length: heldUsers }, (_, user) => value(user, action)).reduce((sum, one) => sum + one, 0) / heldUsers;
  const means = actions.map((_, action) => mean(action));
  const best = means.indexOf(Math.max(...means));
  const scale = means[best] ?? 1;
  const gains = Array.from({ length: heldUsers }, (_, user) => {
    let total = 0;
    for (let request = 0; request < ads.requestsPerUser; request += 1)
      total += value(user, chosen[user * ads.requestsPerUser + request] ?? 0) / ads.requestsPerUser;
    return (total - value(user, best)) / scale;
  });
  const gain = gains.reduce((sum, one) => sum + one, 0) / heldUsers;
  const error = Math.sqrt(gains.reduce((sum, one) => sum + (one - gain) ** 2, 0) / heldUsers / (heldUsers - 1));
  return {
    overBestStatic: 1 + gain,
    low: 1 + gain - 1.96 * error,
    high: 1 + gain + 1.96 * error,
    bestStatic: actions[best]?.name,
    fixed: actions[fixed]?.name,
    fixedOverBest: (means[fixed] ?? Number.NaN) / scale,
  };
}

/** Mean click weight per decile of earlier clicks, its rank correlation, and its spread against users dealt anew. */
function byClicks({ ads }: WorldRecipe, clicks: Float64Array, chosen: Int32Array, seed: number) {
  const click = adActions(worldRecipe(preset)).map((action) => action.weights.click / ads.weights.click);
  const deciles = (of: Float64Array) => {
    const order = Array.from(of.keys()).sort((a, b) => (of[a] ?? 0) - (of[b] ?? 0) || a - b);
    return Array.from({ length: 10 }, (_, decile) => {
      const part = order.slice((decile * order.length) / 10, ((decile + 1) * order.length) / 10);
      return part.reduce((sum, row) => sum + (click[chosen[row] ?? 0] ?? 0), 0) / part.length;
    });
  };
  const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
  const own = deciles(clicks);
  const users = Int32Array.from({ length: heldUsers }, (_, user) => user);
  const band = Array.from({ length: permutations }, (_, permutation) => {
    const other = new RandomStream(seed, `click deciles ${permutation}`).shuffle(users.slice());
    const { requestsPerUser: rows } = ads;
    return spread(deciles(clicks.map((_click, row) => clicks[(other[Math.floor(row / rows)] ?? 0) * rows + (row % rows)] ?? 0)));
  }).sort((a, b) => a - b);
  return {
    clickWeightByDecile: own.map((one) => Number(one.toFixed(3))),
    spearman: spearman(own),
    spread: spread(own),
    nullBand: [band[Math.floor(0.025 * permutations)], band[Math.ceil(0.975 * permutations) - 1]],
  };
}

/** Rank correlation of ten means with their order; 0 where all are alike. */
function spearman(values: readonly number[]): number {
  const rank = (value: number) =>
    values.filter((other) => other < value).length + (values.filter((other) => other === value).length - 1) / 2;
  const ranks = values.map(rank);
  const middle = (values.length - 1) / 2;
  const [together, own, order] = ranks.reduce(
    ([a, b, c], one, place) => [a + (one - middle) * (place - middle), b + (one - middle) ** 2, c + (place - middle) ** 2],
    [0, 0, 0],
  );
  return own === 0 ? 0 : together / Math.sqrt(own * order);
}
