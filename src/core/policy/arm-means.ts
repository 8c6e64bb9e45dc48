import { normalQuantile } from '../statistics/normal.ts';
import type { ArmMoments } from './arm-moments.ts';
import type { ExplorationData } from './exploration-data.ts';
import type { Baseline } from './sweep-result.ts';

/** Means of every arm, and production's mean with its interval, over the rows of `moments`. */
export function baselineOf(data: ExplorationData, moments: ArmMoments, level: number): Baseline {
  const { production } = data;
  const z = normalQuantile((1 + level) / 2);
  const figure = (objective: number) =>
    production === undefined
      ? (moments.overall[objective] ?? { mean: Number.NaN, variance: Number.NaN })
      : {
          mean: moments.means[objective]?.[production] ?? Number.NaN,
          variance: moments.variances[objective]?.[production] ?? Number.NaN,
        };
  return {
    production: production === undefined ? 'logging policy' : (data.actions[production] ?? ''),
    values: Object.fromEntries(data.objectives.map((objective, index) => [objective, figure(index).mean])),
    intervals: data.objectives.map((objective, index) => {
      const { mean, variance } = figure(index);
      const half = z * Math.sqrt(variance);
      return { objective, low: mean - half, high: mean + half, level };
    }),
    rows: production === undefined ? moments.rows : (moments.counts[production] ?? 0),
    arms: data.actions.map((name, action) => {
      const rows = moments.counts[action] ?? 0;
      const values = data.objectives.map((objective, index) => [objective, moments.means[index]?.[action] ?? Number.NaN] as const);
      return { action, name, rows, means: Object.fromEntries(rows === 0 ? [] : values) };
    }),
  };
}
