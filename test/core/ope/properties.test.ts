import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../../../src/core/ope/evaluate.ts';
import { ratioInfluence } from '../../../src/core/ope/influence.ts';
import { interval, intervalMethods } from '../../../src/core/ope/interval.ts';
import { estimatorNames } from '../../../src/core/ope/ope-result.ts';
import { rowTerms } from '../../../src/core/ope/row-terms.ts';
import { selfNormalised } from '../../../src/core/ope/estimators/self-normalised.ts';
import { standardError } from '../../../src/core/ope/standard-error.ts';
import { tune, type Candidate } from '../../../src/core/ope/tune.ts';
import { RandomStream } from '../../../src/core/random/random-stream.ts';
import { generateLog } from './generate.ts';

const shapes = fc.record({
  rows: fc.integer({ min: 40, max: 200 }),
  actions: fc.integer({ min: 2, max: 6 }),
  seed: fc.integer({ min: 1, max: 10_000 }),
  binary: fc.boolean(),
});

test('an interval at a higher level contains the one at a lower level, by every method', () => {
  fc.assert(
    fc.property(
      shapes,
      fc.double({ min: 0.5, max: 0.9, noNaN: true }),
      fc.double({ min: 0.901, max: 0.999, noNaN: true }),
      (shape, lower, higher) => {
        const influence = selfNormalised(rowTerms(generateLog(shape)));
        for (const method of intervalMethods) {
          const narrow = interval(influence, lower, { method });
          const wide = interval(influence, higher, { method });
          expect(wide.low).toBeLessThanOrEqual(narrow.low);
          expect(wide.high).toBeGreaterThanOrEqual(narrow.high);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('the same rows four times over halve the interval', () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const { value, terms } = selfNormalised(rowTerms(generateLog(shape)));
      const repeated = new Float64Array(terms.length * 4);
      for (let copy = 0; copy < 4; copy += 1) repeated.set(terms, copy * terms.length);
      const n = terms.length;
      const expected = (standardError(terms) / 2) * Math.sqrt(((4 * n) / (4 * n - 1)) * ((n - 1) / n));
      expect(Math.abs(interval({ value, terms: repeated }, 0.95).se - expected)).toBeLessThanOrEqual(1e-9 * expected);
      for (const method of intervalMethods) {
        const one = interval({ value, terms }, 0.95, { method });
        const four = interval({ value, terms: repeated }, 0.95, { method });
        expect(four.high - four.low).toBeLessThanOrEqual(one.high - one.low);
      }
    }),
    { numRuns: 60 },
  );
});

test('rows of one user count once: copies of a row under its user leave the interval as it was', () => {
  const log = generateLog({ rows: 100, actions: 3, seed: 3 });
  const rows = Array.from({ length: 300 }, (_, row) => row % 100);
  const copied = {
    ...log,
    rows: 300,
    action: Int32Array.from(rows, (row) => log.action[row] ?? 0),
    propensity: Float64Array.from(rows, (row) => log.propensity[row] ?? 1),
    reward: Float64Array.from(rows, (row) => log.reward[row] ?? 0),
    target: Float64Array.from(rows.flatMap((row) => [...log.target.subarray(row * 3, row * 3 + 3)])),
    qhat: Float64Array.from(rows.flatMap((row) => [...log.qhat.subarray(row * 3, row * 3 + 3)])),
  };
  const one = evaluate(log, { objective: 'reward', level: 0.95 }).estimates;
  const clustered = evaluate({ ...copied, user: Int32Array.from(rows) }, { objective: 'reward', level: 0.95 }).estimates;
  const naive = evaluate(copied, { objective: 'reward', level: 0.95 }).estimates;
  expect(one).toHaveLength(4);
  one.forEach((estimate, place) => {
    expect(clustered[place]?.se).toBeCloseTo(estimate.se, 12);
    expect(clustered[place]?.method).toContain('clustered by user');
    expect(naive[place]?.se).toBeLessThan(estimate.se * 0.6);
  });
});

test('an empty log and a log without spread give findings and finite words, no exception', () => {
  const empty = evaluate(
    {
      rows: 0,
      actions: 3,
      action: new Int32Array(0),
      propensity: new Float64Array(0),
      reward: new Float64Array(0),
      target: new Float64Array([1, 0, 0]),
    },
    { objective: 'reward', level: 0.95, estimators: estimatorNames },
  );
  expect(empty.estimates).toEqual([]);
  expect(empty.refusals.map((finding) => finding.code)).toContain('few-hits');
  const flat = evaluate(
    {
      rows: 50,
      actions: 1,
      action: new Int32Array(50),
      propensity: new Float64Array(50).fill(1),
      reward: new Float64Array(50).fill(0.3),
      target: new Float64Array([1]),
      qhat: new Float64Array([0.3]),
    },
    { objective: 'reward', level: 0.95, estimators: estimatorNames },
  );
  expect(flat.refusals).toEqual([]);
  expect(flat.flags).toEqual([]);
  expect(flat.estimates).toHaveLength(12);
  for (const estimate of flat.estimates) {
    expect(estimate.value).toBeCloseTo(0.3, 12);
    expect(estimate.high - estimate.low).toBeLessThan(1e-12);
  }
});

test('verdicts print their numbers and withhold refused estimates', () => {
  const rare = generateLog({ rows: 200, actions: 2, seed: 5, uniform: true, contextFree: true });
  const few = { ...rare, reward: rare.reward.map((_, row) => (row < 9 ? 1 : 0)) };
  const starved = evaluate(few, { objective: 'reward', level: 0.95 });
  expect(starved.estimates).toEqual([]);
  expect(starved.refusals.map((finding) => finding.code)).toEqual(['few-effective-events']);
  expect(starved.refusals[0]?.message).toMatch(/rests on \d(\.\d+)? effective events; fewer than 10 are refused/);
  const never = { ...rare, actions: 3, target: new Float64Array([0.49, 0.49, 0.02]), propensity: rare.propensity };
  const { qhat: _q, logging: _l, ...bare } = never;
  expect(evaluate(bare, { objective: 'reward', level: 0.95 }).refusals.map((finding) => finding.code)).toEqual(['no-support']);
  const wrong = evaluate({ ...rare, propensity: rare.propensity.map((value) => value * 0.7) }, { objective: 'reward', level: 0.95 });
  expect(wrong.flags.map((finding) => finding.code)).toContain('mean-weight');
  expect(wrong.estimates).not.toEqual([]);
});

test('the frozen-denominator form of the SNIPS interval would be caught', () => {
  const log = generateLog({ rows: 200, actions: 4, seed: 8 });
  const terms = rowTerms({ ...log, reward: log.reward.map((value) => value + 10) });
  const influence = selfNormalised(terms);
  // Leave-one-out (jackknife) recomputes the whole ratio and knows nothing of the linearisation.
  const all = { wr: 0, w: 0 };
  terms.weight.forEach((weight, row) => {
    all.wr += weight * (terms.reward[row] ?? 0);
    all.w += weight;
  });
  const values = terms.weight.map((weight, row) => (all.wr - weight * (terms.reward[row] ?? 0)) / (all.w - weight));
  const centre = values.reduce((a, b) => a + b, 0) / values.length;
  const jackknife = Math.sqrt(values.reduce((a, b) => a + (b - centre) ** 2, 0) * ((values.length - 1) / values.length));
  const se = standardError(influence.terms);
  expect(Math.abs(se / jackknife - 1)).toBeLessThan(0.06);
  const frozen = Float64Array.from(
    terms.weight,
    (weight, row) => (weight * (terms.reward[row] ?? 0)) / (all.w / terms.n) - influence.value,
  );
  expect(standardError(frozen) / jackknife).toBeGreaterThan(3);
  expect(ratioInfluence(terms.weight, () => 1).terms.every((term) => Math.abs(term) < 1e-12)).toBe(true);
});

test('intervals cover the truth: users redrawn, several rows each', () => {
  const redraws = 400;
  const users = 150;
  let clustered = 0;
  let rowLevel = 0;
  for (let redraw = 0; redraw < redraws; redraw += 1) {
    const stream = new RandomStream(redraw, 'coverage');
    const rows = users * 10;
    const user = Int32Array.from({ length: rows }, (_, row) => Math.floor(row / 10));
    const action = Int32Array.from({ length: rows }, (_, row) => stream.int(row, 2));
    // Reward of action 1: 0.5 plus a taste of the user; the truth is 0.5.
    const reward = Float64Array.from(
      { length: rows },
      (_, row) => (action[row] === 1 ? 0.5 : 0.1) + stream.normal(1e6 + (user[row] ?? 0)) + 0.5 * stream.normal(2e6 + row),
    );
    const data = { rows, actions: 2, action, propensity: new Float64Array(rows).fill(0.5), reward, target: new Float64Array([0, 1]) };
    const terms = rowTerms(data);
    const influence = selfNormalised(terms);
    const clusters = { index: user, count: users };
    const covers = (bounds: { readonly low: number; readonly high: number }) => (bounds.low <= 0.5 && bounds.high >= 0.5 ? 1 : 0);
    clustered += covers(interval(influence, 0.95, { clusters })) / redraws;
    rowLevel += covers(interval(influence, 0.95)) / redraws;
  }
  expect(clustered).toBeGreaterThan(0.92);
  expect(clustered).toBeLessThan(0.98);
  expect(rowLevel).toBeLessThan(0.85);
});

test('SLOPE keeps the narrowest interval that agrees with all wider ones; the MSE rule weighs bias', () => {
  const candidate = (lambda: number, value: number, se: number, bias: number): Candidate => ({
    lambda,
    influence: { value, terms: new Float64Array(0) },
    interval: { se, low: value - 2 * se, high: value + 2 * se, method: 'normal' },
    bias,
  });
  const candidates = [candidate(1, 3, 0.1, 2), candidate(10, 1.2, 0.3, 0.2), candidate(100, 1, 0.5, 0)];
  expect(tune(candidates, 'slope')[0]?.lambda).toBe(10);
  expect(tune(candidates, 'mse')[0]?.lambda).toBe(10);
  expect(tune([candidate(1, 1.1, 0.1, 0.6), candidate(100, 1, 0.5, 0)], 'slope')[0]?.lambda).toBe(1);
  expect(tune([candidate(1, 1.1, 0.1, 0.6), candidate(100, 1, 0.5, 0)], 'mse')[0]?.lambda).toBe(100);
});

test('rewards of any size have estimates, intervals and verdicts of that size', () => {
  const log = generateLog({ rows: 120, actions: 3, seed: 21 });
  const made = (scale: number) => {
    const times = (values: Float64Array) => values.map((value) => value * scale);
    return evaluate(
      { ...log, reward: times(log.reward), qhat: times(log.qhat) },
      { objective: 'r', level: 0.95, estimators: ['ips', 'snips', 'dr', 'cdr'] },
    );
  };
  const usual = made(1);
  expect(usual.estimates).toHaveLength(4);
  for (const scale of [2 ** 1010, 2 ** -1000, 2 ** 600, 2 ** -600]) {
    const other = made(scale);
    expect(other.effectiveEvents).toBeCloseTo(usual.effectiveEvents, 9);
    expect(other.refusals).toEqual(usual.refusals);
    for (const [place, { value, se, low, high, tuned }] of usual.estimates.entries()) {
      const scaled = other.estimates[place];
      expect([scaled?.value, scaled?.se, scaled?.low, scaled?.high].map((one = Number.NaN) => one / scale)).toEqual([value, se, low, high]);
      expect(scaled?.tuned).toBe(tuned);
    }
  }
});

test('weights whose squares leave double precision are judged like others, and what is no number is refused', () => {
  const log = generateLog({ rows: 120, actions: 3, seed: 22 });
  const options = { objective: 'r', level: 0.95, estimators: ['snips' as const] };
  const usual = evaluate(log, options);
  const tiny = evaluate({ ...log, propensity: log.propensity.map((value) => value * 2 ** -900) }, options);
  expect(tiny.ess).toBeCloseTo(usual.ess, 9);
  expect(tiny.effectiveEvents).toBeCloseTo(usual.effectiveEvents, 9);
  expect(tiny.estimates[0]?.se).toBeCloseTo(usual.estimates[0]?.se ?? 0, 12);
  const unknown = evaluate({ ...log, propensity: log.propensity.map(() => Number.MIN_VALUE) }, options);
  expect(unknown.refusals.map(({ code }) => code)).toContain('few-effective-events');
});

test('one user gives no interval, and a level next to 1 a finite one', () => {
  const log = generateLog({ rows: 60, actions: 2, seed: 23 });
  const options = { objective: 'r', level: 1 - 2 ** -53, estimators: ['ips' as const] };
  const alone = evaluate({ ...log, user: new Int32Array(60) }, options);
  expect(alone.flags.map(({ code }) => code)).toContain('one-user');
  expect(alone.estimates[0]?.high).toBe(Infinity);
  expect(evaluate(log, options).estimates[0]?.high).toBeLessThan(1e6);
});
