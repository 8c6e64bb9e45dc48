import type { PointStatus, SweepResult } from '../../../core/policy/sweep-result.ts';

/** Where a reader starts: a knee, else the middle of the best points that have numbers. */
export function startingPoint(result: SweepResult): number {
  const { chord, ideal, tradeoff } = result.knees;
  const middle = (...statuses: readonly PointStatus[]) => {
    const found = result.points.flatMap((point, index) => (statuses.includes(point.status) ? [index] : []));
    return found[Math.floor(found.length / 2)];
  };
  return chord ?? ideal ?? tradeoff ?? middle('supported', 'efficient') ?? middle('dominated') ?? 0;
}
