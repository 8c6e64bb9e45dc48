import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceOfHit, headOverSlates } from '../../../src/core/ranking/slate-quality.ts';

/** Every way to choose three places, by plain loops. */
function chanceByCounting(items: number, positives: number): number {
  let hits = 0;
  let ways = 0;
  for (let a = 0; a < items; a++)
    for (let b = a + 1; b < items; b++)
      for (let c = b + 1; c < items; c++) {
        ways += 1;
        if (a < positives) hits += 1;
      }
  return hits / ways;
}

describe('quality over slates', () => {
  it('knows what chance alone would hit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 12 }), fc.integer({ min: 1, max: 12 }), (items, positives) => {
        const most = Math.min(items, positives);
        expect(chanceOfHit(items, most)).toBeCloseTo(chanceByCounting(items, most), 12);
      }),
    );
    expect(chanceOfHit(2, 1)).toBe(1);
  });

  it('ranks by one head, counts each user once, and leaves out slates where nothing happened', () => {
    // Two heads; head 1 puts the last item first.
    const rising = (items: number) => Float32Array.from({ length: items * 2 }, (_, place) => (place % 2 === 1 ? place / 100 : 0.5));
    const slates = [
      { user: 4, probabilities: rising(6), actions: [2, 0, 0, 0, 0, 0] },
      { user: 4, probabilities: rising(6), actions: [0, 0, 0, 0, 0, 2] },
      { user: 7, probabilities: rising(6), actions: [0, 0, 0, 0, 3, 0] },
      { user: 9, probabilities: rising(6), actions: [1, 1, 0, 0, 0, 0] },
    ];
    const found = headOverSlates(slates, 1, 2, 1);
    expect(found).toMatchObject({ slates: 3, hit3: { value: (0.5 + 1) / 2 }, logged3: { value: (0.5 + 0) / 2 } });
    expect(found?.chance3).toBeCloseTo(0.5, 12);
    expect(found?.aucPerRequest?.value).toBeCloseTo((0.5 + 0.8) / 2, 12);
    // Positives at places 0, 5 and 4 of the first three slates against the 21 other items of all four.
    const place = (position: number) => (position * 2 + 1) / 100;
    const positives = [0, 5, 4].map(place);
    const others = [0, 1, 2, 3, 4, 5].flatMap((position) =>
      Array.from({ length: [0, 5, 4].includes(position) ? 3 : 4 }, () => place(position)),
    );
    const wins = positives.flatMap((one) => others.map((other) => (one > other ? 1 : one === other ? 0.5 : 0)));
    expect(found?.aucPooled).toBeCloseTo(wins.reduce<number>((sum, win) => sum + win, 0) / wins.length, 12);
    expect(headOverSlates(slates.slice(3), 1, 2, 1)).toBeUndefined();
  });
});
