import type { FrontierPoint, SweepResult } from '../../../core/policy/sweep-result.ts';
import type { ChartTable } from '../../ui/chart/chart-frame.tsx';
import type { CsvValue } from '../../ui/csv.ts';
import { intervalOf } from './frontier-series.ts';

/** Flags and refusals of a point as one text. */
export function remarks(point: FrontierPoint): string {
  return point.flags.map((finding) => finding.message).join(' ');
}

/** Every figure of the frontier, one line per point in full precision. A refused point has its reason and no numbers. */
export function frontierTable(result: SweepResult): ChartTable {
  const { objectives } = result;
  const alphaColumns = objectives.length === 2 ? ['alpha'] : objectives.map((objective) => `alpha_${objective}`);
  const estimators = [...new Set(result.points.flatMap((point) => point.estimates.map((estimate) => estimate.estimator)))];
  const arms = result.baseline.full.arms;
  const header = [
    ...alphaColumns,
    'status',
    ...objectives.flatMap((objective) => [
      objective,
      `${objective}_low`,
      `${objective}_high`,
      `${objective}_lift`,
      `${objective}_lift_low`,
      `${objective}_lift_high`,
    ]),
    'hits',
    'ess',
    ...objectives.flatMap((objective) =>
      estimators.flatMap((name) => [`${objective}_${name}`, `${objective}_${name}_low`, `${objective}_${name}_high`]),
    ),
    ...arms.map((arm) => `share_${arm.name}`),
    'intervals',
    'remarks',
  ];
  const rows = result.points.map((point): readonly CsvValue[] => {
    const shown = point.status !== 'refused';
    return [
      ...(typeof point.alpha === 'number' ? [point.alpha] : point.alpha),
      point.status,
      ...objectives.flatMap((objective) => {
        if (!shown) return [undefined, undefined, undefined, undefined, undefined, undefined];
        const interval = intervalOf(point, objective);
        const lift = point.liftIntervals.find((entry) => entry.objective === objective);
        return [point.values[objective], interval?.low, interval?.high, point.lifts[objective], lift?.low, lift?.high];
      }),
      point.hits,
      shown ? point.ess : undefined,
      ...objectives.flatMap((objective) =>
        estimators.flatMap((name) => {
          const estimate = shown ? point.estimates.find((entry) => entry.estimator === name && entry.objective === objective) : undefined;
          return [estimate?.value, estimate?.low, estimate?.high];
        }),
      ),
      ...arms.map((arm) => (shown ? point.shares[arm.action] : undefined)),
      shown ? result.multiplicity : undefined,
      remarks(point),
    ];
  });
  return { header, rows };
}
