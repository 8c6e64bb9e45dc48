import { expect, test } from 'vitest';
import { ArmSums } from '../../../src/core/learn/arm-sums.ts';
import { centreTable } from '../../../src/core/learn/centred-table.ts';
import { factoredModel } from '../../../src/core/learn/factored-model.ts';
import type { FactoredShape } from '../../../src/core/learn/factored-shape.ts';
import { emptyPredictions, fillPredictions } from '../../../src/core/learn/fill-predictions.ts';
import { PersonalGain } from '../../../src/core/learn/personal-gain.ts';
import { surfaceInputs } from '../../../src/core/learn/surface-inputs.ts';
import type { LoggedRows, StateOutputs } from '../../../src/core/learn/tower-outputs.ts';
import { RandomStream } from '../../../src/core/random/random-stream.ts';

const shape: FactoredShape = { inputs: 1, actionInputs: 0, actions: 5, heads: 2, hidden: 1, actionHidden: 1, rank: 2 };
const rows = 4_000;
const width = shape.heads * shape.rank;
const scales = [
  { mean: 2, deviation: 3 },
  { mean: 0, deviation: 1 },
];
const draws = new RandomStream(9, 'factored model test');
const normals = (count: number, from: number) => Float32Array.from({ length: count }, (_, index) => draws.normal(from + index));

const table = normals(shape.actions * shape.heads * (1 + shape.rank), 0);
const state: StateOutputs = { rows, base: normals(rows * shape.heads, 1_000), factors: normals(rows * width, 100_000) };
const action = Int32Array.from({ length: rows }, (_, row) => draws.int(200_000 + row, shape.actions));
const user = Int32Array.from({ length: rows }, (_, row) => row % 500);

/** What the towers say about a row and an action. */
function said(row: number, arm: number, head: number): number {
  const from = arm * shape.heads * (1 + shape.rank);
  let value = (state.base[row * shape.heads + head] ?? 0) + (table[from + head] ?? 0);
  for (let factor = head * shape.rank; factor < (head + 1) * shape.rank; factor += 1)
    value += (state.factors[row * width + factor] ?? 0) * (table[from + shape.heads + factor] ?? 0);
  return value;
}

/** Rewards as the towers of row `of(row)` say, with noise. */
function logged(of: (row: number) => number, noise: number): LoggedRows {
  const rewards = new Float32Array(rows * shape.heads);
  for (let row = 0; row < rows; row += 1)
    for (let head = 0; head < shape.heads; head += 1)
      rewards[row * shape.heads + head] = said(of(row), action[row] ?? 0, head) + noise * draws.normal(300_000 + row * shape.heads + head);
  return { rewards, action, user };
}

function model(given: LoggedRows) {
  const sums = new ArmSums(shape, table);
  sums.add(state, given);
  const centred = centreTable(table, sums);
  const gain = new PersonalGain(shape, centred);
  gain.add(state, given);
  return {
    centred,
    model: factoredModel(centred, sums, gain.factors(), scales, surfaceInputs(undefined, shape.actions)),
  };
}

test('a model that is borne out predicts what its towers say, in units of the rewards', () => {
  const { model: learned } = model(logged((row) => row, 0));
  const predictions = emptyPredictions(learned, rows);
  fillPredictions(learned, state, 0, predictions);
  predictions.forEach(({ base, preference, stride }, head) => {
    expect(stride).toBe(shape.actions);
    for (const row of [0, 17, 3_999]) {
      for (let arm = 0; arm < shape.actions; arm += 1) {
        const expected = head === 0 ? 2 + 3 * said(row, arm, 0) : said(row, arm, 1);
        expect((base[row] ?? 0) + (preference[row * stride + arm] ?? 0)).toBeCloseTo(expected, 2);
      }
    }
  });
});

test('the personal part is centred: nothing of it is left in the mean over actions or over rows', () => {
  const { centred } = model(logged((row) => row, 1));
  for (let factor = 0; factor < width; factor += 1) {
    const over = Array.from({ length: shape.actions }, (_, arm) => centred.factors[arm * width + factor] ?? 0);
    expect(over.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 6);
  }
});

test('a personal part that belongs to other rows is not kept', () => {
  const { model: learned } = model(logged((row) => (row * 7 + 1) % rows, 1));
  expect(learned.personal.map(({ factor }) => factor)).toEqual([0, 0]);
  const predictions = emptyPredictions(learned, 10);
  expect(predictions.map(({ stride, preference }) => [stride, preference.length])).toEqual([
    [0, shape.actions],
    [0, shape.actions],
  ]);
});

test('an action whose level differs from what the table says is corrected by its rows', () => {
  const given = logged((row) => row, 1);
  action.forEach((arm, row) => {
    if (arm === 3) given.rewards[row * shape.heads] = (given.rewards[row * shape.heads] ?? 0) + 2;
  });
  const { model: corrected } = model(given);
  const { model: plain } = model(logged((row) => row, 1));
  expect((corrected.fixed[3 * shape.heads] ?? 0) - (plain.fixed[3 * shape.heads] ?? 0)).toBeCloseTo(2, 0);
});
