import type { Job } from '../../contract/jobs.ts';
import { presets, type WorldPreset } from '../../core/world/recipe.ts';

interface WorldOrigin {
  readonly preset: WorldPreset;
  readonly seed: number;
  /** Where only the first so many users are made. */
  readonly users?: number;
}

/** What a running job makes a world from; undefined for any other job. */
export function originOfJob({ kind, parameters }: Job): WorldOrigin | undefined {
  const preset = presets.find((name) => name === parameters?.['preset']);
  const seed = parameters?.['seed'];
  const users = parameters?.['users'];
  if (kind !== 'world' || preset === undefined || typeof seed !== 'number') return undefined;
  return { preset, seed, ...(typeof users === 'number' ? { users } : {}) };
}
