import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explorationData, neededColumns, worldColumns } from '../src/core/checks/evaluation/world-rows.ts';
import type { ExplorationData } from '../src/core/policy/exploration-data.ts';
import { finish } from '../src/core/policy/progress.ts';
import type { World } from '../src/core/world/world.ts';

const bytes = Float64Array.BYTES_PER_ELEMENT;

/** The first rows of a world's exploration log. With a folder, they are kept there, one file per column, and not made again by the next run. */
export function keptWorldRows(world: World, rows: number, folder: string | undefined): ExplorationData {
  if (folder === undefined) return explorationData(world, rows, finish(worldColumns(world, rows)));
  const path = (name: string) => join(folder, `${world.recipe.preset}-${world.seed}-${name}.f64`);
  const names = neededColumns(world);
  if (names.every((name) => existsSync(path(name)) && statSync(path(name)).size >= rows * bytes))
    return explorationData(world, rows, new Map(names.map((name) => [name, readColumn(path(name), rows)])));
  const columns = finish(worldColumns(world, rows));
  mkdirSync(folder, { recursive: true });
  for (const [name, values] of columns) writeFileSync(path(name), values);
  return explorationData(world, rows, columns);
}

function readColumn(path: string, rows: number): Float64Array {
  const { buffer, byteOffset } = readFileSync(path);
  return new Float64Array(buffer.slice(byteOffset, byteOffset + rows * bytes));
}
