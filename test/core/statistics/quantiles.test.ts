import { expect, test } from 'vitest';
import { normalProbability, normalQuantile } from '../../../src/core/statistics/normal.ts';
import { studentQuantile } from '../../../src/core/statistics/student.ts';
import { CompensatedSum, sum } from '../../../src/core/statistics/sum.ts';

test('normal quantiles match published tables', () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
  expect(normalQuantile(0.95)).toBeCloseTo(1.6448536269514722, 12);
  expect(normalQuantile(0.8)).toBeCloseTo(0.8416212335729143, 12);
  expect(normalQuantile(1e-6)).toBeCloseTo(-4.753424308822899, 9);
  expect(normalQuantile(0.5)).toBeCloseTo(0, 14);
  expect(normalProbability(-3)).toBeCloseTo(0.0013498980316300933, 15);
});

test('Student quantiles match published tables', () => {
  expect(studentQuantile(0.975, 1)).toBeCloseTo(12.7062047362, 8);
  expect(studentQuantile(0.975, 2)).toBeCloseTo(4.30265272991, 9);
  expect(studentQuantile(0.975, 10)).toBeCloseTo(2.22813885196, 9);
  expect(studentQuantile(0.95, 30)).toBeCloseTo(1.69726088659, 9);
  expect(studentQuantile(0.975, 1_000)).toBeCloseTo(1.96233908082, 8);
  expect(studentQuantile(0.025, 10)).toBeCloseTo(-2.22813885196, 9);
});

test('a million small terms beside a large one are not lost, and parts merge to the whole', () => {
  const values = new Float64Array(1_000_002).fill(1e-8);
  values[0] = 1e16;
  values[values.length - 1] = -1e16;
  expect(sum(values)).toBeCloseTo(0.01, 12);
  const first = new CompensatedSum();
  const second = new CompensatedSum();
  values.forEach((value, index) => (index % 3 === 0 ? first : second).add(value));
  first.merge(second);
  expect(first.value).toBeCloseTo(0.01, 12);
});
