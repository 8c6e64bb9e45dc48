import type { Candidate } from '../../../contract/inspect.ts';
import { rankOrder } from '../../../core/ranking/rank-order.ts';
import { utilities } from '../../../core/utility/utility.ts';

/** A candidate as it stands under one setting of the weights. */
export interface RankedCandidate {
  readonly candidate: Candidate;
  /** w_i x h_i per head. */
  readonly contributions: readonly number[];
  readonly utility: number;
  /** 1 = first by utility. */
  readonly rank: number;
}

/** Orders fetched candidates under other weights, by the host's own functions. Ties keep the order of retrieval, as the host does. */
export function rankCandidates(candidates: readonly Candidate[], weights: readonly number[]): readonly RankedCandidate[] {
  const retrieved = [...rankOrder(candidates.map((candidate) => candidate.retrievalScore))].flatMap((index) => candidates[index] ?? []);
  const width = weights.length;
  const { contributions, utility } = utilities(
    retrieved.flatMap((candidate) => candidate.heads),
    weights,
  );
  return [...rankOrder(utility)].flatMap((index, place) => {
    const candidate = retrieved[index];
    if (candidate === undefined) return [];
    return {
      candidate,
      contributions: [...contributions.subarray(index * width, (index + 1) * width)],
      utility: utility[index] ?? 0,
      rank: place + 1,
    };
  });
}

/** The full weight vector of a setting: the bundle's own where nothing else is set. */
export function weightsOf(
  heads: readonly string[],
  defaults: readonly number[],
  changed: Readonly<Record<string, number>>,
): readonly number[] {
  return heads.map((head, index) => changed[head] ?? defaults[index] ?? 0);
}
