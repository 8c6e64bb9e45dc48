import { createHash } from 'node:crypto';
import type { WorldResult } from '../../../contract/worlds.ts';
import type { ImportCounts } from '../../../core/dataset/import-part.ts';
import { adsRows, adsSchema } from '../../../core/world/ads-log.ts';
import { adActions, adRewards } from '../../../core/world/ads-request.ts';
import { heldOutAds } from '../../../core/world/ads-truth.ts';
import type { WorldStory } from '../../../core/world/card/stories.ts';
import { gridActions } from '../../../core/world/grid.ts';
import { explorationSchema } from '../../../core/world/log-columns.ts';
import { hiddenColumns } from '../../../core/world/hidden-variables.ts';
import { outcomes } from '../../../core/world/outcomes.ts';
import type { WorldPreset } from '../../../core/world/recipe.ts';
import { sequenceActions, surfaces } from '../../../core/world/sequence.ts';
import { dayMs, logDays, logStartMs, worldStartMs } from '../../../core/world/time.ts';
import { heldOutRequests } from '../../../core/world/truth.ts';
import { logRows } from '../../../core/world/world.ts';
import { recipeOf, type WorldPhase, worldPhases } from '../../../core/world/world-chunk.ts';
import { type TruthHeader, TruthWriter, truthPath } from '../../files/truth-file.ts';
import type { DatasetWriter } from '../../store/types.ts';
import type { HostContext } from '../context.ts';
import type { JobHandle } from '../jobs.ts';
import { inOrder } from './in-order.ts';
import { chunksOf } from './world-chunks.ts';
import { WorldGauge } from './world-gauge.ts';

export type WorldContext = Pick<HostContext, 'store' | 'compute' | 'changes' | 'log' | 'dataDirectory'>;

export interface WorldWork {
  readonly name: string;
  readonly preset: WorldPreset;
  readonly seed: number;
  /** The first users alone; all that the preset has when left out. */
  readonly users?: number;
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
  stories: 'Looking for stories',
  candidates: 'Keeping candidates',
  truth: 'Keeping the truth apart',
  'ads-truth': 'Keeping the truth apart',
  hidden: 'Keeping the truth apart',
};

/** Makes a world in workers and stores it chunk by chunk; whatever stops it, dataset and truth are both whole or both gone. */
export async function runWorld(context: WorldContext, work: WorldWork, job: JobHandle): Promise<WorldResult> {
  const started = performance.now();
  const path = truthPath(context.dataDirectory, work.name);
  const truth = new TruthWriter(path);
  try {
    const counts = await storeWorld(context, work, truth, job);
    job.signal.throwIfAborted();
    await truth.finish(truthHeader(work, counts.hash));
    const dataset = await work.writer.commit();
    context.changes.publish('datasets');
    return {
      dataset: dataset.name,
      format: 'world',
      preset: work.preset,
      seed: work.seed,
      ...(dataset.catalogueHash === undefined ? {} : { catalogueHash: dataset.catalogueHash }),
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
  const recipe = recipeOf(work);
  const vocabulary = { actions: sequenceActions, surfaces };
  const schemas = [explorationSchema(recipe, logRows(recipe)), adsSchema(recipe)];
  const hash = createHash('sha256').update(JSON.stringify({ vocabulary, schemas }));
  await work.writer.write({ type: 'vocabulary', ...vocabulary });
  const actionEvents = sequenceActions.map(() => 0);
  const sessions: number[] = [];
  const gauge = new WorldGauge(schemas);
  let stories: readonly WorldStory[] = [];
  let expanded = 0;
  const world = { preset: work.preset, seed: work.seed, ...(work.users === undefined ? {} : { users: work.users }) };
  for (const phase of worldPhases) {
    const log = phase === 'log' ? 0 : phase === 'ads' ? 1 : -1;
    const schema = schemas[log];
    if (schema !== undefined) await work.writer.write({ type: 'log', log, schema });
    const inputs = chunksOf(recipe, world, phase, { sessions, pinned: stories.map(({ request }) => request) });
    let done = 0;
    for await (const chunk of inOrder(context.compute, inputs, work.workers, job.signal)) {
      job.signal.throwIfAborted();
      if (isData(phase)) hash.update(`${phase} ${chunk.digest}\n`);
      for (const part of chunk.parts) {
        if (part.type === 'candidates') expanded += part.requests.length;
        await work.writer.write(part);
      }
      gauge.add(log, chunk);
      stories = chunk.stories ?? stories;
      chunk.actionEvents?.forEach((count, action) => (actionEvents[action] = (actionEvents[action] ?? 0) + count));
      if (chunk.sessions !== undefined) sessions.push(...chunk.sessions);
      if (chunk.truth !== undefined) await truth.append(chunk.truth);
      done += 1;
      job.progress(phaseWords[phase], done / inputs.length);
    }
  }
  job.progress('Finishing');
  const { preset, seed } = work;
  await work.writer.write({ type: 'world', world: { preset, seed, stories, expanded, card: gauge.card(recipe) } });
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

/** What of the counts a result tells. */
function withoutOwn({ actionEvents: _actionEvents, firstAtMs: _first, lastAtMs: _last, ...told }: ImportCounts) {
  return told;
}

/** Neither the truth nor what is derived from the data is a part of it: the dataset's hash does not tell of them. */
function isData(phase: WorldPhase): boolean {
  return phase !== 'truth' && phase !== 'ads-truth' && phase !== 'hidden' && phase !== 'stories';
}

function truthHeader(work: WorldWork, dataset: string): TruthHeader {
  const recipe = recipeOf(work);
  const { users } = recipe.population;
  return {
    format: 'paretoscope-truth',
    version: 2,
    preset: work.preset,
    seed: work.seed,
    users,
    dataset,
    tables: {
      rewards: { rows: heldOutRequests(recipe), actions: gridActions(recipe).length, columns: outcomes },
      ads: { rows: heldOutAds(recipe), actions: adActions(recipe).length, columns: adRewards },
      hidden: { rows: users, actions: 1, columns: hiddenColumns(recipe) },
    },
  };
}
