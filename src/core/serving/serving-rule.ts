import type { PolicyFigures } from '../policy/sweep-result.ts';
import type { FrontierSnapshot } from '../register/snapshot.ts';

/** What a request is ranked with. */
export interface ServedAction {
  /** Index into the log's actions. */
  readonly index: number;
  readonly name: string;
  /** Utility weights, where an action is a weight vector. */
  readonly weights?: Readonly<Record<string, number>>;
}

/** When a learned answer is no longer waited for or believed. */
export interface ServingLimits {
  /** From a request's features to its weights, in milliseconds. */
  readonly budgetMs: number;
  /** A model older than this is not served. */
  readonly maxAgeDays: number;
}

/** What a policy is served with where its proposal names nothing else. */
export const usualLimits: ServingLimits = { budgetMs: 50, maxAgeDays: 30 };

/** What is served where the policy's own answer cannot be. `production`: the action that lifts are relative to; `most-taken`: no action is in production, so the policy's most frequent one. */
export interface StaticFallback extends ServedAction {
  readonly why: 'production' | 'most-taken';
}

/** Everything that decides whether a request gets the learned answer or the static weights. */
export interface ServingRule extends ServingLimits {
  /** Columns that a request must bring. Their values may be missing (null): the net was learned with that; the column may not. */
  readonly required: readonly string[];
  /** The one of `required` that tells a request's cohort; absent where there is one rule for all. */
  readonly cohort?: string;
  /** ISO 8601: the age of the model counts from here. */
  readonly learnedAt: string;
  readonly fallback: StaticFallback;
}

/** The rule of one policy of a frozen sweep; `features` are the columns its net reads, `cohort` the one that tells its alpha. */
export function servingRule(
  body: FrontierSnapshot,
  figures: Pick<PolicyFigures, 'shares'>,
  { features = [], cohort }: { readonly features?: readonly string[]; readonly cohort?: string | undefined },
  limits: ServingLimits = usualLimits,
): ServingRule {
  return {
    budgetMs: limits.budgetMs,
    maxAgeDays: limits.maxAgeDays,
    required: [...new Set(cohort === undefined ? features : [cohort, ...features])],
    ...(cohort === undefined ? {} : { cohort }),
    learnedAt: body.sweptAt,
    fallback: staticFallback(body, figures),
  };
}

/** The static weights beside one policy of a frozen sweep. */
export function staticFallback({ log, result }: FrontierSnapshot, { shares }: Pick<PolicyFigures, 'shares'>): StaticFallback {
  const production = log.actions.findIndex(({ name }) => name === result.baseline.scored.production);
  const most = shares.indexOf(Math.max(...shares));
  const index = Math.max(0, production >= 0 ? production : most);
  return { ...servedAction(log.actions, index), why: production >= 0 ? 'production' : 'most-taken' };
}

/** One action of a log as it is served. */
export function servedAction(actions: FrontierSnapshot['log']['actions'], index: number): ServedAction {
  const action = actions[index];
  return { index, name: action?.name ?? String(index), ...(action?.weights === undefined ? {} : { weights: action.weights }) };
}
