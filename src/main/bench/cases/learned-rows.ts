import { worldRows } from '../../../core/checks/evaluation/world-rows.ts';
import type { CurveRows } from '../../../core/policy/alpha-curve.ts';
import { divisorsOf } from '../../../core/policy/divisors.ts';
import { learnPredictions } from '../../../core/policy/learn-predictions.ts';
import { finish } from '../../../core/policy/progress.ts';
import { everyRow } from '../../../core/policy/split.ts';
import { worldRecipe } from '../../../core/world/recipe.ts';
import { makeWorld } from '../../../core/world/world.ts';
import { benchArms } from './sweep-rows.ts';

/** Requests of the small world that are learned on and predicted; they are repeated to as many rows as are asked for. */
const distinct = 20_000;
const seed = 5;

/** Rows with the predictions that learning on a world's log gives: what a sweep meets in use. */
export function makeLearnedRows(rows: number): CurveRows {
  const data = finish(worldRows(makeWorld(worldRecipe('small'), seed), distinct));
  const all = everyRow(distinct);
  const options = { dataset: '', log: '', learner: 'prl-puts', estimator: 'dr', level: 0.95, learnShare: 0.5, seed } as const;
  const { predictions } = finish(learnPredictions(data, all, all, options, undefined));
  const [first, second] = predictions;
  const [divisor0 = 1, divisor1 = 1] = divisorsOf(data, all).values;
  if (first?.stride !== benchArms || second?.stride !== benchArms) throw new Error('the world was expected to make choices personal');
  // In comparable units already, so that neither way has to divide.
  const repeated = (values: Float32Array, divisor: number) => {
    const scaled = values.map((value) => value / divisor);
    const made = new Float32Array(rows * benchArms);
    for (let from = 0; from < made.length; from += scaled.length) made.set(scaled.subarray(0, made.length - from), from);
    return made;
  };
  // Laid out without a list in between, which would stand in the memory that is reported.
  const column = <T extends Float64Array | Int32Array>(made: T, value: (row: number) => number) => {
    for (let row = 0; row < rows; row += 1) made[row] = value(row % distinct);
    return made;
  };
  const reward = (objective: number) => column(new Float64Array(rows), (row) => data.rewards[objective]?.[row] ?? 0);
  const base = (values: Float64Array) => column(new Float64Array(rows), (row) => values[row] ?? 0);
  return {
    n: rows,
    arms: benchArms,
    production: data.production,
    divisors: [1, 1],
    predictions: [
      { base: base(first.base), preference: repeated(first.preference, divisor0), stride: benchArms },
      { base: base(second.base), preference: repeated(second.preference, divisor1), stride: benchArms },
    ],
    rewards: [reward(0), reward(1)],
    action: column(new Int32Array(rows), (row) => data.action[row] ?? 0),
    inverse: column(new Float64Array(rows), (row) => 1 / (data.propensity[row] ?? 1)),
    slates: undefined,
    explored: true,
  };
}
