import { type AdAction, adActions, adRewards } from '../../../core/world/ads-request.ts';
import { AdsTruth, heldOutAd } from '../../../core/world/ads-truth.ts';
import { gridActions } from '../../../core/world/grid.ts';
import { outcomeCount } from '../../../core/world/outcomes.ts';
import { presets } from '../../../core/world/recipe.ts';
import { heldOutRequest, Truth } from '../../../core/world/truth.ts';
import { makeWorld } from '../../../core/world/world.ts';
import { recipeOf } from '../../../core/world/world-chunk.ts';
import { RpcError } from '../../../rpc/error.ts';
import { readTruth, truthPath } from '../../files/truth-file.ts';
import type { StoredDataset } from '../../store/types.ts';

/** Exact one-step values at the logged history of a world's held-out requests, and what is hidden about its users. Only verification opens it. */
export interface WorldTruth {
  /** Numbers of the held-out requests in the exploration log, ascending. */
  readonly requests: Int32Array;
  /** Expected rewards, in the order of `outcomes`, of every action of the grid for the `place`-th held-out request. */
  grid(place: number): Float32Array;
  /** Expected rewards of any utility weights for a request of the log. */
  value(request: number, weights: readonly number[]): Float64Array;
  /** The same of the ads log, in the order of `adRewards`. */
  readonly ads: {
    readonly requests: Int32Array;
    grid(place: number): Float32Array;
    value(request: number, weights: AdAction['weights']): Float64Array;
  };
  /** Values of `hiddenColumns` of a user. */
  hidden(user: number): Float32Array;
}

/** Reads the truth of a dataset; `not-found` where there is none, `bundle-mismatch` where it is another world's. */
export async function openWorldTruth(dataDirectory: string, dataset: StoredDataset): Promise<WorldTruth> {
  const path = truthPath(dataDirectory, dataset.name);
  const { header, tables } = await readTruth(path);
  const preset = presets.find((name) => name === header.preset);
  if (preset === undefined || header.dataset !== dataset.hash)
    throw new RpcError({ code: 'bundle-mismatch', message: `${path} is the truth of another world. Make the world again.`, file: path });
  const recipe = recipeOf({ preset, users: header.users });
  // A catalogue takes a third of a second to make: only for those who ask beyond the tables.
  let made: { readonly pins: Truth; readonly ads: AdsTruth } | undefined;
  const model = () => {
    if (made !== undefined) return made;
    const world = makeWorld(recipe, header.seed);
    return (made = { pins: new Truth(world), ads: new AdsTruth(world) });
  };
  const row = (table: Float32Array, size: number) => (place: number) => table.subarray(place * size, (place + 1) * size);
  return {
    requests: Int32Array.from({ length: header.tables.rewards.rows }, (_, place) => heldOutRequest(recipe, place)),
    grid: row(tables.rewards, gridActions(recipe).length * outcomeCount),
    value: (request, weights) => model().pins.value(request, weights),
    ads: {
      requests: Int32Array.from({ length: header.tables.ads.rows }, (_, place) => heldOutAd(recipe, place)),
      grid: row(tables.ads, adActions(recipe).length * adRewards.length),
      value: (request, weights) => model().ads.value(request, weights),
    },
    hidden: row(tables.hidden, header.tables.hidden.columns.length),
  };
}
