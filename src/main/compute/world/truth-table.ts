import { AdsTruth, heldOutAd } from '../../../core/world/ads-truth.ts';
import { hiddenRow } from '../../../core/world/hidden-variables.ts';
import { makeUser } from '../../../core/world/population.ts';
import { heldOutRequest, Truth } from '../../../core/world/truth.ts';
import type { World } from '../../../core/world/world.ts';
import type { Breath } from '../import/breath.ts';
import { ContentHash } from '../import/content-hash.ts';
import type { WorldChunk } from '../tasks/world.ts';

/** Exact rewards of all actions for a stretch of the held-out requests. */
export function rewardTable(world: World, first: number, count: number, breath: Breath): Promise<WorldChunk> {
  const truth = new Truth(world);
  return tableOf(count, (place) => truth.grid(heldOutRequest(world.recipe, first + place)), breath);
}

/** The same for the held-out requests of ads. */
export function adsRewardTable(world: World, first: number, count: number, breath: Breath): Promise<WorldChunk> {
  const truth = new AdsTruth(world);
  return tableOf(count, (place) => truth.grid(heldOutAd(world.recipe, first + place)), breath);
}

/** What is hidden about a stretch of the users. */
export function hiddenTable({ recipe, seed }: World, first: number, count: number, breath: Breath): Promise<WorldChunk> {
  return tableOf(count, (place) => hiddenRow(makeUser(recipe, seed, first + place)), breath);
}

async function tableOf(count: number, rowOf: (place: number) => ArrayLike<number>, breath: Breath): Promise<WorldChunk> {
  let table: Float32Array | undefined;
  for (let place = 0; place < count; place += 1) {
    const row = rowOf(place);
    table ??= new Float32Array(count * row.length);
    table.set(row, place * row.length);
    await breath.take();
  }
  const truth = table ?? new Float32Array(0);
  const hash = new ContentHash();
  hash.add('rewards', truth);
  return { parts: [], digest: hash.digest(), truth };
}
