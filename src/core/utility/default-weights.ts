/**
 * One weight per head where nobody gave any: those the bundle names (others 0), else 1 for every positive action and 0 for the rest;
 * 1 for all when no head is positive, so that there is an order at all.
 */
export function defaultWeights(
  heads: readonly string[],
  positive: ReadonlySet<string>,
  named?: Readonly<Record<string, number>>,
): readonly number[] {
  if (named !== undefined) return heads.map((head) => named[head] ?? 0);
  const weights = heads.map((head) => (positive.has(head) ? 1 : 0));
  return weights.some((weight) => weight !== 0) ? weights : heads.map(() => 1);
}
