import { expect, test } from 'vitest';
import { estimateOne } from '../../../src/core/ope/estimate-one.ts';
import { estimatorNames, type EstimatorName } from '../../../src/core/ope/ope-result.ts';
import type { OpeData } from '../../../src/core/ope/ope-data.ts';
import { rowTerms } from '../../../src/core/ope/row-terms.ts';
import { generateLog, type GeneratedLog } from './generate.ts';
import { referenceEstimate } from './reference.ts';

/** Degenerate shapes beside ordinary ones; replay is asked only where it is defined. */
const logs: Readonly<Record<string, GeneratedLog>> = {
  ordinary: generateLog({ rows: 60, actions: 5, seed: 1 }),
  'uniform, deterministic target': generateLog({ rows: 150, actions: 3, seed: 2, uniform: true, deterministic: true, binary: true }),
  'context-free target': generateLog({ rows: 90, actions: 7, seed: 3, contextFree: true, binary: true }),
  'one action': generateLog({ rows: 20, actions: 1, seed: 4 }),
  'two rows': generateLog({ rows: 2, actions: 2, seed: 5 }),
  'tiny propensities': shrink(generateLog({ rows: 60, actions: 4, seed: 6 })),
  'constant reward': { ...generateLog({ rows: 50, actions: 4, seed: 7 }), reward: new Float64Array(50).fill(0.1) },
  'negative rewards': negate(generateLog({ rows: 80, actions: 4, seed: 8 })),
  'uniform 34 actions': generateLog({ rows: 100, actions: 34, seed: 9, uniform: true }),
};

function shrink(log: GeneratedLog): GeneratedLog {
  return { ...log, propensity: log.propensity.map((value, row) => (row % 10 === 0 ? 1e-6 : value)) };
}

function negate(log: GeneratedLog): GeneratedLog {
  return { ...log, reward: log.reward.map((value, row) => (row % 2 === 0 ? -value * 1_000 : value)) };
}

function lambdas(name: EstimatorName): readonly number[] {
  if (name === 'sg') return [0, 0.05, 0.5, 1];
  if (name === 'dros') return [0, 0.5, 10, 1e6];
  return name === 'cips' || name === 'cdr' || name === 'switch' || name === 'switch-dr' ? [0.75, 1, 2.5, 50] : [0];
}

/** Agreement to 1e-9 of the value, or of the size of what was summed where the value itself cancels to nothing. */
function expectClose(actual: number, expected: number, scale: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(expected), 1e-6 * scale));
}

for (const [shape, log] of Object.entries(logs)) {
  test(`every estimator equals the exact rational reference: ${shape}`, () => {
    const terms = rowTerms(log);
    let asked = 0;
    for (const estimator of estimatorNames) {
      if (estimator === 'replay' && shape !== 'uniform, deterministic target' && shape !== 'one action') continue;
      // Where the logged propensity was changed by hand, the matrix of the logging policy no longer tells the same story.
      if (estimator === 'switch' && shape === 'tiny propensities') continue;
      for (const lambda of lambdas(estimator)) {
        const estimate = estimateOne(estimator, log, terms, undefined, { level: 0.95, lambda });
        if ('code' in estimate) throw new Error(`${estimator}: ${estimate.message}`);
        const reference = referenceEstimate(estimator, log, lambda);
        expectClose(estimate.value, reference.value, 1);
        expectClose(estimate.se ** 2, reference.variance, 1e-6);
        asked += 1;
      }
    }
    expect(asked).toBeGreaterThan(20);
  });
}

test('the order of the rows does not matter', () => {
  const log = generateLog({ rows: 400, actions: 5, seed: 11 });
  const order = Array.from({ length: log.rows }, (_, row) => (row * 171) % log.rows);
  expect(new Set(order).size).toBe(log.rows);
  const permuted = permute(log, order);
  for (const estimator of estimatorNames) {
    if (estimator === 'replay') continue;
    const one = estimateOne(estimator, log, rowTerms(log), undefined, { level: 0.95, lambda: 1 });
    const two = estimateOne(estimator, permuted, rowTerms(permuted), undefined, { level: 0.95, lambda: 1 });
    if ('code' in one || 'code' in two) throw new Error(estimator);
    expectClose(two.value, one.value, 1);
    expectClose(two.se, one.se, 1);
  }
});

function permute(log: GeneratedLog, order: readonly number[]): OpeData {
  const matrix = (values: Float64Array) =>
    Float64Array.from(order.flatMap((row) => [...values.subarray(row * log.actions, (row + 1) * log.actions)]));
  const column = (values: Float64Array) => Float64Array.from(order, (row) => values[row] ?? 0);
  return {
    ...log,
    action: Int32Array.from(order, (row) => log.action[row] ?? 0),
    propensity: column(log.propensity),
    reward: column(log.reward),
    target: matrix(log.target),
    qhat: matrix(log.qhat),
    logging: matrix(log.logging),
  };
}

test('estimators that lack what they need say so', () => {
  const { qhat: _q, logging: _l, ...bare } = generateLog({ rows: 60, actions: 3, seed: 12 });
  const code = (name: EstimatorName, data: OpeData) => {
    const outcome = estimateOne(name, data, rowTerms(data), undefined, { level: 0.95, lambda: 2 });
    return 'code' in outcome ? outcome.code : 'estimate';
  };
  for (const name of ['dm', 'dr', 'cdr', 'sndr', 'switch', 'switch-dr', 'dros'] as const) expect(code(name, bare)).toBe('needs-qhat');
  expect(code('replay', bare)).toBe('needs-uniform-logging');
  expect(code('switch', { ...bare, qhat: new Float64Array(3) })).toBe('needs-logging');
  expect(code('sg', bare)).toBe('bad-lambda');
  expect(code('ips', bare)).toBe('estimate');
});

test('dros runs from the direct method to doubly robust, also where weights are 0', () => {
  const log = generateLog({ rows: 100, actions: 4, seed: 13, deterministic: true });
  const value = (name: EstimatorName, lambda?: number) => {
    const outcome = estimateOne(name, log, rowTerms(log), undefined, { level: 0.95, ...(lambda === undefined ? {} : { lambda }) });
    if ('code' in outcome) throw new Error(outcome.message);
    return outcome.value;
  };
  expect(value('dros', 0)).toBe(value('dm'));
  expect(value('dros', Infinity)).toBe(value('dr'));
  expect(value('sg', 0)).toBe(value('ips'));
});
