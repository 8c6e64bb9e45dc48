/** One head's weight moved alone until both candidates are level. */
export interface SingleWeightChange {
  /** Position of the head. */
  readonly head: number;
  readonly from: number;
  /** The weight at which the two are level; beyond it, on the far side of `from`, the lower one leads. */
  readonly to: number;
}

/** All weights moved together by the least amount, in the norm the name says; at these weights the two are level. */
export interface JointWeightChange {
  readonly weights: readonly number[];
  /** Size of the change in that norm. */
  readonly size: number;
}

export interface Overtake {
  /** Utility of the upper candidate minus the lower one's. */
  readonly gap: number;
  /** Heads that can do it alone, the smallest relative change first; a head on which both agree cannot. */
  readonly single: readonly SingleWeightChange[];
  /** Least Euclidean change; undefined when the two have the same heads. */
  readonly euclidean?: JointWeightChange;
  /** Least root of summed squares of relative changes; weights of 0 stay 0. Undefined when no weighted head differs. */
  readonly relative?: JointWeightChange;
}

/**
 * The smallest change of weights that makes `lower` level with `upper` under utility w.h. With d = lower - upper and gap g = -w.d:
 * one weight alone reaches level at w_i + g / d_i; the least Euclidean change is g d / |d|^2 (projection onto the plane w.d = 0); the least relative one,
 * minimising sum (x_i / w_i)^2, is x_i = g w_i^2 d_i / sum (w_j d_j)^2 (the same projection in coordinates x_i / w_i).
 */
export function overtake(upper: readonly number[], lower: readonly number[], weights: readonly number[]): Overtake {
  const difference = weights.map((_, head) => (lower[head] ?? 0) - (upper[head] ?? 0));
  const gap = difference.reduce((sum, value, head) => sum - value * (weights[head] ?? 0), 0);
  const single = difference.flatMap((value, head): readonly SingleWeightChange[] => {
    const from = weights[head] ?? 0;
    return value === 0 ? [] : [{ head, from, to: from + gap / value }];
  });
  const length = sumOfSquares(difference);
  const scaled = difference.map((value, head) => value * (weights[head] ?? 0));
  const relativeLength = sumOfSquares(scaled);
  return {
    gap,
    single: single.toSorted((left, right) => relativeSize(left) - relativeSize(right) || left.head - right.head),
    ...(length === 0
      ? {}
      : {
          euclidean: {
            weights: weights.map((weight, head) => weight + (gap * (difference[head] ?? 0)) / length),
            size: Math.abs(gap) / Math.sqrt(length),
          },
        }),
    ...(relativeLength === 0
      ? {}
      : {
          relative: {
            weights: weights.map((weight, head) => weight * (1 + (gap * (scaled[head] ?? 0)) / relativeLength)),
            size: Math.abs(gap) / Math.sqrt(relativeLength),
          },
        }),
  };
}

/** Share of the weight that has to change; a weight of 0 has no share and comes last. */
function relativeSize({ from, to }: SingleWeightChange): number {
  return from === 0 ? Number.MAX_VALUE : Math.abs((to - from) / from);
}

function sumOfSquares(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
