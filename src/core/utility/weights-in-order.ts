/**
 * One weight per head from weights by name; heads that are not named weigh 0. A name that is no head is a problem that lists the heads.
 */
export function weightsInOrder(
  heads: readonly string[],
  weights: Readonly<Record<string, number>>,
): { readonly type: 'weights'; readonly weights: readonly number[] } | { readonly type: 'problem'; readonly message: string } {
  const unknown = Object.keys(weights).find((name) => !heads.includes(name));
  if (unknown !== undefined) return problem(`There is no head ${unknown}; this bundle has ${heads.join(', ')}.`);
  return { type: 'weights', weights: heads.map((head) => weights[head] ?? 0) };
}

function problem(message: string): { readonly type: 'problem'; readonly message: string } {
  return { type: 'problem', message };
}
