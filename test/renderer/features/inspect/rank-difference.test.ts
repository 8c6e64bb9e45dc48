import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankDifference } from '../../../../src/renderer/features/inspect/rank-difference.ts';

/** Kendall's tau-a by its definition: concordant minus discordant pairs over all pairs. */
function tauByPairs(before: readonly number[], after: readonly number[]): number {
  let sum = 0;
  let pairs = 0;
  for (let i = 0; i < after.length; i += 1) {
    for (let j = i + 1; j < after.length; j += 1) {
      pairs += 1;
      sum += before.indexOf(after[i] ?? -1) < before.indexOf(after[j] ?? -1) ? 1 : -1;
    }
  }
  return sum / pairs;
}

const shuffles = fc.integer({ min: 2, max: 40 }).chain((length) => {
  const items = Array.from({ length }, (_, index) => index);
  return fc.record({
    before: fc.shuffledSubarray(items, { minLength: length, maxLength: length }),
    after: fc.shuffledSubarray(items, { minLength: length, maxLength: length }),
  });
});

describe('the difference of two orders', () => {
  it('counts places, movers and the overlap of the first ten', () => {
    const { moves, movers, moved, overlap } = rankDifference([1, 2, 3, 4], [4, 2, 1, 3]);
    expect(moves.get(4)).toEqual({ item: 4, before: 4, after: 1, gain: 3 });
    expect(moves.get(2)).toMatchObject({ gain: 0 });
    expect(movers.map((move) => move.item)).toEqual([4, 1, 3]);
    expect(moved).toBe(3);
    expect(overlap).toEqual({ depth: 4, shared: 4 });
  });

  it('takes items of one order only as new or gone, never as moved', () => {
    const difference = rankDifference([1, 2, 3], [9, 1, 2]);
    expect(difference).toMatchObject({ entered: 1, left: 1, moved: 2, overlap: { depth: 3, shared: 2 } });
    expect(difference.moves.get(9)).toEqual({ item: 9, after: 1, gain: 0 });
    expect(difference.moves.get(3)).toEqual({ item: 3, before: 3, gain: 0 });
  });

  it('gives Kendall tau as its definition does', () => {
    fc.assert(
      fc.property(shuffles, ({ before, after }) => {
        expect(rankDifference(before, after).tau).toBeCloseTo(tauByPairs(before, after), 12);
      }),
    );
  });

  it('has no tau where fewer than two items are in both orders', () => {
    expect(rankDifference([1, 2], [2, 3]).tau).toBeUndefined();
    expect(rankDifference([], []).tau).toBeUndefined();
  });
});
