import type { ExplorationData } from '../../../core/policy/exploration-data.ts';
import type { Learned } from '../../../core/policy/learned.ts';
import type { SweepProgress } from '../../../core/policy/progress.ts';
import { type PreparedSweep, prepareSweep } from '../../../core/policy/prepare-sweep.ts';
import type { SweepOptions } from '../../../core/policy/sweep-options.ts';
import { type CallContext, stream } from '../../../rpc/procedure.ts';
import { drive, type Driven } from '../drive.ts';

export interface SweepTaskInput {
  /** Its columns are transferred: gone for the caller. */
  readonly data: ExplorationData;
  readonly options: SweepOptions;
  /** What was learned elsewhere on the learning rows; its columns are transferred too. */
  readonly learned?: Learned;
}

/** Learns and scores the policies of a sweep, all but the bootstrap; progress items, then one result. */
export const policySweep = stream<SweepTaskInput, Driven<SweepProgress, PreparedSweep>>();

export function runPolicySweep(
  { data, options, learned }: SweepTaskInput,
  { signal }: CallContext,
): AsyncIterable<Driven<SweepProgress, PreparedSweep>> {
  return drive(prepareSweep(data, options, learned), signal);
}
