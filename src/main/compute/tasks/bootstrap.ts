import { type Resampling, type ResampledCounts, resampleBlock } from '../../../core/policy/frontier-bootstrap.ts';
import { type CallContext, call } from '../../../rpc/procedure.ts';
import { drive } from '../drive.ts';

export interface BootstrapTaskInput {
  /** Its columns are transferred: gone for the caller. */
  readonly resampling: Resampling;
  readonly from: number;
  readonly to: number;
}

/** Makes one block of the replicates of a frontier. */
export const policyBootstrap = call<BootstrapTaskInput, ResampledCounts>();

export async function runPolicyBootstrap({ resampling, from, to }: BootstrapTaskInput, { signal }: CallContext): Promise<ResampledCounts> {
  for await (const step of drive(resampleBlock(resampling, { from, to }), signal)) if (step.type === 'result') return step.result;
  throw new Error('the replicates ended without a result');
}
