import { expect, it } from 'vitest';
import type { Influence } from '../../../src/core/ope/influence.ts';
import { planResampling, resampleBlock, resamplingBlocks, sharesOf } from '../../../src/core/policy/frontier-bootstrap.ts';
import { finish } from '../../../src/core/policy/progress.ts';
import { criticalValue, withSimultaneousIntervals } from '../../../src/core/policy/simultaneous.ts';
import { RandomStream } from '../../../src/core/random/random-stream.ts';
import { sampleSweep } from '../register/sample.ts';

const draws = new RandomStream(6, 'simultaneous test');
const users = 600;

/** An estimate of 1 whose users are drawn from `stream`. */
function influence(stream: number): Influence {
  const terms = Float64Array.from({ length: users }, (_, user) => draws.normal(stream * users + user));
  const mean = terms.reduce((sum, term) => sum + term / users, 0);
  return { value: 1, terms: terms.map((term) => term - mean) };
}

function bandsOf(policies: readonly (readonly Influence[])[], production: readonly Influence[], level = 0.95) {
  const plan = finish(
    planResampling({
      policies: policies.map((objectives) => ({ rival: undefined, objectives, guardrails: [] })),
      production: { objectives: production, guardrails: [] },
      statics: [],
      guardrails: [],
      reference: production.map(() => 0),
      replicates: 2_000,
      seed: 3,
    }),
  );
  const blocks = resamplingBlocks(2_000).map((block) => finish(resampleBlock(plan, block)));
  return sharesOf(plan, blocks, level).simultaneous;
}

it('is as wide as independent estimates need, as a single one where all move together, and leaves out what does not vary', () => {
  const production = [influence(0), influence(1)];
  const apart = Array.from({ length: 10 }, (_, policy) => [influence(2 + 2 * policy), influence(3 + 2 * policy)]);
  // 20 independent normals stay below c with probability 0.95 where (2 Phi(c) - 1)^20 = 0.95: c = 3.02.
  expect(Math.abs(bandsOf(apart, production).values - 3.02)).toBeLessThan(0.15);
  const same = Array.from({ length: 10 }, () => [influence(2), influence(2)]);
  const alike = bandsOf(same, [influence(0), influence(0)]);
  expect(alike.pointwise).toBeCloseTo(1.96, 2);
  expect(alike.values - 1.96).toBeLessThan(0.12);
  expect(alike.lifts - 1.96).toBeLessThan(0.12);
  // A policy that is production has lift 0 exactly.
  expect(bandsOf([production], production).lifts).toBe(alike.pointwise);
  expect(alike).toMatchObject({ level: 0.95, policies: 10, objectives: 2, replicates: 2_000 });
  expect(bandsOf(apart, production, 0.8).values).toBeLessThan(2.7);
});

it('takes the quantile from above, and never less than one interval needs', () => {
  const maxima = Float64Array.from({ length: 19 }, (_, place) => 2 + place);
  expect(criticalValue(maxima, 0.95)).toBe(20);
  expect(criticalValue(maxima, 0.9)).toBe(19);
  expect(
    criticalValue(
      maxima.map(() => 0.1),
      0.95,
    ),
  ).toBeCloseTo(1.96, 2);
  expect(criticalValue(new Float64Array(0), 0.95)).toBeCloseTo(1.96, 2);
});

it('widens values and lifts around their estimates and nothing else', () => {
  const result = sampleSweep();
  expect(withSimultaneousIntervals(result)).toBe(result);
  const bands = { level: 0.95, policies: 2, objectives: 2, replicates: 100, pointwise: 2, values: 3, lifts: 4 };
  const wide = withSimultaneousIntervals({ ...result, simultaneous: bands });
  expect(wide.multiplicity).toBe('simultaneous');
  for (const [place, point] of wide.points.entries()) {
    const before = result.points[place];
    const { intervals, liftIntervals, ...rest } = point;
    expect(before).toMatchObject(rest);
    for (const [given, made, values, factor] of [
      [before?.intervals, intervals, point.values, 1.5],
      [before?.liftIntervals, liftIntervals, point.lifts, 2],
    ] as const)
      made.forEach(({ objective, low, high }, index) => {
        const value = values[objective] ?? Number.NaN;
        expect(value - low).toBeCloseTo(factor * (value - (given?.[index]?.low ?? 0)), 12);
        expect(high - value).toBeCloseTo(factor * ((given?.[index]?.high ?? 0) - value), 12);
      });
  }
});
