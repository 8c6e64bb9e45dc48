import { exactRows, explorationData, neededColumns } from '../src/core/checks/evaluation/world-rows.ts';
import { learnedGain } from '../src/core/checks/evaluation/learned-gain.ts';
import { type DatedEmbeddings, embeddingColumn, joinUserEmbeddings } from '../src/core/learn/join-user-embeddings.ts';
import type { ContextColumn } from '../src/core/policy/exploration-data.ts';
import { finish } from '../src/core/policy/progress.ts';
import { RandomStream } from '../src/core/random/random-stream.ts';
import { ExplorationLog } from '../src/core/world/exploration-log.ts';
import { explorationColumns } from '../src/core/world/log-columns.ts';
import { recipeOf } from '../src/core/world/world-chunk.ts';
import { makeWorld } from '../src/core/world/world.ts';
import { LearningClient } from '../src/main/engine/learning/client.ts';
import { keptColumns } from './kept-columns.ts';
import { worldEmbeddings } from './world-embeddings.ts';

/**
 * What long-term user embeddings add to the state that a Q-net learns on, by exact rewards: without them, with them, with all their dimensions, and with them
 * dealt out to other users, which must undo whatever they added. Only users with a sequence have an embedding, so the log is theirs alone; nothing was learned
 * of any of them by the bundle, which knows the users before `firstUser`.
 * Usage: node scripts/measure-user-embeddings.ts [users] [learner seeds] [variants] [folder to keep what was made in], such as `5000 1,2,3 without,with,shuffled,whole /tmp/kept`.
 */
const [usersText = '5000', seedsText = '1', variants = 'without,with,shuffled', folder] = process.argv.slice(2);
const [users, worldSeed, firstUser] = [Number(usersText), 7, 50_000];
/** Users whose rows are valued by exact rewards, and that no learner sees. */
const heldUsers = Math.min(500, Math.floor(users / 5));

const recipe = recipeOf({ preset: 'demo', users: firstUser + 10 * users });
const world = makeWorld(recipe, worldSeed);
const perUser = recipe.population.requestsPerUser;
const every = recipe.population.longSequenceEvery;
const members = Array.from({ length: users }, (_, place) => firstUser + place * every);
const rows = users * perUser;
const timesName = 'at';

const names = [...neededColumns(world), timesName];
const columns = keptColumns(folder, `embedding-rows-${users}`, names, rows, () => {
  const made = new Map(names.map((name) => [name, new Float64Array(rows)]));
  const log = new ExplorationLog(world);
  for (const [place, user] of members.entries()) {
    const block = finish(log.fill(user * perUser, perUser));
    explorationColumns(recipe).forEach(({ name }, index) => made.get(name)?.set(block[index] ?? [], place * perUser));
  }
  return made;
});
const data = explorationData(world, rows, columns);
const at = columns.get(timesName) ?? new Float64Array(0);
const embeddings = await worldEmbeddings(world, members, folder);

const held = Int32Array.from({ length: heldUsers * perUser }, (_, row) => row);
const truth = exactColumns();
const learn = Int32Array.from({ length: rows - held.length }, (_, place) => held.length + place);
const client = new LearningClient();
for (const seed of seedsText.split(',').map(Number)) {
  for (const variant of variants.split(',')) {
    const used = { ...data, others: [], context: contextOf(variant, seed) };
    const query = { data: structuredClone(used), learn: learn.slice(), predict: held.slice(), seed, budgetMs: 1_800_000 };
    const { predictions, network } = await client.network(query, { signal: new AbortController().signal, onProgress: () => undefined });
    const gain = finish(learnedGain(used, learn, { rows: held, values: truth }, seed, predictions));
    const { curve, model, inputNames, seconds } = network;
    const best = Math.min(...curve.map(({ validation }) => validation));
    const personal = model.personal.map(({ factor, z }) => ({ factor, z }));
    process.stdout.write(
      `${JSON.stringify({ users, rows: learn.length, seed, variant, inputs: inputNames.length, ...gain, validation: best, epochs: curve.length, personal, seconds })}\n`,
    );
  }
}
await client.close();

function contextOf(variant: string, seed: number): readonly ContextColumn[] {
  const log = { rows, user: data.user ?? new Int32Array(0), at, context: data.context };
  const join = (stored: DatedEmbeddings) => [...data.context, ...finish(joinUserEmbeddings(log, stored, seed)).columns];
  if (variant === 'with') return join(embeddings);
  if (variant === 'shuffled') {
    const order = new RandomStream(seed, 'shuffle embeddings').shuffle(Int32Array.from(embeddings.user.keys()));
    const d = embeddings.dimensions;
    const vectors = new Float32Array(embeddings.vectors.length);
    order.forEach((from, to) => vectors.set(embeddings.vectors.subarray(from * d, (from + 1) * d), to * d));
    return join({ ...embeddings, vectors });
  }
  if (variant === 'whole') {
    const d = embeddings.dimensions;
    const { embedding } = finish(joinUserEmbeddings(log, embeddings, seed));
    const whole = Array.from({ length: d }, (_, column) =>
      embeddingColumn(
        `dimension ${column}`,
        column,
        Float32Array.from(embedding, (place) => (place < 0 ? Number.NaN : (embeddings.vectors[place * d + column] ?? 0))),
      ),
    );
    return [...data.context, ...whole];
  }
  return data.context;
}

function exactColumns(): Float64Array {
  const made = () => {
    const worldRowsOfHeld = Int32Array.from(held, (row) => (members[Math.floor(row / perUser)] ?? 0) * perUser + (row % perUser));
    return new Map([['exact', Float64Array.from(finish(exactRows(world, worldRowsOfHeld)).values)]]);
  };
  const cells = 2 * held.length * data.actions.length;
  return keptColumns(folder, `embedding-exact-${users}`, ['exact'], cells, made).get('exact') ?? new Float64Array(0);
}
