import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetFormat } from '../../contract/datasets.ts';
import type { worldsContract } from '../../contract/worlds.ts';
import { RpcError } from '../../rpc/error.ts';
import type { Handlers } from '../../rpc/procedure.ts';
import type { HostContext } from './context.ts';
import { type ImportContext, runImport } from './import-job.ts';

const demoChoices = ['both', 'world', 'toy', 'none'] as const;

/** What a new workspace starts with: the toy datasets that ship with the console, a small world made on this machine, both in that order, or nothing. */
export type DemoChoice = (typeof demoChoices)[number];

type DemoContext = ImportContext & Pick<HostContext, 'resourcesDirectory'>;

const toySetting = 'demo.seeded';
const worldSetting = 'demo.world';

interface DemoDataset {
  readonly name: string;
  readonly folder: string;
  readonly format: DatasetFormat;
}

const toyDatasets: readonly DemoDataset[] = [
  { name: 'demo', folder: 'pins', format: 'events' },
  { name: 'demo-tuning', folder: 'tuning', format: 'exploration' },
];

/** The first world: the catalogue and the first users of the full one, made within seconds. */
const firstWorld = { preset: 'small', seed: 7, as: 'world-small', workers: 2 } as const;

/** Reads `--demo`; throws `usage` for anything else. */
export function asDemoChoice(text: string): DemoChoice {
  const found = demoChoices.find((choice) => choice === text);
  if (found === undefined)
    throw new RpcError({ code: 'usage', message: `--demo is one of ${demoChoices.join(', ')}; "${text}" is none of them.` });
  return found;
}

/**
 * Gives a new workspace something to look at, as ordinary jobs: the toy datasets at once, then the small world.
 * What the user removed or cancelled does not come back; a world whose host ended before it was made is made by the next. Resolves when the jobs have ended.
 */
export async function seedDemo(
  context: DemoContext,
  choice: DemoChoice,
  createWorld: Handlers<typeof worldsContract>['worlds.create'],
): Promise<void> {
  const { store, jobs } = context;
  if (!store.writable) return;
  const wantsWorld = (choice === 'both' || choice === 'world') && isWorldMissing(context);
  // Noted before anything else begins: from here on the workspace is not new any more.
  if (wantsWorld) store.settings.set(worldSetting, 'wanted');
  if ((choice === 'both' || choice === 'toy') && !(await seedToys(context))) return;
  if (!wantsWorld) return;
  const { job } = await createWorld(firstWorld, { signal: new AbortController().signal });
  const { state } = await jobs.finished(job);
  if (state !== 'interrupted') store.settings.set(worldSetting, 'ended');
}

/** True in a workspace that has never held anything, and where the last attempt to make the world was interrupted. */
function isWorldMissing({ store }: DemoContext): boolean {
  const state = store.settings.get(worldSetting);
  return state === 'wanted' || (state === undefined && store.settings.get(toySetting) !== true && store.datasets.list().length === 0);
}

/** Imports the toy datasets into a workspace that has never had them; false when the host is closing meanwhile. */
async function seedToys(context: DemoContext): Promise<boolean> {
  const { store, jobs } = context;
  if (store.settings.get(toySetting) === true) return true;
  const taken = new Set(store.datasets.list().map(({ name }) => name));
  const started = toyDatasets
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
  if (ended.every(({ state }) => state === 'done')) store.settings.set(toySetting, true);
  return ended.every(({ state }) => state !== 'interrupted');
}
