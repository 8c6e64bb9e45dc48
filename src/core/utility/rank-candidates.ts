/** Candidates by falling utility; of equal ones the earlier first. */
export interface RankedCandidates {
  /** Places among the candidates, best first. */
  readonly order: Int32Array;
  /** Utility of each candidate, in the order of the candidates. */
  readonly utility: Float64Array;
}

/**
 * Ranks the candidates that a request keeps under any weights: utility = bonus + sum of weight x head, added up in the order of the heads, which gives the
 * logged slate to the last bit. `heads` holds all heads of one candidate together, one for each of `weights`.
 */
export function rankCandidates(heads: Float32Array, bonus: Float32Array, weights: readonly number[]): RankedCandidates {
  const utility = Float64Array.from(bonus, (added, place) =>
    weights.reduce((sum, weight, head) => sum + weight * (heads[place * weights.length + head] ?? 0), added),
  );
  const order = Int32Array.from(bonus, (_, place) => place).sort((a, b) => (utility[b] ?? 0) - (utility[a] ?? 0) || a - b);
  return { order, utility };
}
