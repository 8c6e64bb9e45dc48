import type { CurveRows } from '../../../core/policy/alpha-curve.ts';

export const benchArms = 49;

/** Rows with predictions as of 7 x 7 weights: smooth surfaces tilted by the request, with a little of each action's own; or no order at all. */
export function makeBenchRows(rows: number, kind: 'surfaces' | 'random'): CurveRows {
  const arms = benchArms;
  let state = 20_260_601;
  const draw = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
  const first = new Float32Array(rows * arms);
  const second = new Float32Array(rows * arms);
  const action = new Int32Array(rows);
  const rewards = [new Float64Array(rows), new Float64Array(rows)] as const;
  const base = [new Float64Array(rows), new Float64Array(rows)] as const;
  for (let row = 0; row < rows; row += 1) {
    action[row] = Math.floor(draw() * arms);
    const [tilt, lean, bend] = [draw(), draw(), draw()];
    for (let arm = 0; arm < arms; arm += 1) {
      const [x, y] = [Math.floor(arm / 7) / 6, (arm % 7) / 6];
      first[row * arms + arm] = kind === 'random' ? draw() : 0.3 * x - 0.2 * y * tilt + 0.1 * bend * x * y + 0.002 * draw();
      second[row * arms + arm] = kind === 'random' ? draw() : 0.4 * y - 0.3 * x * lean + 0.1 * bend * y * y + 0.002 * draw();
    }
    rewards[0][row] = draw() < 0.2 ? 1 : 0;
    rewards[1][row] = draw() < 0.3 ? 1 : 0;
  }
  return {
    n: rows,
    arms,
    production: 24,
    divisors: [1, 1],
    predictions: [
      { base: base[0], preference: first, stride: arms },
      { base: base[1], preference: second, stride: arms },
    ],
    rewards,
    action,
    inverse: new Float64Array(rows).fill(arms),
    slates: undefined,
    explored: true,
  };
}

/** Rows whose lines stay in the processor's first cache while every alpha passes over them. */
const block = 32;

/**
 * What the exact sweep is held against: choosing anew at each alpha with all sums in the same loop, a block of rows at a time, each line's start and slope made once
 * per block. Answers direct-method and corrected sums and hits per alpha.
 */
export function passBlocks(rows: CurveRows, alphas: readonly number[]): Float64Array {
  const { n, arms, predictions, rewards, action, inverse } = rows;
  const [one, two] = predictions;
  const sums = new Float64Array(alphas.length * 5);
  const starts = new Float64Array(block * arms);
  const slopes = new Float64Array(block * arms);
  for (let from = 0; from < n; from += block) {
    const count = Math.min(block, n - from);
    for (let place = 0; place < count * arms; place += 1) {
      const start = one.preference[from * arms + place] ?? 0;
      starts[place] = start;
      slopes[place] = (two.preference[from * arms + place] ?? 0) - start;
    }
    for (let step = 0; step < alphas.length; step += 1) {
      const alpha = alphas[step] ?? 0;
      let [direct0, direct1, corrected0, corrected1, hits] = [0, 0, 0, 0, 0];
      for (let row = 0; row < count; row += 1) {
        const at = row * arms;
        let most = (starts[at] ?? 0) + alpha * (slopes[at] ?? 0);
        let best = 0;
        for (let arm = 1; arm < arms; arm += 1) {
          const value = (starts[at + arm] ?? 0) + alpha * (slopes[at + arm] ?? 0);
          if (value > most) {
            most = value;
            best = arm;
          }
        }
        const chosen = (from + row) * arms + best;
        const q0 = one.preference[chosen] ?? 0;
        const q1 = two.preference[chosen] ?? 0;
        direct0 += q0;
        direct1 += q1;
        if (action[from + row] !== best) continue;
        const weight = inverse[from + row] ?? 0;
        hits += 1;
        corrected0 += weight * ((rewards[0][from + row] ?? 0) - q0);
        corrected1 += weight * ((rewards[1][from + row] ?? 0) - q1);
      }
      const to = step * 5;
      sums[to] = (sums[to] ?? 0) + direct0;
      sums[to + 1] = (sums[to + 1] ?? 0) + direct1;
      sums[to + 2] = (sums[to + 2] ?? 0) + corrected0;
      sums[to + 3] = (sums[to + 3] ?? 0) + corrected1;
      sums[to + 4] = (sums[to + 4] ?? 0) + hits;
    }
  }
  return sums;
}
