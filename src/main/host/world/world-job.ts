import { createHash } from 'node:crypto';
import type { WorldResult } from '../../../contract/worlds.ts';
import { blockRows } from '../../../core/dataset/column.ts';
import type { ImportCounts } from '../../../core/dataset/import-part.ts';
import { adsRows, adsSchema } from '../../../core/world/ads-log.ts';
import { gridActions } from '../../../core/world/grid.ts';
import { explorationSchema } from '../../../core/world/log-columns.ts';
import { outcomeCount } from '../../../core/world/outcomes.ts';
import { type WorldPreset, type WorldRecipe, worldRecipe } from '../../../core/world/recipe.ts';
import { sequenceActions, surfaces } from '../../../core/world/sequence.ts';
import { dayMs, logDays, logStartMs, worldStartMs } from '../../../core/world/time.ts';
import { heldOutRequests } from '../../../core/world/truth.ts';
import { logRows } from '../../../core/world/world.ts';
import { type WorldChunkInput, type WorldPhase, worldPhases } from '../../../core/world/world-chunk.ts';
import { TruthWriter, truthPath } from '../../files/truth-file.ts';
import type { DatasetWriter } from '../../store/types.ts';
import type { HostContext } from '../context.ts';
import type { JobHandle } from '../jobs.ts';
import { inOrder } from './in-order.ts';

export type WorldContext = Pick<HostContext, 'store' | 'compute' | 'changes' | 'log' | 'dataDirectory'>;

export interface WorldWork {
  readonly name: string;
  readonly preset: WorldPreset;
  readonly seed: number;
  readonly workers: number;
  /** Invisible until the last part is stored. */
  readonly writer: DatasetWriter;
}

const phaseWords: Readonly<Record<WorldPhase, string>> = {
  items: 'Making the catalogue',
  people: 'Making the people',
  events: 'Playing two years',
  log: 'Logging requests',
  ads: 'Logging ads',
  truth: 'Keeping the truth apart',
};

/** Items, users, users, rows of either log and held-out requests per chunk. Another size would be another hash: the sizes belong to the format. */
const chunkSizes: Readonly<Record<WorldPhase, number>> = {
  items: 2_000,
  people: 1_000,
  events: 200,
  log: blockRows,
  ads: blockRows,
  truth: 1_000,
};

/** Makes a world in workers and stores it chunk by chunk; whatever stops it, dataset and truth are both whole or both gone. */
export async function runWorld(context: WorldContext, work: WorldWork, job: JobHandle): Promise<WorldResult> {
  const started = performance.now();
  const path = truthPath(context.dataDirectory, work.name);
  const truth = new TruthWriter(path);
  try {
    const counts = await storeWorld(context, work, truth, job);
    job.signal.throwIfAborted();
    const recipe = worldRecipe(work.preset);
    await truth.finish({
      format: 'paretoscope-truth',
      version: 1,
      preset: work.preset,
      seed: work.seed,
      dataset: counts.hash,
      requests: heldOutRequests(recipe),
      actions: gridActions(recipe).length,
      outcomes: outcomeCount,
    });
    const dataset = await work.writer.commit();
    context.changes.publish('datasets');
    return {
      dataset: dataset.name,
      format: 'world',
      preset: work.preset,
      seed: work.seed,
      ...withoutOwn(counts),
      logs: dataset.logs.map(({ name, kind, rows }) => ({ name, kind, rows })),
      rejects: [],
      truth: path,
      seconds: (performance.now() - started) / 1000,
    };
  } catch (error) {
    await truth.abandon();
    await work.writer.abandon().catch((failure: unknown) => {
      context.log.error('a world that stopped could not be cleaned up', { error: String(failure) });
    });
    throw error;
  }
}

async function storeWorld(context: WorldContext, work: WorldWork, truth: TruthWriter, job: JobHandle): Promise<ImportCounts> {
  const recipe = worldRecipe(work.preset);
  const vocabulary = { actions: sequenceActions, surfaces };
  const schemas = [explorationSchema(recipe, logRows(recipe)), adsSchema(recipe)];
  const hash = createHash('sha256').update(JSON.stringify({ vocabulary, schemas }));
  await work.writer.write({ type: 'vocabulary', ...vocabulary });
  const actionEvents = sequenceActions.map(() => 0);
  const sessions: number[] = [];
  for (const phase of worldPhases) {
    const log = phase === 'log' ? 0 : phase === 'ads' ? 1 : -1;
    const schema = schemas[log];
    if (schema !== undefined) await work.writer.write({ type: 'log', log, schema });
    const inputs = chunksOf(recipe, work, phase, sessions);
    let done = 0;
    for await (const chunk of inOrder(context.compute, inputs, work.workers, job.signal)) {
      job.signal.throwIfAborted();
      // The truth is no part of the data: the dataset's hash does not tell of it.
      if (phase !== 'truth') hash.update(`${phase} ${chunk.digest}\n`);
      for (const part of chunk.parts) await work.writer.write(part);
      chunk.actionEvents?.forEach((count, action) => (actionEvents[action] = (actionEvents[action] ?? 0) + count));
      if (chunk.sessions !== undefined) sessions.push(...chunk.sessions);
      if (chunk.rewards !== undefined) await truth.append(chunk.rewards);
      done += 1;
      job.progress(phaseWords[phase], done / inputs.length);
    }
  }
  job.progress('Finishing');
  const rows = logRows(recipe) + adsRows(recipe);
  const counts: ImportCounts = {
    rows: { read: rows, imported: rows, duplicate: 0, rejected: 0, identical: 0 },
    files: [],
    users: recipe.population.users,
    items: recipe.catalogue.items,
    sessions: sessions.reduce((sum, count) => sum + count, 0),
    // Every step of a sequence is an impression, so the first action counts them all.
    events: actionEvents[0] ?? 0,
    untimedEvents: 0,
    requests: rows,
    actionEvents,
    firstAtMs: worldStartMs,
    lastAtMs: logStartMs + (recipe.population.logStartDay + logDays) * dayMs,
    hash: hash.digest('hex'),
    notes: [`A simulated population: preset ${work.preset}, seed ${work.seed}.`],
  };
  await work.writer.write({ type: 'finish', counts });
  return counts;
}

function chunksOf(recipe: WorldRecipe, work: WorldWork, phase: WorldPhase, sessions: readonly number[]): readonly WorldChunkInput[] {
  const totals: Readonly<Record<WorldPhase, number>> = {
    items: recipe.catalogue.items,
    people: recipe.population.users,
    events: recipe.population.users,
    log: logRows(recipe),
    ads: adsRows(recipe),
    truth: heldOutRequests(recipe),
  };
  const total = totals[phase];
  const size = chunkSizes[phase];
  const inputs: WorldChunkInput[] = [];
  let firstSession = 0;
  for (let first = 0; first < total; first += size) {
    const count = Math.min(size, total - first);
    inputs.push({ preset: work.preset, seed: work.seed, phase, first, count, ...(phase === 'events' ? { firstSession } : {}) });
    if (phase === 'events') for (let user = first; user < first + count; user += 1) firstSession += sessions[user] ?? 0;
  }
  return inputs;
}

/** What of the counts a result tells. */
function withoutOwn({ actionEvents: _actionEvents, firstAtMs: _first, lastAtMs: _last, ...told }: ImportCounts) {
  return told;
}
