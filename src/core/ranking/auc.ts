/**
 * Area under the ROC curve as the Mann-Whitney statistic: the chance that a positive scores above a negative, ties counted half.
 * Undefined when one of the two is absent.
 */
export function auc(scores: ArrayLike<number>, labels: ArrayLike<number>): number | undefined {
  const order = Array.from({ length: scores.length }, (_, index) => index).sort(
    (left, right) => (scores[left] ?? 0) - (scores[right] ?? 0),
  );
  let positives = 0;
  let rankSum = 0;
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    const score = scores[order[start] ?? 0];
    while (end < order.length && scores[order[end] ?? 0] === score) end += 1;
    // Tied scores share the mean of their ranks (from 1).
    const middle = (start + 1 + end) / 2;
    for (let position = start; position < end; position++) {
      if (labels[order[position] ?? 0] !== 1) continue;
      positives += 1;
      rankSum += middle;
    }
    start = end;
  }
  const negatives = order.length - positives;
  if (positives === 0 || negatives === 0) return undefined;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
