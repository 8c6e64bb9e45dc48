import type { ImportPart } from '../../../core/dataset/import-part.ts';
import { AdsLog } from '../../../core/world/ads-log.ts';
import { ExplorationLog } from '../../../core/world/exploration-log.ts';
import { makeWorld, type World } from '../../../core/world/world.ts';
import { worldRecipe } from '../../../core/world/recipe.ts';
import type { WorldChunkInput } from '../../../core/world/world-chunk.ts';
import { call, type CallContext } from '../../../rpc/procedure.ts';
import { Breath } from '../import/breath.ts';
import { eventParts, peopleParts } from '../world/sequence-parts.ts';
import { itemParts } from '../world/item-parts.ts';
import { blockParts } from '../world/block-parts.ts';
import { truthTable } from '../world/truth-table.ts';

export interface WorldChunk {
  /** In the order the store expects. */
  readonly parts: readonly ImportPart[];
  /** SHA-256 of the parts. */
  readonly digest: string;
  /** Sessions of each user of the chunk (`people`). */
  readonly sessions?: Int32Array;
  /** Events per action of the vocabulary (`people`). */
  readonly actionEvents?: readonly number[];
  /** Exact rewards of the held-out requests (`truth`): actions times outcomes per request. */
  readonly rewards?: Float32Array;
}

/** Makes one chunk of a world. */
export const worldChunk = call<WorldChunkInput, WorldChunk>();

/** The world this worker made last: its chunks come one after another. */
let kept: { readonly name: string; readonly world: World } | undefined;

function worldOf({ preset, seed }: WorldChunkInput): World {
  const name = `${preset} ${seed}`;
  if (kept?.name !== name) kept = { name, world: makeWorld(worldRecipe(preset), seed) };
  return kept.world;
}

export async function runWorldChunk(input: WorldChunkInput, { signal }: CallContext): Promise<WorldChunk> {
  const breath = new Breath(signal);
  breath.check();
  const world = worldOf(input);
  const { first, count, firstSession = 0 } = input;
  switch (input.phase) {
    case 'items':
      return itemParts(world, first, count, breath);
    case 'people':
      return peopleParts(world, first, count, breath);
    case 'events':
      return eventParts(world, first, count, firstSession, breath);
    case 'log':
      return blockParts(new ExplorationLog(world).fill(first, count), 0, first, breath);
    case 'ads':
      return blockParts(new AdsLog(world).fill(first, count), 1, first, breath);
    case 'truth':
      return truthTable(world, first, count, breath);
  }
}
