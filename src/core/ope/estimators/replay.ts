import { ratioInfluence, type Influence } from '../influence.ts';
import type { RowTerms } from '../row-terms.ts';

/** Replay: the mean reward of the rows whose logged action is the target's own choice (Li et al. 1003.5956). Uniform logging only. */
export function replay(terms: RowTerms): Influence {
  const hits = terms.weight.map((weight) => (weight > 0 ? 1 : 0));
  return ratioInfluence(hits, (row) => terms.reward[row] ?? 0);
}
