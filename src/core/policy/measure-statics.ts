import type { Influence } from '../ope/influence.ts';
import { measurePolicy, type PointContext } from './frontier-points.ts';
import type { StaticPoint } from './sweep-result.ts';

/** Every arm for every request, by the headline estimator; the influences of those that are needed further. */
export function* measureStatics(
  context: PointContext,
  names: readonly string[],
  onLearnFrontier: ReadonlySet<number>,
  needed: ReadonlySet<number>,
): Generator<void, { readonly statics: readonly StaticPoint[]; readonly influences: ReadonlyMap<number, readonly Influence[]> }> {
  const statics: StaticPoint[] = [];
  const influences = new Map<number, readonly Influence[]>();
  for (const [action, name] of names.entries()) {
    const measured = yield* measurePolicy(context, { arm: action });
    const { values, intervals, hits, refused } = measured.figures;
    if (needed.has(action)) influences.set(action, measured.influences);
    statics.push({
      action,
      name,
      values,
      intervals,
      rows: hits,
      production: action === context.rows.production,
      status: refused ? 'refused' : 'efficient',
      onLearnFrontier: onLearnFrontier.has(action),
    });
  }
  return { statics, influences };
}
