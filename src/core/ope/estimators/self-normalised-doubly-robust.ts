import { meanInfluence, ratioInfluence, type Influence } from '../influence.ts';
import type { PredictedTerms } from './predicted-terms.ts';

/** SNDR: mean of q_target + sum of weight x (reward - q_logged) / sum of weight (Kallus and Uehara 1906.03735), both parts linearised. */
export function selfNormalisedDoublyRobust(terms: PredictedTerms): Influence {
  const correction = ratioInfluence(terms.weight, (row) => (terms.reward[row] ?? 0) - (terms.qLogged[row] ?? 0));
  const model = meanInfluence(terms.qTarget.slice());
  for (let row = 0; row < terms.n; row += 1) model.terms[row] = (model.terms[row] ?? 0) + (correction.terms[row] ?? 0);
  return { value: model.value + correction.value, terms: model.terms };
}
