/** Indexes from the highest score to the lowest; equal scores keep their order, and what is not a number comes last. */
export function rankOrder(scores: ArrayLike<number>): Int32Array {
  const order = Int32Array.from({ length: scores.length }, (_, index) => index);
  return order.sort((left, right) => {
    const first = scores[left] ?? Number.NaN;
    const second = scores[right] ?? Number.NaN;
    if (first > second) return -1;
    if (first < second) return 1;
    const missing = Number(Number.isNaN(first)) - Number(Number.isNaN(second));
    return missing === 0 ? left - right : missing;
  });
}
