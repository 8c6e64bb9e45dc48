import type { ExplorationData } from '../../../core/policy/exploration-data.ts';
import type { LogHealth } from '../../../core/policy/log-health.ts';
import { measureHealth } from '../../../core/policy/measure-health.ts';
import { type CallContext, call } from '../../../rpc/procedure.ts';
import { drive } from '../drive.ts';

export interface HealthTaskInput {
  /** Its columns are transferred: gone for the caller. */
  readonly data: ExplorationData;
  readonly dataset: string;
  readonly log: string;
}

/** Looks at a whole log. */
export const policyHealth = call<HealthTaskInput, LogHealth>();

export async function runPolicyHealth({ data, dataset, log }: HealthTaskInput, { signal }: CallContext): Promise<LogHealth> {
  for await (const step of drive(measureHealth(data, { dataset, log }), signal)) if (step.type === 'result') return step.result;
  throw new Error('the log was not measured');
}
