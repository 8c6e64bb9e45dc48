import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../src/core/random/random-stream.ts';
import { bestMix, type PolicyColumn } from '../../../src/core/world/constrained-best.ts';

const production: PolicyColumn = { gain: 1, drift: [0] };

describe('the best mix under held quantities', () => {
  it('stays with production when nothing else is allowed', () => {
    const { shares, gain } = bestMix([production, { gain: 2, drift: [1] }], 0);
    expect([...shares]).toEqual([1, 0]);
    expect(gain).toBe(1);
  });

  it('mixes up to the tolerance and prices it', () => {
    const { shares, gain, prices } = bestMix([production, { gain: 2, drift: [-0.1] }], 0.01);
    expect(shares[1]).toBeCloseTo(0.1, 12);
    expect(gain).toBeCloseTo(1.1, 12);
    // One unit of drift towards zero is worth 10 units of gain.
    expect(prices[0]).toBeCloseTo(-10, 9);
  });

  it('lets opposite drifts cancel', () => {
    const { gain } = bestMix([production, { gain: 3, drift: [0.2] }, { gain: 2, drift: [-0.2] }], 0);
    expect(gain).toBeCloseTo(2.5, 12);
  });

  it('beats every feasible pair of random columns', () => {
    const stream = new RandomStream(5, 'columns');
    for (let round = 0; round < 40; round += 1) {
      const columns: PolicyColumn[] = [
        { gain: 1, drift: [0, 0] },
        ...Array.from({ length: 12 }, (_, place) => {
          const at = (round * 12 + place) * 4;
          return {
            gain: 1 + 0.3 * stream.normal(at),
            drift: [0.1 * stream.normal(at + 1), 0.1 * stream.normal(at + 2)],
          };
        }),
      ];
      const { gain, shares } = bestMix(columns, 0.01);
      for (const quantity of [0, 1]) {
        const drift = columns.reduce((sum, column, place) => sum + (shares[place] ?? 0) * (column.drift[quantity] ?? 0), 0);
        expect(Math.abs(drift)).toBeLessThanOrEqual(0.01 + 1e-9);
      }
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      for (const one of columns)
        for (const other of columns)
          for (let part = 0; part <= 1; part += 0.05) {
            const drift = [0, 1].map((quantity) => part * (one.drift[quantity] ?? 0) + (1 - part) * (other.drift[quantity] ?? 0));
            if (drift.every((value) => Math.abs(value) <= 0.01))
              expect(part * one.gain + (1 - part) * other.gain).toBeLessThanOrEqual(gain + 1e-9);
          }
    }
  });
});
