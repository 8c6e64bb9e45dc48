import { z } from 'zod';
import type { DrillCase } from '../core/register/events.ts';
import { type Decision, drillFailures, type RequestContext } from '../core/serving/decision.ts';
import type { LoggedDecision } from '../core/serving/logged-decision.ts';
import { type ServingRule, usualLimits } from '../core/serving/serving-rule.ts';
import { declaredName } from './policies.ts';
import { call, returns } from './procedure.ts';

/** How a policy is served, and what was logged of it. */
export interface ServingState {
  /** Absent where the frozen model cannot be read: every request then gets the log's own production. */
  readonly rule?: ServingRule;
  /** True where there is a model to ask. */
  readonly hasModel: boolean;
  /** Rows of the log that can be asked for: 0 to this, less one. Zero where the log is gone. */
  readonly requests: number;
  /** The newest first. */
  readonly decisions: readonly LoggedDecision[];
}

/** One request of a drill with its whole answer. */
export interface DrillAnswer extends DrillCase {
  readonly decision: Decision;
}

const policy = z.int().min(1);
const request = z.int().min(0);
const mostColumns = 2_000;

export const servingContract = {
  'serving.get': call(z.strictObject({ policy, limit: z.int().min(1).max(500).default(50) }), returns<ServingState>()),
  /** Features in, weights out: the live policy's own, or the static ones with the reason. Fallbacks are logged. */
  'serving.decide': call(
    z.strictObject({
      policy,
      /** What the request brings, by column; null is a value that is known to be missing. */
      context: z
        .record(z.string().max(200), z.union([z.number(), z.string().max(2_000), z.null()]))
        .refine((context) => Object.keys(context).length <= mostColumns, `at most ${mostColumns} columns`)
        .optional(),
      /** Or a row of the log the policy was learned on. */
      request: request.optional(),
    }),
    returns<{ readonly decision: Decision; readonly context: RequestContext }>(),
  ),
  /** Causes one failure, or each in turn, on purpose, and logs what is answered. With a name the drill of all of them is also kept in the audit chain. */
  'serving.drill': call(
    z.strictObject({
      policy,
      request: request.default(0),
      only: z.enum([...drillFailures, 'none']).optional(),
      /** The column that is taken away; the first one the policy needs where it is not said. */
      column: z.string().max(200).optional(),
      by: declaredName.optional(),
    }),
    returns<{ readonly request: number; readonly cases: readonly DrillAnswer[]; readonly held: boolean }>(),
  ),
};

export { usualLimits };
export type { Decision as ServedDecision, RequestContext };
