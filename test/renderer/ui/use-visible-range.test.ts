import { describe, expect, it } from 'vitest';
import { offsetFor, rangeInSight, wholeExtent } from '../../../src/renderer/ui/use-visible-range.ts';

const lines = { count: 512, pitch: 152, lead: 12, trail: 6, spare: 2 };

describe('lines of a long list', () => {
  it('draws those in sight and the spare ones, never beyond either end', () => {
    expect(rangeInSight(lines, 0, 900)).toEqual({ first: 0, last: 7 });
    expect(rangeInSight(lines, 12 + 152 * 100, 152 * 3)).toEqual({ first: 98, last: 104 });
    expect(rangeInSight(lines, wholeExtent(lines) - 900, 900)).toEqual({ first: 504, last: 511 });
    expect(rangeInSight({ ...lines, count: 0 }, 0, 900)).toEqual({ first: 0, last: -1 });
    // A list that became shorter than where it was scrolled to draws its end and nothing that is not there.
    const short = rangeInSight({ ...lines, count: 3 }, 50_000, 900);
    expect(short.first).toBeGreaterThan(short.last);
  });

  it('scrolls no further than it has to, and not at all for what is in sight', () => {
    const sight = { offset: 1000, extent: 900 };
    expect(offsetFor(lines, 8, 'nearest', sight)).toBeUndefined();
    expect(offsetFor(lines, 2, 'nearest', sight)).toBe(12 + 2 * 152);
    expect(offsetFor(lines, 2, 'nearest', { ...sight, cover: 12 })).toBe(2 * 152);
    expect(offsetFor(lines, 20, 'nearest', sight)).toBe(12 + 21 * 152 - 900);
    expect(offsetFor(lines, 0, 'nearest', { ...sight, cover: 30 })).toBe(0);
    // Also where only what stands before it is out of sight.
    expect(offsetFor({ ...lines, lead: 164 }, 0, 'nearest', { offset: 100, extent: 900 })).toBe(0);
    expect(offsetFor(lines, 0, 'nearest', { offset: 0, extent: 900 })).toBeUndefined();
    expect(offsetFor(lines, 100, 'middle', sight)).toBe(12 + 100 * 152 + 76 - 450);
    expect(offsetFor(lines, 0, 'middle', sight)).toBe(0);
  });
});
