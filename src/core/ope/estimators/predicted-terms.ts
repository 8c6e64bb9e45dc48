import type { RowTerms } from '../row-terms.ts';

/** Row terms of a log that comes with reward predictions. */
export type PredictedTerms = RowTerms & Required<Pick<RowTerms, 'qLogged' | 'qTarget'>>;

export function hasPredictions(terms: RowTerms): terms is PredictedTerms {
  return terms.qLogged !== undefined && terms.qTarget !== undefined;
}
