import { mean, sum } from '../statistics/sum.ts';

/**
 * An estimate with what each row contributes to its error: `terms[i]` is row i's influence, of mean zero, so that the standard error is
 * sqrt(sum terms^2) / n, and a difference or ratio of estimates has the difference or ratio of their terms (delta method).
 */
export interface Influence {
  readonly value: number;
  readonly terms: Float64Array;
}

/** The mean of per-row terms; takes the array over. */
export function meanInfluence(terms: Float64Array): Influence {
  const value = mean(terms);
  for (let row = 0; row < terms.length; row += 1) terms[row] = (terms[row] ?? 0) - value;
  return { value, terms };
}

/**
 * Ratio of sums sum(weight x outcome) / sum(weight), linearised: term i is weight_i (outcome_i - V) / mean(weight). The denominator varies with the
 * sample; freezing it would misstate the error by a factor of about two.
 */
export function ratioInfluence(weight: Float64Array, outcome: (row: number) => number): Influence {
  const n = weight.length;
  const total = sum(weight);
  const terms = new Float64Array(n);
  for (let row = 0; row < n; row += 1) terms[row] = (weight[row] ?? 0) * outcome(row);
  const value = sum(terms) / total;
  const meanWeight = total / n;
  for (let row = 0; row < n; row += 1) terms[row] = ((weight[row] ?? 0) * (outcome(row) - value)) / meanWeight;
  return { value, terms };
}
