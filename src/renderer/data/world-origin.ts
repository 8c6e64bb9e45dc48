import type { Job } from '../../contract/jobs.ts';
import { presets, type WorldPreset } from '../../core/world/recipe.ts';

interface WorldOrigin {
  readonly preset: WorldPreset;
  readonly seed: number;
}

/** What a running job makes a world from; undefined for any other job. */
export function originOfJob({ kind, parameters }: Job): WorldOrigin | undefined {
  const preset = presets.find((name) => name === parameters?.['preset']);
  const seed = parameters?.['seed'];
  return kind !== 'world' || preset === undefined || typeof seed !== 'number' ? undefined : { preset, seed };
}
