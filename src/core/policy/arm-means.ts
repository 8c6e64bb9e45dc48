import { CompensatedSum, sum } from '../statistics/sum.ts';
import { clustersOf, type Clusters } from '../ope/clusters.ts';
import type { Influence } from '../ope/influence.ts';
import { interval } from '../ope/interval.ts';
import type { ExplorationData } from './exploration-data.ts';
import type { Baseline } from './sweep-result.ts';

/** Users of the given rows as clusters; undefined where the log names none. */
export function rowClusters(data: ExplorationData, rows: Int32Array): Clusters | undefined {
  const { user } = data;
  return user === undefined ? undefined : clustersOf(Int32Array.from(rows, (row) => user[row] ?? -1));
}

/** The plain mean of the rows whose action was `arm`, or of all rows where none is given. */
export function armMean(data: ExplorationData, rows: Int32Array, objective: number, arm: number | undefined): Influence {
  const rewards = data.rewards[objective] ?? new Float64Array(0);
  const inside = (row: number) => arm === undefined || data.action[row] === arm;
  const total = new CompensatedSum();
  let count = 0;
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0;
    if (!inside(row)) continue;
    total.add(rewards[row] ?? 0);
    count += 1;
  }
  const value = total.value / count;
  const scale = rows.length / count;
  const terms = new Float64Array(rows.length);
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0;
    if (inside(row)) terms[place] = scale * ((rewards[row] ?? 0) - value);
  }
  return { value, terms };
}

/** Means of every arm, and production's mean with its interval, over the given rows. */
export function* baselineOf(data: ExplorationData, rows: Int32Array, level: number): Generator<void, Baseline> {
  const clusters = rowClusters(data, rows);
  yield;
  const counts = new Int32Array(data.actions.length);
  for (const row of rows) counts[data.action[row] ?? 0] = (counts[data.action[row] ?? 0] ?? 0) + 1;
  const byArm = data.actions.map(() => [] as number[]);
  for (const row of rows) byArm[data.action[row] ?? 0]?.push(row);
  const arms = data.actions.map((name, action) => {
    const own = byArm[action] ?? [];
    const means = data.objectives.map(
      (objective, index) => [objective, sum(own.map((row) => data.rewards[index]?.[row] ?? 0)) / own.length] as const,
    );
    return { action, name, rows: own.length, means: Object.fromEntries(own.length === 0 ? [] : means) };
  });
  yield;
  const production: Influence[] = [];
  for (let index = 0; index < data.objectives.length; index += 1) {
    production.push(armMean(data, rows, index, data.production));
    yield;
  }
  return {
    production: data.production === undefined ? 'logging policy' : (data.actions[data.production] ?? ''),
    values: Object.fromEntries(data.objectives.map((objective, index) => [objective, production[index]?.value ?? Number.NaN])),
    intervals: data.objectives.map((objective, index) => {
      const mean = production[index] ?? { value: Number.NaN, terms: new Float64Array(0) };
      const { low, high } = interval(mean, level, clusters === undefined ? {} : { clusters });
      return { objective, low, high, level };
    }),
    rows: data.production === undefined ? rows.length : (counts[data.production] ?? 0),
    arms,
  };
}
