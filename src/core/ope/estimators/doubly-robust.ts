import { meanInfluence, type Influence } from '../influence.ts';
import type { PredictedTerms } from './predicted-terms.ts';

/** Mean of q_target + weight x (reward - q_logged) (Dudik et al. 1103.4601): DR with raw weights; clipped, switched or shrunk DR with changed ones. */
export function doublyRobust(terms: PredictedTerms, weight: Float64Array): Influence {
  const values = new Float64Array(terms.n);
  for (let row = 0; row < terms.n; row += 1) {
    values[row] = (terms.qTarget[row] ?? 0) + (weight[row] ?? 0) * ((terms.reward[row] ?? 0) - (terms.qLogged[row] ?? 0));
  }
  return meanInfluence(values);
}
