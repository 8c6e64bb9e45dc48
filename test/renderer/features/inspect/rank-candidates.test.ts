import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../../../src/contract/inspect.ts';
import { contributionScale } from '../../../../src/renderer/features/inspect/contribution-bar.tsx';
import { rankCandidates, weightsOf } from '../../../../src/renderer/features/inspect/rank-candidates.ts';

function candidate(index: number, retrievalScore: number, heads: readonly number[]): Candidate {
  return {
    item: { index, id: String(index), title: `Item ${index}`, topics: [] },
    source: 'history',
    sources: ['history'],
    retrievalScore,
    heads,
    contributions: [],
    utility: 0,
    rank: 0,
  };
}

const candidates = [candidate(1, 5, [0.2, 0.5]), candidate(2, 9, [0.4, 0.1]), candidate(3, 7, [0.2, 0.5])];

describe('candidates under other weights', () => {
  it('follow the utility, and retrieval where it ties', () => {
    const rows = rankCandidates(candidates, [1, 1]);
    expect(rows.map((row) => [row.candidate.item.index, row.rank])).toEqual([
      [3, 1],
      [1, 2],
      [2, 3],
    ]);
    expect(rows[2]?.contributions).toEqual([0.4, 0.1]);
    expect(rows[2]?.utility).toBeCloseTo(0.5, 12);
  });

  it('may weigh a head below zero', () => {
    const rows = rankCandidates(candidates, [1, -1]);
    expect(rows[0]?.candidate.item.index).toBe(2);
    const scale = contributionScale(rows);
    expect(scale.low).toBeCloseTo(-0.5, 12);
    expect(scale.high).toBeCloseTo(0.4, 12);
  });

  it('have no order to give when there are none', () => {
    expect(rankCandidates([], [1, 2])).toEqual([]);
  });
});

describe('the weights of a setting', () => {
  it('are those of the bundle where none is set, zero included', () => {
    expect(weightsOf(['click', 'save'], [0.3, 1], { click: 0 })).toEqual([0, 1]);
  });
});
