import { describe, expect, it } from 'vitest';
import { exponential, logarithm, logistic, normalFromUniform } from '../../../src/core/world/elementary.ts';
import { normalQuantile } from '../../../src/core/statistics/normal.ts';

const between = (low: number, high: number, count: number) =>
  Array.from({ length: count }, (_, index) => low + ((high - low) * (index + 0.5)) / count);

describe('elementary functions of the world', () => {
  it('has the exponential to the last few bits', () => {
    for (const x of [...between(-700, 700, 4001), ...between(-1, 1, 1001)])
      expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(1e-14);
    expect(exponential(0)).toBe(1);
    expect(exponential(-1e9)).toBe(0);
    expect(exponential(1e9)).toBe(Infinity);
    expect(exponential(Number.NaN)).toBeNaN();
  });

  it('has the logarithm to the last few bits', () => {
    for (const x of [...between(1e-12, 3, 4001), ...between(3, 1e12, 1001)])
      expect(Math.abs(logarithm(x) - Math.log(x))).toBeLessThan(1e-14 * Math.max(1, Math.abs(Math.log(x))));
    expect(logarithm(1)).toBe(0);
    expect(logarithm(0)).toBe(-Infinity);
    expect(logarithm(-1)).toBeNaN();
    expect(logarithm(Infinity)).toBe(Infinity);
  });

  it('has the logistic function', () => {
    expect(logistic(0)).toBe(0.5);
    expect(logistic(-800)).toBe(0);
    expect(logistic(800)).toBe(1);
    for (const x of between(-30, 30, 301)) expect(logistic(x) + logistic(-x)).toBeCloseTo(1, 14);
  });

  it('turns uniform draws into normal ones', () => {
    for (const p of [1e-9, 1e-5, 0.01, 0.024_25, ...between(0, 1, 301), 0.975_75, 0.99, 1 - 1e-9])
      expect(Math.abs(normalFromUniform(p) - normalQuantile(p))).toBeLessThan(2e-8);
  });
});
