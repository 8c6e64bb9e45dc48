import { blockRows } from '../../../core/dataset/column.ts';
import type { ImportPart } from '../../../core/dataset/import-part.ts';
import { ExplorationLog } from '../../../core/world/exploration-log.ts';
import type { World } from '../../../core/world/world.ts';
import type { Breath } from '../import/breath.ts';
import { ContentHash } from '../import/content-hash.ts';
import type { WorldChunk } from '../tasks/world.ts';

/** One stored block of the exploration log; `first` is a multiple of the block's rows. */
export async function logParts(world: World, first: number, count: number, breath: Breath): Promise<WorldChunk> {
  const columns = await breath.run(new ExplorationLog(world).fill(first, count));
  const hash = new ContentHash();
  const block = Math.floor(first / blockRows);
  const parts = columns.map((data, column): ImportPart => {
    hash.add(`${column}`, data);
    return { type: 'block', log: 0, column, block, data };
  });
  return { parts, digest: hash.digest() };
}
