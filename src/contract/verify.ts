import { z } from 'zod';
import type { Check, CheckClaim } from '../core/checks/check.ts';
import { call, nothing, returns } from './procedure.ts';

/** What a run of kind `verify` holds. */
export interface VerifyResult {
  /** In the order of `verify.checks`. */
  readonly checks: readonly Check[];
  /** Of the worlds that the checks made for themselves. */
  readonly seed: number;
  readonly seconds: number;
}

export const verifyInput = z.strictObject({
  /** Name of one check; all where absent. */
  only: z.string().max(80).optional(),
  seed: z.int().min(0).max(0xffff_ffff).default(7),
});

export const verifyContract = {
  /** Every claim that can be checked, without measuring anything. */
  'verify.checks': call(nothing, returns<{ readonly checks: readonly CheckClaim[] }>()),
  /** Measures them now, as a job of kind `verify` whose result names a run that holds a `VerifyResult`. */
  'verify.start': call(verifyInput, returns<{ readonly job: number }>()),
};
