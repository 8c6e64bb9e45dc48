/**
 * Contribution of each head to each candidate, w_i x h_i, and their sum, the utility.
 *
 * @param heads probabilities, row major [candidates, weights.length]
 */
export function utilities(
  heads: ArrayLike<number>,
  weights: readonly number[],
): { readonly contributions: Float64Array; readonly utility: Float64Array } {
  const width = weights.length;
  const count = width === 0 ? 0 : heads.length / width;
  const contributions = new Float64Array(count * width);
  const utility = new Float64Array(count);
  for (let candidate = 0; candidate < count; candidate++) {
    let sum = 0;
    for (let head = 0; head < width; head++) {
      const contribution = (weights[head] ?? 0) * (heads[candidate * width + head] ?? 0);
      contributions[candidate * width + head] = contribution;
      sum += contribution;
    }
    utility[candidate] = sum;
  }
  return { contributions, utility };
}
