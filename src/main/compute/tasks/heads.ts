import type { HeadHealth, HeadSample } from '../../../core/policy/head-health.ts';
import { measureHeads } from '../../../core/policy/measure-heads.ts';
import { type CallContext, call } from '../../../rpc/procedure.ts';
import { drive } from '../drive.ts';

/** Looks at the heads of a sample of requests; its columns are transferred. */
export const policyHeads = call<HeadSample, HeadHealth>();

export async function runPolicyHeads(sample: HeadSample, { signal }: CallContext): Promise<HeadHealth> {
  for await (const step of drive(measureHeads(sample), signal)) if (step.type === 'result') return step.result;
  throw new Error('the heads were not measured');
}
