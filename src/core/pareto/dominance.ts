/**
 * True when `a` dominates `b` (all objectives minimised): at least as good in all, better in one. Equal points do not dominate each other, so copies of
 * an efficient point are all efficient. A point with a NaN dominates nothing.
 */
export function dominates(a: readonly number[], b: readonly number[]): boolean {
  let better = false;
  for (let objective = 0; objective < a.length; objective += 1) {
    const one = a[objective] ?? Number.NaN;
    const other = b[objective] ?? Number.NaN;
    if (!(one <= other)) return false;
    if (one < other) better = true;
  }
  return better;
}
