import { z } from 'zod';
import { call, returns } from './procedure.ts';

/** What a learned net predicts for one logged request under every action. */
export interface RequestExplanation {
  readonly objectives: readonly string[];
  /** One list per objective: predicted reward per action, in raw units. */
  readonly surfaces: readonly (readonly number[])[];
  /** The objectives' divisors: alpha weighs predicted reward / divisor. */
  readonly divisors: readonly number[];
}

export const explanationsContract = {
  /** The Q surfaces of one request of the log that a run was swept on; refused where the run keeps no net. */
  'tuning.explain': call(z.strictObject({ run: z.int(), request: z.int().min(0) }), returns<RequestExplanation>()),
};
