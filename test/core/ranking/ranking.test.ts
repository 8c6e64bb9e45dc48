import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auc } from '../../../src/core/ranking/auc.ts';
import { pairedBootstrap } from '../../../src/core/ranking/paired-bootstrap.ts';
import { rankDifferences } from '../../../src/core/ranking/rank-differences.ts';
import { rankOrder } from '../../../src/core/ranking/rank-order.ts';
import { ndcgAt, recallAt } from '../../../src/core/ranking/single-target.ts';

describe('rank order', () => {
  it('goes from high to low, keeps ties in order and puts what is not a number last', () => {
    expect(Array.from(rankOrder([1, Number.NaN, 3, 1, Number.NEGATIVE_INFINITY, 3]))).toEqual([2, 5, 0, 3, 4, 1]);
  });

  it('is a permutation', () => {
    fc.assert(
      fc.property(fc.array(fc.double()), (scores) => {
        expect(Array.from(rankOrder(scores)).toSorted((left, right) => left - right)).toEqual(scores.map((_, index) => index));
      }),
    );
  });
});

describe('rank differences', () => {
  it('says how many places each item gained, and names those of one order only', () => {
    expect(rankDifferences(['a', 'b', 'c'], ['c', 'a', 'd'])).toEqual([
      { id: 'c', first: 3, second: 1, gained: 2 },
      { id: 'a', first: 1, second: 2, gained: -1 },
      { id: 'd', second: 3 },
      { id: 'b', first: 2 },
    ]);
  });
});

describe('metrics of one target', () => {
  it('counts ranks inside k only; rank 0 is a miss', () => {
    expect([recallAt(10, 10), recallAt(11, 10), recallAt(0, 10)]).toEqual([1, 0, 0]);
    expect([ndcgAt(1, 10), ndcgAt(3, 10), ndcgAt(11, 10), ndcgAt(0, 10)]).toEqual([1, 0.5, 0, 0]);
  });
});

describe('auc', () => {
  it('is the share of pairs in the right order, ties half', () => {
    expect(auc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])).toBe(0.75);
    expect(auc([1, 1, 1], [0, 1, 1])).toBe(0.5);
    expect(auc([1, 2], [1, 1])).toBeUndefined();
  });

  it('equals the count over all pairs', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 1 }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
        let pairs = 0;
        let right = 0;
        for (const [score, label] of rows) {
          for (const [other, otherLabel] of rows) {
            if (label !== 1 || otherLabel !== 0) continue;
            pairs += 1;
            right += score > other ? 1 : score === other ? 0.5 : 0;
          }
        }
        const value = auc(
          rows.map(([score]) => score),
          rows.map(([, label]) => label),
        );
        if (pairs === 0) expect(value).toBeUndefined();
        else expect(value).toBeCloseTo(right / pairs, 12);
      }),
    );
  });
});

describe('paired bootstrap', () => {
  it('answers means whose intervals have the width of the standard error', () => {
    const values = Float64Array.from({ length: 400 }, (_, user) => (user % 4 === 0 ? 1 : 0));
    const [interval] = pairedBootstrap([values], { seed: 1, resamples: 2000 });
    expect(interval?.value).toBe(0.25);
    const halfWidth = 1.96 * Math.sqrt((0.25 * 0.75) / 400);
    expect((interval?.high ?? 0) - 0.25).toBeCloseTo(halfWidth, 2);
    expect(0.25 - (interval?.low ?? 0)).toBeCloseTo(halfWidth, 2);
  });

  it('pairs: a constant difference has an interval without width', () => {
    const base = Float64Array.from({ length: 50 }, (_, user) => Math.sin(user));
    const difference = new Float64Array(50).fill(0.125);
    const [, interval] = pairedBootstrap([base, difference], { seed: 7 });
    expect(interval).toEqual({ value: 0.125, low: 0.125, high: 0.125 });
  });

  it('gives the same numbers for the same seed and others for another', () => {
    const values = Float64Array.from({ length: 30 }, (_, user) => Math.cos(user));
    expect(pairedBootstrap([values], { seed: 3 })).toEqual(pairedBootstrap([values], { seed: 3 }));
    expect(pairedBootstrap([values], { seed: 3 })).not.toEqual(pairedBootstrap([values], { seed: 4 }));
  });
});
