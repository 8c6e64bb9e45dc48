import type { Candidate } from '../../../contract/ranking.ts';

/** A candidate as it stands under one setting of the weights. */
export interface RankedCandidate {
  readonly candidate: Candidate;
  /** w_i x h_i per head. */
  readonly contributions: readonly number[];
  readonly utility: number;
  /** 1 = first by utility. */
  readonly rank: number;
}

/** Orders fetched candidates under other weights. Ties keep the order of retrieval, as the host does. */
export function rankCandidates(candidates: readonly Candidate[], weights: readonly number[]): readonly RankedCandidate[] {
  const scored = candidates.map((candidate) => {
    const contributions = candidate.heads.map((probability, head) => (weights[head] ?? 0) * probability);
    return { candidate, contributions, utility: contributions.reduce((sum, part) => sum + part, 0) };
  });
  return scored
    .sort(
      (a, b) =>
        b.utility - a.utility || b.candidate.retrievalScore - a.candidate.retrievalScore || a.candidate.item.index - b.candidate.item.index,
    )
    .map((entry, index) => ({ ...entry, rank: index + 1 }));
}

/** The full weight vector of a setting: the bundle's own where nothing else is set. */
export function weightsOf(
  heads: readonly string[],
  defaults: readonly number[],
  changed: Readonly<Record<string, number>>,
): readonly number[] {
  return heads.map((head, index) => changed[head] ?? defaults[index] ?? 0);
}
