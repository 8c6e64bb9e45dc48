import { gridActions } from '../../../core/world/grid.ts';
import { presets, worldRecipe } from '../../../core/world/recipe.ts';
import { heldOutRequest, Truth } from '../../../core/world/truth.ts';
import { makeWorld } from '../../../core/world/world.ts';
import { RpcError } from '../../../rpc/error.ts';
import { readTruth, truthPath } from '../../files/truth-file.ts';
import type { StoredDataset } from '../../store/types.ts';

/** Exact one-step values at the logged history of a world's held-out requests. Only verification opens it. */
export interface WorldTruth {
  /** Numbers of the held-out requests in the exploration log, ascending. */
  readonly requests: Int32Array;
  /** Expected rewards, in the order of `outcomes`, of every action of the grid for the `place`-th held-out request. */
  grid(place: number): Float32Array;
  /** Expected rewards of any utility weights for a request of the log. */
  value(request: number, weights: readonly number[]): Float64Array;
}

/** Reads the truth of a dataset; `not-found` where there is none, `bundle-mismatch` where it is another world's. */
export async function openWorldTruth(dataDirectory: string, dataset: StoredDataset): Promise<WorldTruth> {
  const path = truthPath(dataDirectory, dataset.name);
  const { header, rewards } = await readTruth(path);
  const preset = presets.find((name) => name === header.preset);
  if (preset === undefined || header.dataset !== dataset.hash)
    throw new RpcError({ code: 'bundle-mismatch', message: `${path} is the truth of another world. Make the world again.`, file: path });
  const recipe = worldRecipe(preset);
  const size = gridActions(recipe).length * header.outcomes;
  const truth = new Truth(makeWorld(recipe, header.seed));
  return {
    requests: Int32Array.from({ length: header.requests }, (_, place) => heldOutRequest(recipe, place)),
    grid: (place) => rewards.subarray(place * size, (place + 1) * size),
    value: (request, weights) => truth.value(request, weights),
  };
}
