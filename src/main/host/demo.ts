import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetFormat } from '../../contract/datasets.ts';
import type { HostContext } from './context.ts';
import { runImport } from './import-job.ts';

const seededSetting = 'demo.seeded';

interface DemoDataset {
  readonly name: string;
  readonly folder: string;
  readonly format: DatasetFormat;
}

const demoDatasets: readonly DemoDataset[] = [
  { name: 'demo', folder: 'pins', format: 'events' },
  { name: 'demo-tuning', folder: 'tuning', format: 'exploration' },
];

/**
 * Puts the toy datasets that ship with the console into a workspace that has never had them, as ordinary jobs.
 * A demo that the user removed does not come back. Resolves when the jobs have ended.
 */
export async function seedDemo(context: HostContext): Promise<void> {
  const { store, jobs } = context;
  if (!store.writable || store.settings.get(seededSetting) === true) return;
  const taken = new Set(store.datasets.list().map(({ name }) => name));
  const started = demoDatasets
    .map((demo) => ({ ...demo, path: join(context.resourcesDirectory, 'demo', demo.folder) }))
    .filter(({ name, path }) => !taken.has(name) && existsSync(path))
    .map(({ name, path, format }) => {
      const writer = store.datasets.create(name, format, { demo: true });
      const work = {
        path,
        format,
        mapping: undefined,
        onBadRow: 'stop' as const,
        writer,
        notes: ['Synthetic data that ships with the console.'],
      };
      return jobs.start('import', `Import ${name}`, (handle) => runImport(context, work, handle));
    });
  const ended = await Promise.all(started.map((job) => jobs.finished(job)));
  if (ended.every(({ state }) => state === 'done')) store.settings.set(seededSetting, true);
}
