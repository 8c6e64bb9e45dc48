/** Two single actions and how often the first is taken; the same one twice where no mix is better. */
export interface ActionMix {
  readonly one: number;
  readonly two: number;
  readonly share: number;
}

/**
 * The mix of two of the given actions that comes closest to reaching `point` in every objective, or is furthest above it: the largest of the smallest gap, gaps
 * in units of `scale`. With more than two objectives, the single best action. Undefined without actions.
 */
export function bestMix(
  actions: readonly (readonly number[])[],
  point: readonly number[],
  scale: readonly number[],
): ActionMix | undefined {
  const gaps = actions.map((values) => point.map((value, objective) => ((values[objective] ?? 0) - value) / (scale[objective] ?? 1)));
  let best: ActionMix | undefined;
  let most = -Infinity;
  const consider = (one: number, two: number, share: number) => {
    const least = Math.min(
      ...point.map((_, objective) => share * (gaps[one]?.[objective] ?? 0) + (1 - share) * (gaps[two]?.[objective] ?? 0)),
    );
    if (least <= most) return;
    most = least;
    best = { one, two, share };
  };
  for (let one = 0; one < actions.length; one += 1) {
    consider(one, one, 1);
    if (point.length !== 2) continue;
    for (let two = one + 1; two < actions.length; two += 1) {
      // Where both gaps are level: neither can be raised without lowering the other.
      const ahead = (gaps[one]?.[0] ?? 0) - (gaps[one]?.[1] ?? 0);
      const behind = (gaps[two]?.[1] ?? 0) - (gaps[two]?.[0] ?? 0);
      const share = behind / (ahead + behind);
      if (share > 0 && share < 1) consider(one, two, share);
    }
  }
  return best;
}
