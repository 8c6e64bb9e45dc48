import type { CohortAlpha } from '../policy/action-rule.ts';
import { type ServedAction, servedAction } from '../serving/serving-rule.ts';
import { chosenPolicy, type PolicyChoice } from './chosen-policy.ts';
import type { FrozenSweep } from './snapshot.ts';

/** How an operating policy takes an action from the state of a request. */
export type ActionChoice =
  /** The same action for every request. */
  | { readonly type: 'static'; readonly action: ServedAction }
  /** The best of the predicted rewards, weighed by one alpha (one weight per objective where there are more than two). */
  | { readonly type: 'alpha'; readonly alpha: number | readonly number[]; readonly method?: 'linear' | 'chebyshev' | 'epsilon' }
  /** As `alpha`, each cohort at its own. */
  | {
      readonly type: 'cohorts';
      readonly column: string;
      /** How a request's cohort is told, in words. */
      readonly told: string;
      readonly cohorts: readonly CohortAlpha[];
      /** What a request gets whose cohort has no alpha, or is none of these. */
      readonly otherwise: ServedAction;
    }
  /** The highest weighted sum of a net's answers. `own`: a net learned for this policy; `predictions`: the one that made the sweep's predictions. */
  | { readonly type: 'network'; readonly network: 'own' | 'predictions'; readonly weights: readonly number[] };

/** One for which a net is asked. */
export type LearnedChoice = Exclude<ActionChoice, { readonly type: 'static' }>;

/** Undefined where the snapshot does not hold how the policy chooses: a sweep of an earlier version, and no point of its frontier. */
export function actionChoice(body: FrozenSweep, choice: PolicyChoice): ActionChoice | undefined {
  const { result, log } = body;
  const policy = chosenPolicy(result, choice);
  if (policy === undefined) return undefined;
  if (!('kind' in policy)) {
    const { alpha, method, shares } = policy;
    if (result.learner === 'static') return { type: 'static', action: servedAction(log.actions, shares.indexOf(Math.max(...shares))) };
    return { type: 'alpha', alpha, ...(method === undefined ? {} : { method }) };
  }
  const { rule } = policy;
  if (rule?.type === 'network')
    return { type: 'network', network: rule.model === undefined ? 'predictions' : 'own', weights: rule.weights };
  if (rule === undefined) return undefined;
  const { column, cohorts } = rule;
  const production = log.actions.findIndex(({ name }) => name === result.baseline.scored.production);
  return {
    type: 'cohorts',
    column,
    told: `A request belongs to the cohort whose value it brings in the column "${column}", compared exactly; null is a value known to be missing.`,
    cohorts,
    otherwise: servedAction(log.actions, Math.max(0, production)),
  };
}
