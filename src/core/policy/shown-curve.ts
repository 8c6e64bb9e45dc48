import type { FrontierPoint, SweepCurve } from './sweep-result.ts';

/** The curve without numbers next to a point that has none: what is refused is not shown in between either. */
export function shownCurve(curve: SweepCurve, points: readonly Pick<FrontierPoint, 'alpha' | 'status'>[]): SweepCurve {
  const stops = points
    .flatMap(({ alpha, status }) => (typeof alpha === 'number' ? [{ alpha, refused: status === 'refused' }] : []))
    .toSorted((a, b) => a.alpha - b.alpha);
  const hidden = curve.alphas.map((alpha) => {
    const before = stops.findLast((stop) => stop.alpha <= alpha);
    const after = stops.find((stop) => stop.alpha >= alpha);
    return before?.refused !== false || after?.refused !== false;
  });
  const masked = (lists: SweepCurve['values']) =>
    lists.map((list) => list.map((value, place) => (hidden[place] === true ? Number.NaN : value)));
  return { ...curve, values: masked(curve.values), rewardAtHit: masked(curve.rewardAtHit) };
}
