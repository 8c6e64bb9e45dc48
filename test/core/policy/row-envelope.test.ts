import { expect, test } from 'vitest';
import { chooseActions } from '../../../src/core/policy/choose-actions.ts';
import type { Predictions } from '../../../src/core/policy/predictions.ts';
import { RowEnvelope } from '../../../src/core/policy/row-envelope.ts';
import { RandomStream } from '../../../src/core/random/random-stream.ts';

const draw = new RandomStream(1, 'row envelope');

interface Stretches {
  readonly arms: readonly number[];
  readonly from: readonly number[];
}

function stretchesOf(envelope: RowEnvelope, row: number): Stretches {
  envelope.find(row);
  return { arms: [...envelope.arm.subarray(0, envelope.count)], from: [...envelope.from.subarray(0, envelope.count)] };
}

/** Rows of four kinds, long runs of each: alike, of no order, with ties everywhere, and with all on one line. */
function makeRows(rows: number, arms: number): readonly [Predictions, Predictions] {
  const first = new Float32Array(rows * arms);
  const second = new Float32Array(rows * arms);
  for (let row = 0; row < rows; row += 1)
    for (let arm = 0; arm < arms; arm += 1) {
      const place = row * arms + arm;
      const kind = Math.floor((row / rows) * 8) % 4;
      const turn = (arm / arms) * 1.5;
      const [one, two] = [draw.uniform(2 * place), draw.uniform(2 * place + 1)];
      first[place] = [Math.cos(turn) + one / 50, one, Math.floor(one * 5) / 8, Math.floor(one * 9) / 8][kind] ?? 0;
      second[place] = [Math.sin(turn) + two / 50, two, Math.floor(two * 5) / 8, 2 - Math.floor(one * 9) / 8][kind] ?? 0;
    }
  return [
    { base: new Float64Array(rows), preference: first, stride: arms },
    { base: new Float64Array(rows), preference: second, stride: arms },
  ];
}

test('what earlier rows were like changes nothing', () => {
  for (const [arms, production] of [
    [49, 24],
    [12, undefined],
    [3, 0],
  ] as const) {
    const rows = 4_800;
    const [first, second] = makeRows(rows, arms);
    const used = new RowEnvelope(first, second, [0.7, 1.9], arms, production);
    for (let row = 0; row < rows; row += 1) {
      const found = stretchesOf(used, row);
      if (row % 5 !== 0) continue;
      const fresh = new RowEnvelope(first, second, [0.7, 1.9], arms, production);
      expect({ row, ...found }).toEqual({ row, ...stretchesOf(fresh, row) });
    }
  }
});

test('each stretch has the arm that would be chosen within it', () => {
  const [rows, arms, production] = [2_400, 20, 7];
  const parts = makeRows(rows, arms);
  const envelope = new RowEnvelope(...parts, [1, 1], arms, production);
  for (let row = 0; row < rows; row += 1) {
    const { arms: best, from } = stretchesOf(envelope, row);
    const own = parts.map((part) => ({ ...part, preference: part.preference.subarray(row * arms, (row + 1) * arms), stride: 0 }));
    const choose = (alpha: number) => chooseActions(own, [1 - alpha, alpha], 1, arms, production)[0];
    best.forEach((arm, stretch) => {
      const start = from[stretch] ?? 0;
      const end = from[stretch + 1] ?? 1;
      if (start === 0 && stretch === 0) expect([row, choose(0)]).toEqual([row, arm]);
      else if (start === 1) expect([row, choose(1)]).toEqual([row, arm]);
      // Narrower ones are lost in the rounding of the chosen line's height.
      if (end - start > 1e-6) expect([row, stretch, choose((start + end) / 2)]).toEqual([row, stretch, arm]);
    });
  }
});

test('predictions that are not numbers do not keep it from ending', () => {
  for (const bad of [Number.NaN, Infinity, -Infinity]) {
    const arms = 9;
    const [first, second] = makeRows(40, arms);
    for (let place = 0; place < 40 * arms; place += 1) {
      if (draw.int(7e6 + place, 3) === 0) first.preference[place] = bad;
      if (draw.int(8e6 + place, 3) === 0) second.preference[place] = bad;
    }
    const envelope = new RowEnvelope(first, second, [1, 1], arms, 4);
    for (let row = 0; row < 40; row += 1) expect(stretchesOf(envelope, row).arms.length).toBeGreaterThan(0);
  }
});
