import { explorationData, neededColumns, worldColumns } from '../src/core/checks/evaluation/world-rows.ts';
import type { ExplorationData } from '../src/core/policy/exploration-data.ts';
import { finish } from '../src/core/policy/progress.ts';
import type { World } from '../src/core/world/world.ts';
import { keptColumns } from './kept-columns.ts';

/** The first rows of a world's exploration log, kept in a folder between runs where one is given. */
export function keptWorldRows(world: World, rows: number, folder: string | undefined): ExplorationData {
  const key = `${world.recipe.preset}-${world.seed}`;
  const columns = keptColumns(folder, key, neededColumns(world), rows, () => finish(worldColumns(world, rows)));
  return explorationData(world, rows, columns);
}
