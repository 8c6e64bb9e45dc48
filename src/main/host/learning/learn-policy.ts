import type { ExplorationData } from '../../../core/policy/exploration-data.ts';
import type { Learned } from '../../../core/policy/learned.ts';
import type { HostContext } from '../context.ts';
import type { JobHandle } from '../jobs.ts';
import { copyForLearning } from './copy-for-learning.ts';
import { networkRecord } from './network-record.ts';

/** Below so many learning rows a linear model per action is no worse than a net, and what a net says depends on its seed. */
export const leastNetworkRows = 5_000;

/** A net on a million rows takes well under this on one processor; a slower machine then ends with what it has. */
export const budgetMs = 10 * 60_000;

/** Rows of the log by their part. */
export interface LearnSplit {
  readonly learn: Int32Array;
  /** Rows to predict, in this order. */
  readonly predict: Int32Array;
}

/**
 * Learns a Q-net on the learning rows in the learning worker and predicts the others. Answers undefined where the rows are too few for a net. `data` stays the
 * caller's. Progress is told in fractions of this step.
 */
export async function learnPolicy(
  { learning }: Pick<HostContext, 'learning'>,
  data: ExplorationData,
  { learn, predict }: LearnSplit,
  { seed }: { readonly seed: number },
  { signal, progress }: Pick<JobHandle, 'signal' | 'progress'>,
): Promise<Learned | undefined> {
  if (learn.length < leastNetworkRows) return undefined;
  progress('Learning: reading inputs', 0);
  const query = { data: await copyForLearning(data, signal), learn: learn.slice(), predict: predict.slice(), seed, budgetMs };
  const { predictions, network } = await learning.network(query, {
    signal,
    onProgress: ({ phase, fraction, curve }) => {
      const last = curve.at(-1);
      const losses = last === undefined ? '' : `, epoch ${last.epoch}: loss ${last.train.toFixed(4)}, others ${last.validation.toFixed(4)}`;
      progress(`Learning: ${phase.toLowerCase()}${losses}`, fraction);
    },
  });
  return { predictions, record: networkRecord(network) };
}
