import { z } from 'zod';
import type { ExplainedChoice } from '../core/serving/explained-choice.ts';
import { call, returns } from './procedure.ts';

/** What one policy does with one logged request, and why. */
export interface RequestExplanation {
  readonly choice: ExplainedChoice;
  /** The rewards that are predicted: those swept, then others that the policy weighs. Empty where nothing was learned. */
  readonly objectives: readonly string[];
  /** One list per predicted reward: its value under every action, in raw units. */
  readonly surfaces: readonly (readonly number[])[];
}

/** A request that gets another action than production's. */
export interface ChangedRequest {
  /** Its row in the log, from 0. */
  readonly request: number;
  /** Places of the slate whose item is another one; absent where its candidates are not kept. */
  readonly places?: number;
  /** By how much the policy's own score of its action is above that of production's; 0 where none has a say. */
  readonly gain: number;
}

/** A point of a run's frontier, a policy beside it, or an operating policy as it was frozen when it was proposed. */
const namedPolicy = z.union([
  z.strictObject({ run: z.int(), point: z.int().min(0) }),
  z.strictObject({ run: z.int(), beside: z.int().min(0) }),
  z.strictObject({ policy: z.int().min(1) }),
]);
export type NamedPolicy = z.infer<typeof namedPolicy>;

export const explanationsContract = {
  /** Why a policy does what it does with one request of the log it was swept on; refused where the run does not hold what chooses. */
  'tuning.explain': call(z.strictObject({ of: namedPolicy, request: z.int().min(0) }), returns<RequestExplanation>()),
  /** The requests that a policy changes most against production, the most changed first, of the first few hundred that are looked at. */
  'tuning.changed': call(
    z.strictObject({ of: namedPolicy, limit: z.int().min(1).max(100).default(10) }),
    returns<{ readonly examined: number; readonly requests: readonly ChangedRequest[] }>(),
  ),
};
