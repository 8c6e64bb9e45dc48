import type { Dataset } from '../../contract/datasets.ts';
import type { Job } from '../../contract/jobs.ts';
import type { WorldResult } from '../../contract/worlds.ts';
import { presets, type WorldPreset } from '../../core/world/recipe.ts';

/** What a world is made from: equal origins are equal worlds. */
export interface WorldOrigin {
  readonly preset: WorldPreset;
  readonly seed: number;
}

/** The origin of a world in the workspace, as the job that made it tells; undefined where that job is not known here. */
export function originOf(dataset: Dataset, jobs: readonly Job[]): WorldOrigin | undefined {
  return jobs
    .filter((job) => job.kind === 'world' && job.state === 'done')
    .map((job) => job.result as WorldResult)
    .find((result) => result.dataset === dataset.name && result.hash === dataset.hash);
}

/** What a running job makes a world from. */
export function originOfJob({ kind, parameters }: Job): WorldOrigin | undefined {
  const preset = presets.find((name) => name === parameters?.['preset']);
  const seed = parameters?.['seed'];
  return kind !== 'world' || preset === undefined || typeof seed !== 'number' ? undefined : { preset, seed };
}
