export type ParsedWeights =
  | { readonly type: 'weights'; readonly weights: Readonly<Record<string, number>> }
  | { readonly type: 'problem'; readonly message: string };

/** Reads `save=1,click=0.3`. Names are not compared with any bundle here; a name may hold anything but `,` and `=`. */
export function parseWeights(text: string): ParsedWeights {
  const weights: Record<string, number> = {};
  for (const part of text.split(',')) {
    const cut = part.indexOf('=');
    const name = part.slice(0, cut).trim();
    const value = part.slice(cut + 1).trim();
    if (cut < 0 || name === '') return problem(`"${part.trim()}" is not a weight; write HEAD=NUMBER, for example save=1,click=0.3.`);
    const number = value === '' ? Number.NaN : Number(value);
    if (!Number.isFinite(number)) return problem(`The weight of ${name} is "${value}"; it must be a number.`);
    if (Object.hasOwn(weights, name)) return problem(`${name} is given two weights.`);
    weights[name] = number;
  }
  return { type: 'weights', weights };
}

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
