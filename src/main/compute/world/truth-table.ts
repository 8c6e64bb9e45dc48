import { heldOutRequest, Truth } from '../../../core/world/truth.ts';
import type { World } from '../../../core/world/world.ts';
import type { Breath } from '../import/breath.ts';
import { ContentHash } from '../import/content-hash.ts';
import type { WorldChunk } from '../tasks/world.ts';

/** Exact rewards of all actions for a stretch of the held-out requests. */
export async function truthTable(world: World, first: number, count: number, breath: Breath): Promise<WorldChunk> {
  const truth = new Truth(world);
  const hash = new ContentHash();
  let rewards: Float32Array | undefined;
  for (let place = 0; place < count; place += 1) {
    const row = truth.grid(heldOutRequest(world.recipe, first + place));
    rewards ??= new Float32Array(count * row.length);
    rewards.set(row, place * row.length);
    await breath.take();
  }
  const table = rewards ?? new Float32Array(0);
  hash.add('rewards', table);
  return { parts: [], digest: hash.digest(), rewards: table };
}
