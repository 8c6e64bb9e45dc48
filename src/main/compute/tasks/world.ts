import type { ImportPart } from '../../../core/dataset/import-part.ts';
import type { LogCensus } from '../../../core/world/card/log-census.ts';
import type { UserSums } from '../../../core/world/card/rate-meter.ts';
import { findStories, type WorldStory } from '../../../core/world/card/stories.ts';
import { makeWorld, type World } from '../../../core/world/world.ts';
import { recipeOf, type WorldChunkInput } from '../../../core/world/world-chunk.ts';
import { call, type CallContext } from '../../../rpc/procedure.ts';
import { Breath } from '../import/breath.ts';
import { eventParts, peopleParts, worldUserId } from '../world/sequence-parts.ts';
import { itemParts } from '../world/item-parts.ts';
import { adsParts, explorationParts } from '../world/block-parts.ts';
import { candidateParts } from '../world/candidate-parts.ts';
import { adsRewardTable, hiddenTable, rewardTable } from '../world/truth-table.ts';

export interface WorldChunk {
  /** In the order the store expects. */
  readonly parts: readonly ImportPart[];
  /** SHA-256 of the parts. */
  readonly digest: string;
  /** Sessions of each user of the chunk (`people`). */
  readonly sessions?: Int32Array;
  /** Events per action of the vocabulary (`people`). */
  readonly actionEvents?: readonly number[];
  /** Rewards of each user (`log`, `ads`), and what the card counts besides (`log`). */
  readonly sums?: UserSums;
  readonly census?: LogCensus;
  readonly stories?: readonly WorldStory[];
  /** Rows of one table of the truth (`truth`, `ads-truth`, `hidden`). */
  readonly truth?: Float32Array;
}

/** Makes one chunk of a world. */
export const worldChunk = call<WorldChunkInput, WorldChunk>();

/** The world this worker made last: its chunks come one after another. */
let kept: { readonly name: string; readonly world: World } | undefined;

function worldOf({ preset, seed, users }: WorldChunkInput): World {
  const name = `${preset} ${seed} ${users ?? 'all'}`;
  if (kept?.name !== name) kept = { name, world: makeWorld(recipeOf({ preset, ...(users === undefined ? {} : { users }) }), seed) };
  return kept.world;
}

export async function runWorldChunk(input: WorldChunkInput, { signal }: CallContext): Promise<WorldChunk> {
  const breath = new Breath(signal);
  breath.check();
  const world = worldOf(input);
  const { first, count, firstSession = 0, pinned = [] } = input;
  switch (input.phase) {
    case 'items':
      return itemParts(world, first, count, breath);
    case 'people':
      return peopleParts(world, first, count, breath);
    case 'events':
      return eventParts(world, first, count, firstSession, breath);
    case 'log':
      return explorationParts(world, first, count, breath);
    case 'ads':
      return adsParts(world, first, count, breath);
    case 'stories':
      return { parts: [], digest: '', stories: await breath.run(findStories(world, worldUserId)) };
    case 'candidates':
      return candidateParts(world, first, count, pinned, breath);
    case 'truth':
      return rewardTable(world, first, count, breath);
    case 'ads-truth':
      return adsRewardTable(world, first, count, breath);
    case 'hidden':
      return hiddenTable(world, first, count, breath);
  }
}
