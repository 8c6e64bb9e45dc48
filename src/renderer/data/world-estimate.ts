import type { Job } from '../../contract/jobs.ts';
import type { WorldResult } from '../../contract/worlds.ts';
import { type WorldPreset, worldRecipe } from '../../core/world/recipe.ts';

/** Measured with two threads on two idle processors: what the catalogue takes, and each user with all of their requests. */
const perItemMs = 0.04;
const perUserMs = 3.1;
/** Measured on finished workspaces, the truth beside them included. */
const perItemBytes = 395;
const perUserBytes = 11_250;

export interface WorldEstimate {
  readonly ms: number;
  readonly bytes: number;
  /** A world that was made on this machine, where the time is scaled by it. */
  readonly from: string | undefined;
}

/** How long a world of so many users takes and what it needs on disk: rates that were measured once, scaled by the last world that was made here. */
export function estimateWorld(preset: WorldPreset, jobs: readonly Job[], users = worldRecipe(preset).population.users): WorldEstimate {
  const last = jobs
    .filter((job) => job.kind === 'world' && job.state === 'done')
    .toSorted((a, b) => b.id - a.id)
    .map((job) => job.result as WorldResult)[0];
  const scale = last === undefined ? 1 : (last.seconds * 1000) / ratedMs(last.items, last.users);
  const { catalogue } = worldRecipe(preset);
  return {
    ms: ratedMs(catalogue.items, users) * scale,
    bytes: catalogue.items * perItemBytes + users * perUserBytes,
    from: last?.dataset,
  };
}

function ratedMs(items: number, users: number): number {
  return items * perItemMs + users * perUserMs;
}

/** An estimate as a person would say it: `about 10 s`, `about 4 min`, `about 1.5 h`. */
export function sayRoughly(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 1) return 'under a second';
  if (seconds < 10) return `about ${Math.round(seconds)} s`;
  if (seconds < 90) return `about ${Math.round(seconds / 5) * 5} s`;
  const minutes = seconds / 60;
  if (minutes < 55) return `about ${Math.round(minutes)} min`;
  return `about ${Math.round(minutes / 30) / 2} h`;
}
