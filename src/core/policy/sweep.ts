import type { ExplorationData } from './exploration-data.ts';
import { type FrontierBootstrap, resampleBlock, resamplingBlocks, type ResampledCounts, sharesOf } from './frontier-bootstrap.ts';
import type { Learned } from './learned.ts';
import { type PreparedSweep, prepareSweep, type TimelessSweepResult } from './prepare-sweep.ts';
import { breathe, type SweepProgress } from './progress.ts';
import type { SweepOptions } from './sweep-options.ts';

/** A whole sweep in one thread: prepared, then resampled block by block. */
export function* sweep(data: ExplorationData, options: SweepOptions, learned?: Learned): Generator<SweepProgress, TimelessSweepResult> {
  const prepared = yield* prepareSweep(data, options, learned);
  const { resampling } = prepared;
  const blocks: ResampledCounts[] = [];
  if (resampling !== undefined)
    for (const block of resamplingBlocks(resampling.replicates))
      blocks.push(yield* breathe(resampleBlock(resampling, block), 'Resampling users', 0.98));
  return finishSweep(prepared, blocks);
}

/** Adds the shares of the replicates to what was prepared; every block is expected. */
export function finishSweep(
  { result, resampling, resampled, users }: PreparedSweep,
  blocks: readonly ResampledCounts[],
): TimelessSweepResult {
  if (resampling === undefined) return result;
  const bootstrap = sharesOf(resampling, blocks, result.level);
  const shareOf = new Map(resampled.map((place, index) => [place, bootstrap.shares[index]] as const));
  const sharing = <Point extends object>(point: Point, place: number): Point => {
    const own = shareOf.get(place);
    return own === undefined ? point : { ...point, bootstrap: own };
  };
  return {
    ...result,
    points: result.points.map(sharing),
    policies: (result.policies ?? []).map((policy, index) => sharing(policy, result.points.length + index)),
    ...corrected(result, bootstrap),
    simultaneous: bootstrap.simultaneous,
    bootstrap: { replicates: resampling.replicates, users, groups: resampling.groups },
  };
}

/** The optimistic hypervolume less what choosing the best of what was drawn adds, as the replicates show it. */
function corrected(
  { hypervolumes }: TimelessSweepResult,
  { meanHypervolume }: FrontierBootstrap,
): Pick<TimelessSweepResult, 'hypervolumes'> {
  return hypervolumes === undefined ? {} : { hypervolumes: { ...hypervolumes, corrected: 2 * hypervolumes.optimistic - meanHypervolume } };
}
