import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { DatasetFormat } from '../../../src/contract/datasets.ts';
import { EngineClient } from '../../../src/main/engine/client.ts';
import type { HostContext } from '../../../src/main/host/context.ts';
import { runImport } from '../../../src/main/host/import-job.ts';
import { bundleHandlers } from '../../../src/main/host/services/bundles.ts';
import type { StoredDataset } from '../../../src/main/store/types.ts';
import { type ToyTrunkBundleOptions, writeToyTrunkBundle } from '../files/bundle/toy-trunk-bundle.ts';
import { noSignal, serviceContext } from './service-context.ts';

export interface RankingContext extends HostContext {
  readonly folder: string;
}

/** A whole host context with the real engine on the CPU, closed when the test ends. */
export function rankingContext(): RankingContext {
  const engine = new EngineClient({ device: 'cpu', threads: 1 });
  const context = serviceContext();
  onTestFinished(() => engine.close());
  const resourcesDirectory = join(context.folder, 'resources');
  mkdirSync(resourcesDirectory);
  return { ...context, version: '0.0.0', shell: 'cli', engine, resourcesDirectory };
}

/** Imports a folder as a dataset. */
export async function importDataset(context: RankingContext, path: string, name: string, format: DatasetFormat): Promise<StoredDataset> {
  const writer = context.store.datasets.create(name, format);
  const work = { path, format, mapping: undefined, onBadRow: 'stop' as const, writer, notes: [] };
  const ended = await context.jobs.finished(context.jobs.start('import', name, (handle) => runImport(context, work, handle)));
  if (ended.state !== 'done') throw new Error(`${ended.state}: ${ended.error?.message ?? ''}`);
  return context.store.datasets.get(name);
}

/** Writes a toy bundle for a dataset (all its items, its actions as heads) and adds it. */
export async function addToyBundle(context: RankingContext, dataset: StoredDataset, options: ToyTrunkBundleOptions = {}): Promise<string> {
  const folder = join(context.folder, `source ${options.name ?? 'toy'}`);
  const itemIds = context.store.items.ids(dataset);
  writeToyTrunkBundle(folder, {
    rows: itemIds.length,
    itemIds,
    heads: dataset.actions.map(({ name }) => name),
    datasetName: dataset.name,
    datasetHash: dataset.hash,
    ...options,
  });
  const { id } = context.grants.add(folder, { temporary: false });
  const added = await bundleHandlers(context)['bundles.add']({ grant: id }, noSignal);
  return added.name;
}
