import { evaluate } from '../../ope/evaluate.ts';
import type { OpeData } from '../../ope/ope-data.ts';
import { splitRows } from '../../policy/split.ts';
import { RandomStream } from '../../random/random-stream.ts';
import type { CheckDefinition } from '../check-definition.ts';

const [users, rowsPerUser, cells, arms, rate] = [800, 20, 200, 8, 0.2];
const rows = users * rowsPerUser;

/** Rows in which no action is better than another: what looks better is luck. */
interface LuckyRows {
  readonly user: Int32Array;
  readonly cell: Int32Array;
  readonly action: Int32Array;
  readonly reward: Float64Array;
}

export const honestyCheck: CheckDefinition = {
  batch: 'methods',
  claim: {
    name: 'split-honesty',
    area: 'evaluation',
    claim: 'Where no action is better than another, a policy learned on some users gains nothing on the others.',
    bound: { least: -0.25, most: 0.25 },
    unit: 'relative gain',
    control: { name: 'scored on the rows it was learned on', bound: { least: 0.5 } },
  },
  *measure(shelf) {
    const data = luckyRows(shelf.seed);
    const { learn, score } = splitRows(rows, data.user, 0.5, shelf.seed);
    yield;
    const best = bestByCell(data, learn);
    return {
      value: gain(data, score, best),
      control: gain(data, learn, best),
      detail: `${learn.length} rows to learn on, ${score.length} to score on, ${cells} contexts, ${arms} actions.`,
    };
  },
};

function luckyRows(seed: number): LuckyRows {
  const draws = new RandomStream(seed, 'check split honesty');
  const numbers = Array.from({ length: rows }, (_, row) => row);
  return {
    user: Int32Array.from(numbers, (row) => Math.floor(row / rowsPerUser)),
    cell: Int32Array.from(numbers, (row) => draws.int(3 * row, cells)),
    action: Int32Array.from(numbers, (row) => draws.int(3 * row + 1, arms)),
    reward: Float64Array.from(numbers, (row) => (draws.uniform(3 * row + 2) < rate ? 1 : 0)),
  };
}

/** The action with the highest mean reward in each context. */
function bestByCell({ cell, action, reward }: LuckyRows, learn: Int32Array): Int32Array {
  const sums = new Float64Array(cells * arms);
  const counts = new Float64Array(cells * arms);
  for (const row of learn) {
    const at = (cell[row] ?? 0) * arms + (action[row] ?? 0);
    sums[at] = (sums[at] ?? 0) + (reward[row] ?? 0);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return Int32Array.from({ length: cells }, (_, place) => {
    const means = Array.from(
      { length: arms },
      (_unused, arm) => (sums[place * arms + arm] ?? 0) / Math.max(1, counts[place * arms + arm] ?? 0),
    );
    return means.indexOf(Math.max(...means));
  });
}

/** SNIPS of the policy on the given rows, relative to the rate that every policy has. */
function gain({ user, cell, action, reward }: LuckyRows, chosen: Int32Array, best: Int32Array): number {
  const target = new Float64Array(chosen.length * arms);
  chosen.forEach((row, place) => (target[place * arms + (best[cell[row] ?? 0] ?? 0)] = 1));
  const data: OpeData = {
    rows: chosen.length,
    actions: arms,
    action: chosen.map((row) => action[row] ?? 0),
    propensity: new Float64Array(chosen.length).fill(1 / arms),
    reward: Float64Array.from(chosen, (row) => reward[row] ?? 0),
    user: chosen.map((row) => user[row] ?? 0),
    target,
  };
  const [estimate] = evaluate(data, { objective: 'reward', level: 0.95, estimators: ['snips'] }).estimates;
  return (estimate?.value ?? Number.NaN) / rate - 1;
}
