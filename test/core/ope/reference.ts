import type { OpeData } from '../../../src/core/ope/ope-data.ts';
import type { EstimatorName } from '../../../src/core/ope/ope-result.ts';
import { Rational, total, zero } from './rational.ts';

/** Every estimator from its definition, in exact fractions over the doubles it is given: value and squared standard error (rows independent). */
export function referenceEstimate(
  name: EstimatorName,
  data: OpeData,
  lambda: number,
): { readonly value: number; readonly variance: number } {
  const n = Rational.of(data.rows);
  const at = (matrix: Float64Array | Float32Array | undefined, row: number, action: number) =>
    Rational.of(matrix?.[(matrix.length === data.actions ? 0 : row * data.actions) + action] ?? 0);
  const rows = Array.from({ length: data.rows }, (_, row) => row);
  const actions = Array.from({ length: data.actions }, (_, action) => action);
  const taken = (row: number) => data.action[row] ?? 0;
  const weight = rows.map((row) => at(data.target, row, taken(row)).over(Rational.of(data.propensity[row] ?? 1)));
  const reward = rows.map((row) => Rational.of(data.reward[row] ?? 0));
  const q = rows.map((row) => at(data.qhat, row, taken(row)));
  const model = rows.map((row) => total(actions.map((action) => at(data.target, row, action).times(at(data.qhat, row, action)))));
  const get = (values: readonly Rational[], row: number) => values[row] ?? zero;
  const l = Rational.of(lambda);
  const one = Rational.of(1);
  const isZero = (value: Rational) => value.above === 0n;
  const change = (kind: EstimatorName, w: Rational): Rational => {
    if (kind === 'cips' || kind === 'cdr') return w.atMost(l) ? w : l;
    if (kind === 'switch-dr') return w.atMost(l) ? w : zero;
    if (isZero(w)) return zero;
    if (kind === 'dros') return isZero(l) ? zero : l.times(w).over(w.times(w).plus(l));
    if (kind === 'sg') return w.over(one.minus(l).plus(l.times(w)));
    return w;
  };
  const changed = weight.map((w) => change(name, w));
  const ratio = (weights: readonly Rational[], outcome: (row: number) => Rational) => {
    const sumOfWeights = total(weights);
    const value = total(rows.map((row) => get(weights, row).times(outcome(row)))).over(sumOfWeights);
    const meanWeight = sumOfWeights.over(n);
    return { value, terms: rows.map((row) => get(weights, row).times(outcome(row).minus(value)).over(meanWeight)) };
  };
  const plain = (terms: readonly Rational[]) => {
    const value = total(terms).over(n);
    return { value, terms: terms.map((term) => term.minus(value)) };
  };
  const residual = (row: number) => get(reward, row).minus(get(q, row));
  const result = (() => {
    if (name === 'dm') return plain(model);
    if (name === 'ips' || name === 'cips' || name === 'sg') return plain(rows.map((row) => get(changed, row).times(get(reward, row))));
    if (name === 'snips') return ratio(weight, (row) => get(reward, row));
    if (name === 'replay')
      return ratio(
        weight.map((w) => (isZero(w) ? zero : one)),
        (row) => get(reward, row),
      );
    if (name === 'sndr') {
      const correction = ratio(weight, residual);
      const direct = plain(model);
      return {
        value: direct.value.plus(correction.value),
        terms: rows.map((row) => get(direct.terms, row).plus(get(correction.terms, row))),
      };
    }
    if (name === 'switch') {
      return plain(
        rows.map((row) => {
          const logged = get(weight, row).atMost(l) ? get(weight, row).times(get(reward, row)) : zero;
          const predicted = actions.map((action) => {
            const wanted = at(data.target, row, action);
            return wanted.over(at(data.logging, row, action)).atMost(l) ? zero : wanted.times(at(data.qhat, row, action));
          });
          return logged.plus(total(predicted));
        }),
      );
    }
    return plain(rows.map((row) => get(model, row).plus(get(changed, row).times(residual(row)))));
  })();
  const variance = total(result.terms.map((term) => term.times(term)))
    .over(n)
    .over(n.minus(one));
  return { value: result.value.toNumber(), variance: variance.toNumber() };
}
