import type { ServedAction, ServingRule } from './serving-rule.ts';

/** What a request brings: text or number per column; null is a value that is known to be missing. */
export type RequestContext = Readonly<Record<string, number | string | null>>;

/** The failures that a drill causes on purpose. `missing-cohort`: the request does not bring the column that tells its alpha. */
export const drillFailures = ['missing-feature', 'missing-cohort', 'timeout', 'stale-model', 'broken-model'] as const;
export type DrillFailure = (typeof drillFailures)[number];

/** Why a request got the static weights. `no-model`: the policy was not learned as a net; `not-live`: it does not run on its dataset. */
export type FallbackReason = DrillFailure | 'no-model' | 'not-live';

/** The answer to one request: the policy's own action, or the static one with the reason. */
export interface Decision {
  readonly source: 'policy' | 'fallback';
  readonly action: ServedAction;
  readonly reason?: FallbackReason;
  /** What was the case, in a sentence. */
  readonly detail: string;
  readonly latencyMs: number;
}

export interface FallbackCause {
  readonly reason: FallbackReason;
  readonly detail: string;
}

const dayMs = 86_400_000;

/** Why the learned answer must not even be asked for; undefined where it may. */
export function causeBeforeScoring(rule: ServingRule, context: RequestContext, nowMs: number): FallbackCause | undefined {
  const ageDays = (nowMs - Date.parse(rule.learnedAt)) / dayMs;
  // A time that cannot be read is no reason to believe the model.
  if (!(ageDays <= rule.maxAgeDays))
    return {
      reason: 'stale-model',
      detail: `The model is ${Math.floor(ageDays)} days old; it is served for ${rule.maxAgeDays}. Sweep again on newer rows.`,
    };
  const { cohort } = rule;
  if (cohort !== undefined && context[cohort] === undefined)
    return {
      reason: 'missing-cohort',
      detail: `The request does not bring ${cohort}, which tells its alpha. Look at the source of the features.`,
    };
  const absent = rule.required.filter((column) => context[column] === undefined);
  if (absent.length > 0)
    return {
      reason: 'missing-feature',
      detail: `The request does not bring ${absent.slice(0, 3).join(', ')}${absent.length > 3 ? ` and ${absent.length - 3} more` : ''}. Look at the source of the features.`,
    };
  return undefined;
}

/** An answer that came after its time is not used. */
export function timeoutCause(budgetMs: number): FallbackCause {
  return { reason: 'timeout', detail: `No answer within ${budgetMs} ms. Look at the load of the machine that serves.` };
}

/** The static answer. */
export function fallbackDecision(action: ServedAction, cause: FallbackCause, latencyMs: number): Decision {
  const { index, name, weights } = action;
  return { source: 'fallback', action: { index, name, ...(weights === undefined ? {} : { weights }) }, ...cause, latencyMs };
}
