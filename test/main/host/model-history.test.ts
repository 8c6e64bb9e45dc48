import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { historyWindows, lowerBound } from '../../../src/main/host/ranking/model-history.ts';

describe('history windows', () => {
  it('is one window when everything fits', () => {
    expect(historyWindows([2, 3, 9], 16)).toEqual([{ start: 0, end: 10, wanted: [2, 3, 9] }]);
  });

  it('answer every position once, in order, with half a window of history or all there is', () => {
    const positions = fc.uniqueArray(fc.nat(200), { minLength: 1 }).map((values) => values.toSorted((left, right) => left - right));
    fc.assert(
      fc.property(positions, fc.integer({ min: 1, max: 40 }), (wanted, length) => {
        const windows = historyWindows(wanted, length);
        expect(windows.flatMap((window) => window.wanted)).toEqual(wanted);
        for (const { start, end, wanted: served } of windows) {
          expect(end - start).toBeLessThanOrEqual(length);
          for (const position of served) {
            expect(position).toBeGreaterThanOrEqual(start);
            expect(position).toBeLessThan(end);
            expect(position - start + 1).toBeGreaterThanOrEqual(Math.min(position + 1, Math.ceil(length / 2)));
          }
        }
      }),
    );
  });

  it('find the place of a value in an ascending list', () => {
    expect([0, 1, 2, 3, 9, 10].map((value) => lowerBound(Int32Array.of(1, 3, 9), value))).toEqual([0, 0, 1, 1, 2, 3]);
  });
});
