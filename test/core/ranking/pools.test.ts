import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergePools, splitBudget } from '../../../src/core/ranking/merge-pools.ts';
import { topicEntropy } from '../../../src/core/ranking/topic-entropy.ts';

describe('budgets', () => {
  it('are whole, sum to the total and stray from the exact share by less than one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 0, max: 200 }),
        (shares, total) => {
          const sum = shares.reduce((all, share) => all + share, 0);
          const split = splitBudget(shares, total);
          expect(split.reduce((all, share) => all + share, 0)).toBe(sum === 0 ? 0 : total);
          if (sum > 0) split.forEach((value, index) => expect(Math.abs(value - ((shares[index] ?? 0) / sum) * total)).toBeLessThan(1));
        },
      ),
    );
  });
});

describe('merged pools', () => {
  const pool = fc.tuple(fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 20 }), fc.integer({ min: 0, max: 4 }));

  it('hold every item once, within k, and as many as the pools can give', () => {
    fc.assert(
      fc.property(fc.array(pool, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 25 }), (drawn, k) => {
        const pools = drawn.map(([rows, share]) => ({ rows, share, scores: rows.map((row) => -row) }));
        const { candidates, fetched, unique } = mergePools(pools, k);
        const rows = candidates.map(({ row }) => row);
        expect(new Set(rows).size).toBe(rows.length);
        const allowed = new Set(pools.flatMap(({ rows: own, share }) => (share > 0 ? own : [])));
        expect(rows.length).toBe(Math.min(k, allowed.size));
        expect(unique).toBeLessThanOrEqual(Math.min(fetched, rows.length));
        for (const { row, source, sources, score } of candidates) {
          expect(pools[source]?.rows).toContain(row);
          expect(sources).toEqual(pools.flatMap(({ rows: own }, index) => (own.includes(row) ? [index] : [])));
          expect(score).toBe(-row);
        }
      }),
    );
  });

  it('give each vector the top of its own pool before anything is filled up', () => {
    const pools = [
      { rows: [1, 2, 3, 4], scores: [4, 3, 2, 1], share: 0.5 },
      { rows: [2, 9, 8, 7], scores: [4, 3, 2, 1], share: 0.5 },
    ];
    const { candidates, fetched, unique } = mergePools(pools, 4);
    expect([fetched, unique]).toEqual([4, 3]);
    expect(candidates.map(({ row, source }) => [row, source])).toEqual([
      [1, 0],
      [2, 1],
      [9, 1],
      [3, 0],
    ]);
  });
});

describe('topic entropy', () => {
  it('is 0 for one topic, log2(T) for T alike, and undefined without topics', () => {
    expect(topicEntropy([{ topics: ['a'] }, { topics: ['a'] }])).toBe(0);
    expect(topicEntropy(['a', 'b', 'c', 'd'].map((topic) => ({ topics: [topic] })))).toBeCloseTo(2, 12);
    expect(topicEntropy([{ topics: ['a', 'b'] }])).toBeCloseTo(1, 12);
    expect(topicEntropy([{ topics: [] }])).toBeUndefined();
  });
});
