import { describe, expect, it } from 'vitest';
import { alphaLabel, pointAt, spanAround, spanSentence } from '../../../../src/renderer/features/tuning/alpha-span.ts';
import { kneesOf } from '../../../../src/renderer/features/tuning/alpha-slider.tsx';
import { point, sweep } from './frontier-fixture.ts';

const breakpoints = [0.2, 0.412, 0.457];

describe('the span around an alpha', () => {
  it('ends at the breakpoints beside it, the lower one included', () => {
    expect(spanAround(0.43, breakpoints)).toEqual({ low: 0.412, high: 0.457 });
    expect(spanAround(0.412, breakpoints)).toEqual({ low: 0.412, high: 0.457 });
    expect(spanAround(0, breakpoints)).toEqual({ low: 0, high: 0.2 });
    expect(spanAround(1, breakpoints)).toEqual({ low: 0.457, high: 1 });
  });

  it('says that nothing changes only where every breakpoint is listed', () => {
    expect(spanSentence(0.43, breakpoints, 3)).toBe('Between 0.412 and 0.457 nothing changes.');
    expect(spanSentence(0.43, breakpoints, 9000)).toBe(
      'Between 0.412 and 0.457 no single alpha changes the choice of 0.1% of the scored requests or more (9,000 breakpoints in all).',
    );
    expect(spanSentence(0.43, [], 9000)).toBe(
      'Choices change a few requests at a time: 9,000 breakpoints, none of which moves 0.1% of the scored requests.',
    );
    expect(spanSentence(0.43, [], 0)).toBe('Between 0.000 and 1.000 nothing changes.');
  });
});

describe('the slider', () => {
  const points = [point(0, 1, 1), point(0.3, 1, 1), point(0.42, 1, 1), point(0.5, 1, 1)];

  it('snaps to a point of the same span before a nearer one outside it', () => {
    // 0.45 is nearer to 0.5 or as near to 0.42, but only 0.42 gives the same policy.
    expect(pointAt(0.455, points, breakpoints)).toBe(2);
    expect(pointAt(0.46, points, breakpoints)).toBe(3);
    expect(pointAt(0.1, points, breakpoints)).toBe(0);
  });

  it('names an alpha with a weight per objective by its weights', () => {
    expect(alphaLabel(point(0.25, 1, 1))).toBe('0.250');
    expect(alphaLabel({ ...point(0, 1, 1), alpha: [0.2, 0.3, 0.5] })).toBe('0.20 / 0.30 / 0.50');
  });

  it('joins the rules that name the same knee', () => {
    expect([...kneesOf(sweep(points))]).toEqual([
      [1, ['farthest from the chord', 'closest to the ideal']],
      [2, ['best trade-off']],
    ]);
  });
});
