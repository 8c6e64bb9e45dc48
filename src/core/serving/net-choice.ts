import { type ChoiceRule, scoreActions } from './choose-action.ts';
import type { RequestContext } from './decision.ts';

/** How a net's answers become an action: one weight per head, and the rule that joins them. */
export interface HeadWeights {
  readonly weights: readonly number[];
  readonly rule: ChoiceRule;
}

/** The weights of one cohort; absent where it stays with production. */
export interface CohortWeights {
  readonly value: string | number | null;
  readonly alpha?: number;
  readonly weights?: readonly number[];
}

/** The same weights for every request, or those of the request's cohort. */
export type NetChoice =
  | ({ readonly type: 'same' } & HeadWeights)
  | {
      readonly type: 'cohorts';
      /** A request's cohort is the value that it brings in this column. */
      readonly column: string;
      readonly cohorts: readonly CohortWeights[];
      readonly rule: 'sum';
      /** Action of a request whose cohort has no weights, or is none of these. */
      readonly otherwise: number;
    };

/** Scores of all actions for one request, more is better; or the one action where no score has a say. `q` as in `scoreActions`. */
export function scoresOf(choice: NetChoice, q: ArrayLike<number>, context: RequestContext): readonly number[] | number {
  if (choice.type === 'same') return scoreActions(q, choice.weights, choice.rule);
  const value = context[choice.column] ?? null;
  const weights = choice.cohorts.find((cohort) => cohort.value === value)?.weights;
  return weights === undefined ? choice.otherwise : scoreActions(q, weights, choice.rule);
}

/** The action that a request gets; of equally good ones the first. */
export function actionOf(choice: NetChoice, q: ArrayLike<number>, context: RequestContext): number {
  const scores = scoresOf(choice, q, context);
  return typeof scores === 'number' ? scores : scores.indexOf(Math.max(...scores));
}
