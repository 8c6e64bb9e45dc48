import { type ResampledCounts, type Resampling, resamplingBlocks } from '../../core/policy/frontier-bootstrap.ts';
import type { ComputeClient } from './client.ts';

/**
 * Makes the replicates of a frontier in as many workers as `lanes` says, block by block; one that is busy with something else joins late or not at all.
 * The figures are the same to the last bit however many there are.
 */
export async function resampleAcross(
  compute: ComputeClient,
  resampling: Resampling,
  {
    signal,
    lanes = 2,
    progress,
  }: { readonly signal: AbortSignal; readonly lanes?: number; readonly progress?: (done: number, of: number) => void },
): Promise<readonly ResampledCounts[]> {
  const blocks = resamplingBlocks(resampling.replicates);
  const made: ResampledCounts[] = [];
  let next = 0;
  const work = () =>
    compute.use(async (tasks) => {
      for (let block = blocks[next]; block !== undefined; block = blocks[next]) {
        next += 1;
        // What is posted is gone, and the next block needs it again.
        const { sums, values, errors } = resampling;
        const own = { ...resampling, sums: sums.slice(), values: values.slice(), errors: errors.slice() };
        made.push(await tasks['policy.bootstrap']({ resampling: own, ...block }, { signal }));
        progress?.(made.length, blocks.length);
      }
    });
  await Promise.all(Array.from({ length: Math.min(lanes, blocks.length) }, work));
  return made;
}
