import { meanInfluence, type Influence } from '../influence.ts';
import type { RowTerms } from '../row-terms.ts';

/** Mean of weight x reward: IPS with the raw weights, clipped IPS or the sub-Gaussian form with changed ones. */
export function importance(terms: RowTerms, weight: Float64Array): Influence {
  const values = new Float64Array(terms.n);
  for (let row = 0; row < terms.n; row += 1) values[row] = (weight[row] ?? 0) * (terms.reward[row] ?? 0);
  return meanInfluence(values);
}
