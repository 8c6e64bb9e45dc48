import { ratioInfluence, type Influence } from '../influence.ts';
import type { RowTerms } from '../row-terms.ts';

/** SNIPS: sum of weight x reward over sum of weight (Swaminathan and Joachims 2015), with linearised terms. */
export function selfNormalised(terms: RowTerms): Influence {
  return ratioInfluence(terms.weight, (row) => terms.reward[row] ?? 0);
}
