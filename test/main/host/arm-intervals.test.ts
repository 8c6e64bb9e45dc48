import { describe, expect, it } from 'vitest';
import { armIntervals, rowsByArm } from '../../../src/main/host/arm-intervals.ts';

describe('intervals of arms', () => {
  const action = [0, 1, 0, 1, 0, 0];
  const rewards = [1, 5, 2, 5, 3, 6];

  it('are the normal ones of a mean where rows are independent', async () => {
    const [first, second] = await armIntervals('r', rewards, rowsByArm(action, 3), undefined);
    // Mean 3, squared deviations 4 + 1 + 0 + 9 = 14, standard error sqrt(14 / (3 x 4)).
    const half = 1.959963984540054 * Math.sqrt(14 / 12);
    expect(first?.low).toBeCloseTo(3 - half, 9);
    expect(first?.high).toBeCloseTo(3 + half, 9);
    expect(first).toMatchObject({ objective: 'r', level: 0.95 });
    // Two rows that are alike are no reason to be certain of the next.
    expect(second).toBeUndefined();
  });

  it('take the rows of one user as one unit', async () => {
    const rows = rowsByArm(action, 3);
    const [clustered] = await armIntervals('r', rewards, rows, [7, 1, 7, 2, 8, 8]);
    // Two users with sums of deviations -3 and 3: sqrt(2 / 1 x 18) / 4.
    const half = (1.959963984540054 * Math.sqrt(36)) / 4;
    expect(clustered?.high).toBeCloseTo(3 + half, 9);
    const [alone] = await armIntervals('r', rewards, rows, [7, 7, 7, 7, 7, 7]);
    expect(alone).toBeUndefined();
  });

  it('are absent for an arm without rows', async () => {
    expect((await armIntervals('r', rewards, rowsByArm(action, 3), undefined))[2]).toBeUndefined();
  });
});
