import { expect, it } from 'vitest';
import { slopeOf } from '../../../src/core/statistics/slope.ts';

it('fits the line through points, with the error that unequal variances ask for', () => {
  const exact = slopeOf(Float64Array.from([1, 2, 4]), Float64Array.from([5, 8, 14]));
  expect(exact.slope).toBeCloseTo(3, 12);
  expect(exact.error).toBeCloseTo(0, 12);
  // By hand: means 1 and 1, slope 3/2, residuals 1/2, -1, 1/2; sum (x - 1)^2 e^2 = 1/2, sum (x - 1)^2 = 2.
  const rough = slopeOf(Float64Array.from([0, 1, 2]), Float64Array.from([0, 0, 3]));
  expect(rough.slope).toBeCloseTo(1.5, 12);
  expect(rough.error).toBeCloseTo(Math.sqrt(0.5) / 2, 12);
});
