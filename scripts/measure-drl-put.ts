import type { ColumnData } from '../src/core/dataset/column.ts';
import type { ExplorationData } from '../src/core/policy/exploration-data.ts';
import { RandomStream } from '../src/core/random/random-stream.ts';
import { AdsLog, adsSchema } from '../src/core/world/ads-log.ts';
import { adActions, adRewards, AdServer } from '../src/core/world/ads-request.ts';
import { makeUser } from '../src/core/world/population.ts';
import { presets, worldRecipe } from '../src/core/world/recipe.ts';
import { makeWorld, type World } from '../src/core/world/world.ts';
import { LearningClient } from '../src/main/engine/learning/client.ts';

/**
 * DRL-PUT on a world's ads log, by exact rewards: its true reward over the best single action, beside Q-argmax, and how the weight of clicks rises with the
 * decile of earlier clicks. The first 500 users are held out. Prints one JSON line per reward and policy.
 * Usage: node scripts/measure-drl-put.ts [preset] [seed] [rows to learn on] [own|shuffled], such as `demo 1 290000 own`.
 */
const [name = 'demo', seedText = '1', rowsText = '100000', contexts = 'own'] = process.argv.slice(2);
const rewards = [
  { name: 'revenue + 0.8 click', weights: [1, 0.8, 0, 0] },
  { name: 'revenue + 1.2 click - 2 hide', weights: [1, 1.2, 0, -2] },
];
const heldUsers = 500;
const requestsPerUser = 60;

const preset = presets.find((known) => known === name) ?? 'demo';
const seed = Number(seedText);
const world = makeWorld(worldRecipe(preset), seed);
const perUser = world.recipe.ads.requestsPerUser;
const held = heldUsers * perUser;
const data = readLog(world, held + Number(rowsText));
const truth = exactRewards(world);
const clicks = earlierClicks(data);
const client = new LearningClient();
const query = {
  data: structuredClone(contexts === 'shuffled' ? shuffled(data) : data),
  learn: Int32Array.from({ length: Number(rowsText) }, (_, place) => held + place),
  predict: Int32Array.from({ length: held }, (_, row) => row),
  seed,
  budgetMs: 1_800_000,
  rewards,
};
const { policies } = await client.policies(query, { signal: new AbortController().signal, onProgress: () => undefined });
await client.close();
for (const policy of policies) {
  for (const [kind, chosen] of [['drl-put', policy.chosen] as const, ['q-argmax', policy.byPrediction] as const])
    process.stdout.write(
      `${JSON.stringify({ preset, seed, rows: Number(rowsText), contexts, reward: policy.name, kind, ...judge(chosen, policy.weights), entropy: policy.entropy, z: policy.z })}\n`,
    );
}

function readLog({ recipe }: World, rows: number): ExplorationData {
  const { columns } = adsSchema(recipe);
  const whole = columns.map(() => new Float64Array(rows));
  const log = new AdsLog(world);
  const block = 1_200;
  for (let first = 0; first < rows; first += block) {
    const work = log.fill(first, Math.min(block, rows - first));
    let step = work.next();
    while (step.done !== true) step = work.next();
    const part: readonly ColumnData[] = step.value;
    part.forEach((values, index) => whole[index]?.set(values, first));
  }
  const of = (column: string) => whole[columns.findIndex((one) => one.name === column)] ?? new Float64Array(rows);
  const actions = adActions(recipe);
  return {
    rows,
    actions: actions.map((action) => action.name),
    action: Int32Array.from(of('action')),
    propensity: of('propensity'),
    objectives: adRewards,
    rewards: adRewards.map(of),
    user: Int32Array.from(of('user')),
    context: columns.flatMap((column, index) =>
      column.role === 'context'
        ? [{ name: column.name, kind: column.levels === undefined ? 'numeric' : 'category', data: whole[index] ?? new Float64Array(rows) }]
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
function exactRewards({ recipe, seed: own }: World): Float64Array {
  const server = new AdServer(world);
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

/** Share of earlier ads that were clicked where the state tells, else clicks on pins. */
function earlierClicks({ context }: ExplorationData): Float64Array {
  const of = (column: string) => context.find((one) => one.name === column)?.data;
  const [clicked, seen, pins] = [of('ads_clicked'), of('ads_seen'), of('clicks_28d')];
  return Float64Array.from({ length: held }, (_, row) =>
    clicked === undefined ? (pins?.[row] ?? 0) : (clicked[row] ?? 0) / Math.max(1, seen?.[row] ?? 1),
  );
}

function shuffled(log: ExplorationData): ExplorationData {
  const users = Math.floor(log.rows / perUser);
  const other = new RandomStream(seed, 'shuffled contexts').shuffle(Int32Array.from({ length: users }, (_, user) => user));
  const from = (row: number) => (other[Math.floor(row / perUser)] ?? 0) * perUser + (row % perUser);
  return {
    ...log,
    context: log.context.map((column) => ({ ...column, data: Float64Array.from(column.data, (_, row) => column.data[from(row)] ?? 0) })),
  };
}

function judge(chosen: Int32Array, weights: readonly number[]) {
  const actions = data.actions.length;
  const size = actions * adRewards.length;
  const value = (user: number, action: number) =>
    weights.reduce((sum, weight, reward) => sum + weight * (truth[user * size + action * adRewards.length + reward] ?? 0), 0);
  const mean = (action: number) =>
    Array.from({ length: heldUsers }, (_, user) => value(user, action)).reduce((sum, one) => sum + one, 0) / heldUsers;
  const means = data.actions.map((_, action) => mean(action));
  const best = means.indexOf(Math.max(...means));
  const scale = means[best] ?? 1;
  const gains = Array.from({ length: heldUsers }, (_, user) => {
    let total = 0;
    for (let request = 0; request < perUser; request += 1) total += value(user, chosen[user * perUser + request] ?? 0) / perUser;
    return (total - value(user, best)) / scale;
  });
  const gain = gains.reduce((sum, one) => sum + one, 0) / heldUsers;
  const error = Math.sqrt(gains.reduce((sum, one) => sum + (one - gain) ** 2, 0) / heldUsers / (heldUsers - 1));
  const order = Array.from({ length: held }, (_, row) => row).sort((a, b) => (clicks[a] ?? 0) - (clicks[b] ?? 0) || a - b);
  const click = adActions(world.recipe).map((action) => action.weights.click / world.recipe.ads.weights.click);
  const deciles = Array.from({ length: 10 }, (_, decile) => {
    const part = order.slice((decile * held) / 10, ((decile + 1) * held) / 10);
    return part.reduce((sum, row) => sum + (click[chosen[row] ?? 0] ?? 0), 0) / part.length;
  });
  return {
    overBestStatic: 1 + gain,
    low: 1 + gain - 1.96 * error,
    high: 1 + gain + 1.96 * error,
    clickWeightByDecile: deciles.map((one) => Number(one.toFixed(3))),
    spearman: spearman(deciles),
    bestStatic: data.actions[best],
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
