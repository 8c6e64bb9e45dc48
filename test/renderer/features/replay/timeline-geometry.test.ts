import { describe, expect, it } from 'vitest';
import { markPath, rankPath, rankY, stepAt, stepX, worstRank } from '../../../../src/renderer/features/replay/timeline-geometry.ts';

describe('timeline', () => {
  it('finds the step under the place where it is drawn', () => {
    for (const count of [1, 7, 300])
      for (let step = 0; step < count; step += 1) expect(stepAt(stepX(step, count, 913), count, 913)).toBe(step);
  });

  it('clamps beyond the ends', () => {
    expect(stepAt(-20, 10, 500)).toBe(0);
    expect(stepAt(5000, 10, 500)).toBe(9);
    expect(stepAt(10, 0, 500)).toBe(0);
  });

  it('puts rank 1 at the top and the worst at the bottom, evenly by tenfold', () => {
    expect(rankY(1, 1000, 90)).toBe(0);
    expect(rankY(10, 1000, 90)).toBeCloseTo(30, 10);
    expect(rankY(1000, 1000, 90)).toBeCloseTo(90, 10);
  });

  it('makes room for the worst rank', () => {
    expect(worstRank([{ positive: true }])).toBe(100);
    expect(worstRank([{ positive: true, rankOfActual: 101 }])).toBe(1000);
  });

  it('draws one mark per step that is kept', () => {
    const steps = [{ positive: true, rankOfActual: 1 }, { positive: false }, { positive: true, rankOfActual: 40 }];
    expect(markPath(steps, 300, 0, 10, (step) => step.positive).match(/M/g)).toHaveLength(2);
    expect(rankPath(steps, 300, 50, 100, (rank) => rank <= 10)).toBe('M50.0 0.0h0');
  });
});
