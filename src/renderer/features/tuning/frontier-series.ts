import type { FrontierPoint, ObjectiveInterval, PointStatus, StaticPoint, SweepResult } from '../../../core/policy/sweep-result.ts';
import { alphaLabel } from './alpha-span.ts';
import { shortName } from './shown-policy.ts';
import { mixtureHull, type Spot } from './frontier-geometry.ts';

/** One mark of the frontier chart. `xError` and `yError` are the distances down and up from the value, as the chart library takes them. */
export interface Mark extends Spot {
  readonly key: string;
  readonly label: string;
  /** A shorter label, for where there is little room. */
  readonly short?: string;
  readonly status: PointStatus;
  readonly xError: readonly [number, number];
  readonly yError: readonly [number, number];
  /** Which side of the mark its name stands on. */
  readonly side?: 'left' | 'right';
  /** Index into `points`, for marks that can be selected. */
  readonly point?: number;
  /** Index into `policies`, likewise. */
  readonly beside?: number;
}

export interface FrontierSeries {
  readonly policies: readonly Mark[];
  readonly statics: readonly Mark[];
  readonly production?: Mark;
  readonly matched?: Mark;
  readonly hull: readonly Spot[];
  /** Policies that are no sweep of alpha. */
  readonly others: readonly Mark[];
  /** The value of every alpha, as one line. */
  readonly curve: readonly Spot[];
  readonly refused: number;
}

interface Measured {
  readonly values: Readonly<Record<string, number>>;
  readonly intervals: readonly ObjectiveInterval[];
}

export function intervalOf(measured: Measured, objective: string): ObjectiveInterval | undefined {
  return measured.intervals.find((interval) => interval.objective === objective);
}

function mark(
  measured: Measured,
  objectives: readonly [string, string],
  rest: Omit<Mark, 'x' | 'y' | 'xError' | 'yError'>,
): Mark | undefined {
  const x = measured.values[objectives[0]];
  const y = measured.values[objectives[1]];
  if (x === undefined || y === undefined || !Number.isFinite(x) || !Number.isFinite(y)) return undefined;
  const error = (objective: string, value: number): readonly [number, number] => {
    const interval = intervalOf(measured, objective);
    return interval === undefined ? [0, 0] : [Math.max(0, value - interval.low), Math.max(0, interval.high - value)];
  };
  return { ...rest, x, y, xError: error(objectives[0], x), yError: error(objectives[1], y) };
}

function policyMark(point: FrontierPoint, index: number, objectives: readonly [string, string]): Mark | undefined {
  if (point.status === 'refused') return undefined;
  return mark(point, objectives, { key: `p${index}`, label: `alpha ${alphaLabel(point)}`, status: point.status, point: index });
}

function staticMark(point: StaticPoint, objectives: readonly [string, string]): Mark | undefined {
  if (point.status === 'refused') return undefined;
  return mark(point, objectives, { key: `s${point.action}`, label: point.name, status: point.status });
}

/** Everything the frontier chart draws over two objectives. A refused point has no number, so it has no mark. */
export function frontierSeries(result: SweepResult, objectives: readonly [string, string]): FrontierSeries {
  const policies = result.points.map((point, index) => policyMark(point, index, objectives)).filter((found) => found !== undefined);
  const statics = result.statics
    .filter((point) => !point.production)
    .map((point) => staticMark(point, objectives))
    .filter((found) => found !== undefined);
  const scored = result.baseline.scored;
  // A value that rests on too little is not drawn as one.
  const isRefused = objectives.some((objective) => scored.refused?.includes(objective) === true);
  const production = isRefused ? undefined : mark(scored, objectives, { key: 'production', label: scored.production, status: 'efficient' });
  const matched =
    result.matchedStatic === undefined
      ? undefined
      : mark(result.matchedStatic, objectives, {
          key: 'matched',
          label: 'matched static mix',
          status: 'efficient',
          point: result.matchedStatic.point,
        });
  const arms = result.statics.map((point) => staticMark(point, objectives)).filter((found) => found !== undefined);
  return {
    policies,
    statics,
    ...(production === undefined ? {} : { production }),
    ...(matched === undefined ? {} : { matched }),
    hull: mixtureHull(arms),
    others: othersOf(result, objectives),
    curve: curveOf(result, objectives),
    refused: result.points.filter((point) => point.status === 'refused').length,
  };
}

function othersOf(result: SweepResult, objectives: readonly [string, string]): readonly Mark[] {
  return (result.policies ?? []).flatMap((policy, index) => {
    if (policy.status === 'refused') return [];
    return (
      mark(policy, objectives, { key: `o${index}`, label: policy.name, short: shortName(policy), status: policy.status, beside: index }) ??
      []
    );
  });
}

/** Only as far as both neighbouring points have numbers: what is refused is not drawn in between either. */
function curveOf({ curve, points, objectives: swept }: SweepResult, objectives: readonly [string, string]): readonly Spot[] {
  const stops = points
    .flatMap((point) => (typeof point.alpha === 'number' ? [{ alpha: point.alpha, refused: point.status === 'refused' }] : []))
    .toSorted((a, b) => a.alpha - b.alpha);
  const refused = (alpha: number) =>
    (stops.findLast((stop) => stop.alpha <= alpha)?.refused ?? true) || (stops.find((stop) => stop.alpha >= alpha)?.refused ?? true);
  const [xs, ys] = objectives.map((objective) => curve?.values[swept.indexOf(objective)]);
  return (curve?.alphas ?? []).flatMap((alpha, place) => {
    const [x, y] = [xs?.[place], ys?.[place]];
    return refused(alpha) || x === undefined || y === undefined || !Number.isFinite(x) || !Number.isFinite(y) ? [] : [{ x, y }];
  });
}

/** Both ends of every interval, so that nothing drawn is cut off; `policies` leaves out what the policies are compared with. */
export function extent(series: FrontierSeries, axis: 'x' | 'y', fit: 'all' | 'policies' = 'all'): readonly number[] {
  const marks =
    fit === 'policies'
      ? series.policies
      : [
          ...series.policies,
          ...series.statics,
          ...series.others,
          ...(series.production ? [series.production] : []),
          ...(series.matched ? [series.matched] : []),
        ];
  return marks.flatMap((one) => {
    const [down, up] = axis === 'x' ? one.xError : one.yError;
    return [one[axis] - down, one[axis] + up];
  });
}
