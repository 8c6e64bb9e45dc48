import { blockRows, type ColumnData } from '../../../core/dataset/column.ts';
import type { ImportPart } from '../../../core/dataset/import-part.ts';
import type { Breath } from '../import/breath.ts';
import { ContentHash } from '../import/content-hash.ts';
import type { WorldChunk } from '../tasks/world.ts';

/** One stored block of a log, filled row by row; `first` is a multiple of the block's rows. */
export async function blockParts(fill: Generator<void, ColumnData[]>, log: number, first: number, breath: Breath): Promise<WorldChunk> {
  const columns = await breath.run(fill);
  const hash = new ContentHash();
  const block = Math.floor(first / blockRows);
  const parts = columns.map((data, column): ImportPart => {
    hash.add(`${column}`, data);
    return { type: 'block', log, column, block, data };
  });
  return { parts, digest: hash.digest() };
}
