/**
 * Rank of a target among all items by score: 1 + the items that score higher, or the same with a lower number. Items marked in `left` do not count;
 * a marked target has rank 0, as it could not have been retrieved.
 *
 * @param most ranks beyond it are answered as `most + 1`, which is cheaper
 */
export function targetRank(scores: Float64Array, target: number, left: Uint8Array, most = Number.POSITIVE_INFINITY): number {
  if (target < 0 || left[target] === 1) return 0;
  const own = scores[target] ?? 0;
  let before = 0;
  for (let item = 0; item < scores.length && before < most; item++) {
    const score = scores[item] ?? 0;
    if (left[item] !== 1 && (score > own || (score === own && item < target))) before += 1;
  }
  return before + 1;
}
