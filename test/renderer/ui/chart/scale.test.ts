import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalsFor } from '../../../../src/renderer/ui/chart/decimals.ts';
import { niceTicks, paddedDomain, toPixel } from '../../../../src/renderer/ui/chart/scale.ts';

const domains = fc
  .tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 1e-6, max: 1e6, noNaN: true }))
  .map(([low, span]): readonly [number, number] => [low, low + span])
  .filter(([low, high]) => high - low > Math.abs(low) * 1e-9);

describe('ticks', () => {
  it('are round numbers', () => {
    expect(niceTicks([0, 1], 6)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(niceTicks([0.151, 0.187], 6)).toEqual([0.16, 0.17, 0.18]);
    expect(niceTicks([5, 5])).toEqual([5]);
  });

  it('lie inside the domain, ascend, and are never more than asked for', () => {
    fc.assert(
      fc.property(domains, fc.integer({ min: 2, max: 12 }), (domain, most) => {
        const ticks = niceTicks(domain, most);
        const room = (domain[1] - domain[0]) * 1e-6;
        expect(ticks.length).toBeLessThanOrEqual(most);
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(domain[0] - room);
          expect(tick).toBeLessThanOrEqual(domain[1] + room);
        }
        expect(ticks).toEqual([...new Set(ticks)].sort((a, b) => a - b));
      }),
    );
  });
});

describe('a padded domain', () => {
  it('holds every finite value with room around it', () => {
    const [low, high] = paddedDomain([1, Number.NaN, 3], 0.1);
    expect(low).toBeCloseTo(0.8, 12);
    expect(high).toBeCloseTo(3.2, 12);
  });

  it('is drawable with one value, or none', () => {
    expect(paddedDomain([2])).toEqual([1.8, 2.2]);
    expect(paddedDomain([0])).toEqual([-1, 1]);
    expect(paddedDomain([])).toEqual([0, 1]);
  });
});

it('a pixel lies as far along the axis as the value along the domain', () => {
  expect(toPixel(0.25, [0, 1], 100, 0)).toBe(75);
  expect(toPixel(7, [7, 7], 0, 10)).toBe(5);
});

it('decimals show an uncertainty to two digits', () => {
  expect(decimalsFor(0.0072)).toBe(4);
  expect(decimalsFor(0.2)).toBe(2);
  expect(decimalsFor(35)).toBe(0);
  expect(decimalsFor(0)).toBe(4);
  expect(decimalsFor(1e-12)).toBe(6);
});
