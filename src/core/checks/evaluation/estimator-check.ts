import { estimateOne } from '../../ope/estimate-one.ts';
import type { OpeData } from '../../ope/ope-data.ts';
import { rowTerms } from '../../ope/row-terms.ts';
import type { CheckDefinition } from '../check-definition.ts';
import { type Fraction, fraction, minus, over, plus, times, toNumber } from './fraction.ts';

/** A log of seven rows and three actions whose every number is a small fraction. */
const logged = [
  { action: 0, propensity: fraction(1, 3), reward: fraction(2), target: [fraction(1, 2), fraction(1, 3), fraction(1, 6)] },
  { action: 1, propensity: fraction(1, 7), reward: fraction(0), target: [fraction(1, 5), fraction(3, 5), fraction(1, 5)] },
  { action: 2, propensity: fraction(2, 5), reward: fraction(1), target: [fraction(0), fraction(1, 9), fraction(8, 9)] },
  { action: 1, propensity: fraction(3, 10), reward: fraction(3), target: [fraction(1, 4), fraction(1, 4), fraction(1, 2)] },
  { action: 0, propensity: fraction(9, 11), reward: fraction(1), target: [fraction(1), fraction(0), fraction(0)] },
  { action: 2, propensity: fraction(1, 34), reward: fraction(1), target: [fraction(3, 7), fraction(3, 7), fraction(1, 7)] },
  { action: 0, propensity: fraction(1, 6), reward: fraction(0), target: [fraction(2, 3), fraction(1, 6), fraction(1, 6)] },
] as const;
const predicted = [fraction(1, 3), fraction(5, 7), fraction(11, 9)] as const;
const compared = ['ips', 'snips', 'dm', 'dr'] as const;

export const estimatorCheck: CheckDefinition = {
  batch: 'methods',
  claim: {
    name: 'estimators-exact',
    area: 'evaluation',
    claim: 'IPS, SNIPS, DM and DR agree with exact fractions on a small log.',
    bound: { most: 1e-9 },
    unit: 'relative error',
    control: { name: 'the same log with every propensity taken as 1/3', bound: { least: 0.01 } },
  },
  *measure() {
    yield;
    const exact = exactValues();
    const data = doubles();
    return {
      value: largestError(data, exact),
      control: largestError({ ...data, propensity: new Float64Array(data.rows).fill(1 / 3) }, exact),
      detail: compared.map((name) => `${name} ${exact[name].toFixed(6)}`).join(', '),
    };
  },
};

type Values = Readonly<Record<(typeof compared)[number], number>>;

function exactValues(): Values {
  const zero = fraction(0);
  let [weights, weighted, direct, corrected]: Fraction[] = [zero, zero, zero, zero];
  for (const { action, propensity, reward, target } of logged) {
    const weight = over(target[action] ?? zero, propensity);
    const expected = target.reduce((sum, probability, arm) => plus(sum, times(probability, predicted[arm] ?? zero)), zero);
    weights = plus(weights ?? zero, weight);
    weighted = plus(weighted ?? zero, times(weight, reward));
    direct = plus(direct ?? zero, expected);
    corrected = plus(corrected ?? zero, plus(expected, times(weight, minus(reward, predicted[action] ?? zero))));
  }
  const rows = fraction(logged.length);
  return {
    ips: toNumber(over(weighted ?? zero, rows)),
    snips: toNumber(over(weighted ?? zero, weights ?? fraction(1))),
    dm: toNumber(over(direct ?? zero, rows)),
    dr: toNumber(over(corrected ?? zero, rows)),
  };
}

function doubles(): OpeData {
  return {
    rows: logged.length,
    actions: predicted.length,
    action: Int32Array.from(logged, ({ action }) => action),
    propensity: Float64Array.from(logged, ({ propensity }) => toNumber(propensity)),
    reward: Float64Array.from(logged, ({ reward }) => toNumber(reward)),
    target: Float64Array.from(logged.flatMap(({ target }) => target.map(toNumber))),
    qhat: Float64Array.from(predicted, toNumber),
  };
}

function largestError(data: OpeData, exact: Values): number {
  const terms = rowTerms(data);
  return Math.max(
    ...compared.map((name) => {
      const estimate = estimateOne(name, data, terms, undefined, { level: 0.95 });
      return 'value' in estimate ? Math.abs(estimate.value / exact[name] - 1) : Number.NaN;
    }),
  );
}
