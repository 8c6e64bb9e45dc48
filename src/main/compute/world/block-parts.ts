import { blockRows, type ColumnData } from '../../../core/dataset/column.ts';
import type { ImportPart } from '../../../core/dataset/import-part.ts';
import type { LogSchema } from '../../../core/dataset/log-schema.ts';
import { AdsLog, adsSchema } from '../../../core/world/ads-log.ts';
import { takeCensus } from '../../../core/world/card/log-census.ts';
import { sumByUser } from '../../../core/world/card/rate-meter.ts';
import { ExplorationLog } from '../../../core/world/exploration-log.ts';
import { explorationSchema } from '../../../core/world/log-columns.ts';
import type { World } from '../../../core/world/world.ts';
import type { Breath } from '../import/breath.ts';
import { ContentHash } from '../import/content-hash.ts';
import type { WorldChunk } from '../tasks/world.ts';

/** One stored block of the exploration log, and what its rows say for the card. */
export async function explorationParts(world: World, first: number, count: number, breath: Breath): Promise<WorldChunk> {
  const columns = await breath.run(new ExplorationLog(world).fill(first, count));
  const schema = explorationSchema(world.recipe, count);
  const census = await breath.run(takeCensus(world, schema, columns));
  return { ...blockParts(schema, columns, 0, first), census };
}

/** One stored block of the ads log. */
export async function adsParts(world: World, first: number, count: number, breath: Breath): Promise<WorldChunk> {
  const columns = await breath.run(new AdsLog(world).fill(first, count));
  return blockParts(adsSchema(world.recipe), columns, 1, first);
}

/** `first` is a multiple of a block's rows. */
function blockParts(schema: LogSchema, columns: readonly ColumnData[], log: number, first: number): WorldChunk {
  const hash = new ContentHash();
  const block = Math.floor(first / blockRows);
  const sums = sumByUser(schema, columns);
  const parts = columns.map((data, column): ImportPart => {
    hash.add(`${column}`, data);
    return { type: 'block', log, column, block, data };
  });
  return { parts, digest: hash.digest(), sums };
}
