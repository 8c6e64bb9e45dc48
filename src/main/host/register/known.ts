import type { OperatingPolicy, RegisteredSnapshot, RegisterState } from '../../../core/register/register-state.ts';
import { RpcError } from '../../../rpc/error.ts';

/** Throws `not-found`. */
export function policyOf(state: RegisterState, id: number): OperatingPolicy {
  const policy = state.policies.get(id);
  if (policy === undefined) throw new RpcError({ code: 'not-found', message: `There is no policy ${id}.` });
  return policy;
}

/** Throws `not-found`. */
export function snapshotOf(state: RegisterState, id: number): RegisteredSnapshot {
  const snapshot = state.snapshots.get(id);
  if (snapshot === undefined) throw new RpcError({ code: 'not-found', message: `There is no snapshot ${id}.` });
  return snapshot;
}
