import type { FrontierPoint } from '../../../core/policy/sweep-result.ts';

/** The stretch of alpha around one value in which no listed breakpoint lies. */
export interface AlphaSpan {
  readonly low: number;
  readonly high: number;
}

export function spanAround(alpha: number, breakpoints: readonly number[]): AlphaSpan {
  let low = 0;
  let high = 1;
  for (const breakpoint of breakpoints) {
    if (breakpoint <= alpha) low = Math.max(low, breakpoint);
    else high = Math.min(high, breakpoint);
  }
  return { low, high };
}

/** The one number a two-objective point is set by; undefined for points with a weight per objective. */
export function alphaOf(point: FrontierPoint): number | undefined {
  return typeof point.alpha === 'number' ? point.alpha : undefined;
}

/** Index of the point that stands for `alpha`: one in the same span if there is any, the nearest there. */
export function pointAt(alpha: number, points: readonly FrontierPoint[], breakpoints: readonly number[]): number {
  const span = spanAround(alpha, breakpoints);
  let best = 0;
  let bestCost = Infinity;
  points.forEach((point, index) => {
    const value = alphaOf(point);
    if (value === undefined) return;
    const inSpan = value >= span.low && value < span.high ? 0 : 1;
    // Any point of the span beats every point outside it: alphas differ by at most 1.
    const cost = inSpan * 2 + Math.abs(value - alpha);
    if (cost < bestCost) {
      best = index;
      bestCost = cost;
    }
  });
  return best;
}

function decimals(value: number): string {
  return value.toFixed(3);
}

/** What moving alpha inside the span around a point does, said exactly as far as the breakpoints allow. */
export function spanSentence(alpha: number, breakpoints: readonly number[], breakpointCount: number): string {
  const { low, high } = spanAround(alpha, breakpoints);
  const between = `Between ${decimals(low)} and ${decimals(high)}`;
  if (breakpointCount <= breakpoints.length) return `${between} nothing changes.`;
  const all = breakpointCount.toLocaleString('en-US');
  if (breakpoints.length === 0)
    return `Choices change a few requests at a time: ${all} breakpoints, none of which moves 0.1% of the scored requests.`;
  return `${between} no single alpha changes the choice of 0.1% of the scored requests or more (${all} breakpoints in all).`;
}

/** A name for a point's alpha in tables and labels: `0.250`, or one weight per objective. */
export function alphaLabel(point: FrontierPoint): string {
  return typeof point.alpha === 'number' ? decimals(point.alpha) : point.alpha.map((weight) => weight.toFixed(2)).join(' / ');
}
