import { normalQuantile } from '../statistics/normal.ts';
import type { ObjectiveInterval, SweepResult } from './sweep-result.ts';

/**
 * How much wider the intervals of a sweep have to be for all of them to hold at once at its level: max-t over every policy that has a number and every
 * objective, from the replicates of the user-clustered bootstrap (Romano and Wolf 2005; the deviations of each replicate in standard errors of the estimate).
 * In standard errors to either side of the estimate.
 */
export interface SimultaneousBands {
  readonly level: number;
  readonly policies: number;
  readonly objectives: number;
  readonly replicates: number;
  /** Of one interval on its own: what is stored as `intervals` and `liftIntervals`. */
  readonly pointwise: number;
  /** Of all values at once, and of all lifts at once. */
  readonly values: number;
  readonly lifts: number;
}

/**
 * The level's quantile of the largest deviation per replicate: the smallest that at least that share of the replicates, one more counted, stay within. Never below
 * what a single interval needs.
 */
export function criticalValue(maxima: Float64Array, level: number): number {
  const single = pointwiseErrors(level);
  const sorted = maxima.toSorted();
  const place = Math.min(sorted.length, Math.ceil(level * (sorted.length + 1))) - 1;
  return Math.max(single, sorted[place] ?? single);
}

/** Standard errors to either side of a single normal interval. */
export function pointwiseErrors(level: number): number {
  return normalQuantile(1 - (1 - level) / 2);
}

/** The sweep with its intervals of values and lifts widened so that all hold at once; other estimators, guardrails and confirmed figures stay as they are. */
export function withSimultaneousIntervals(result: SweepResult): SweepResult {
  const bands = result.simultaneous;
  if (bands === undefined) return result;
  const wider = <
    Point extends {
      readonly values: Readonly<Record<string, number>>;
      readonly lifts: Readonly<Record<string, number>>;
      readonly intervals: readonly ObjectiveInterval[];
      readonly liftIntervals: readonly ObjectiveInterval[];
    },
  >(
    point: Point,
  ): Point => ({
    ...point,
    intervals: widened(point.intervals, point.values, bands.values / bands.pointwise),
    liftIntervals: widened(point.liftIntervals, point.lifts, bands.lifts / bands.pointwise),
  });
  return {
    ...result,
    points: result.points.map(wider),
    ...(result.policies === undefined ? {} : { policies: result.policies.map(wider) }),
    multiplicity: 'simultaneous',
  };
}

function widened(
  intervals: readonly ObjectiveInterval[],
  values: Readonly<Record<string, number>>,
  factor: number,
): readonly ObjectiveInterval[] {
  return intervals.map((one) => {
    const value = values[one.objective];
    if (value === undefined) return one;
    return { ...one, low: value - factor * (value - one.low), high: value + factor * (one.high - value) };
  });
}

/** What the intervals of a sweep promise, in words. */
export function multiplicityWords({ multiplicity, simultaneous }: Pick<SweepResult, 'multiplicity' | 'simultaneous'>): string {
  if (simultaneous === undefined) return `${multiplicity}: each interval holds at its level on its own, not all at once`;
  const { policies, objectives, replicates, pointwise, values, lifts } = simultaneous;
  const family = `${policies} policies and ${objectives} objectives`;
  const how = `max-t over ${replicates} replicates of the users`;
  const wider = `${(values / pointwise).toFixed(2)} times as wide for values, ${(lifts / pointwise).toFixed(2)} for lifts`;
  return multiplicity === 'simultaneous'
    ? `simultaneous: all ${family} hold at once at the level (${how}; ${wider} than on their own); single actions and the confirming rows keep intervals of their own`
    : `pointwise: each interval holds at its level on its own; to hold at once, those of all ${family} on the scored rows are ${wider} (${how})`;
}
