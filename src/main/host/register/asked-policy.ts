import type { NamedPolicy } from '../../../contract/explanations.ts';
import type { LogSchema } from '../../../core/dataset/log-schema.ts';
import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import type { PolicyChoice } from '../../../core/register/chosen-policy.ts';
import type { FrontierSnapshot, FrozenSweep } from '../../../core/register/snapshot.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { Store, StoredDataset } from '../../store/types.ts';
import { refused } from '../rejections.ts';
import { choiceOf } from './choice-of.ts';
import { sha256 } from './digest.ts';
import { policyOf, snapshotOf } from './known.ts';
import { readRegister } from './read-register.ts';

/** One policy of a sweep, with the log whose requests it can be asked about. */
export interface AskedPolicy {
  readonly body: FrozenSweep;
  readonly choice: PolicyChoice;
  readonly dataset: StoredDataset;
  readonly log: LogSchema;
}

/** Throws `not-found`, and `refused` where the log is no longer the one that was swept. */
export function askedPolicy(store: Store, of: NamedPolicy): AskedPolicy {
  return 'policy' in of ? operatingPolicy(store, of.policy) : policyOfRun(store, of);
}

function operatingPolicy(store: Store, id: number): AskedPolicy {
  const { state } = readRegister(store);
  const policy = policyOf(state, id);
  const snapshot = snapshotOf(state, policy.snapshot);
  const text = store.register.snapshot(snapshot.hash);
  if (text === undefined || sha256(text) !== snapshot.hash)
    throw refused(`Snapshot ${snapshot.id} is not what was frozen, so policy ${id} cannot be asked. Restore the workspace from a backup.`);
  const body = JSON.parse(text) as FrontierSnapshot;
  const dataset = store.datasets.list().find(({ name, hash }) => name === body.dataset.name && hash === body.dataset.hash);
  const log = dataset?.logs.find(({ name }) => name === body.log.name);
  if (dataset === undefined || log === undefined)
    throw refused(`The log that policy ${id} was learned on is no longer in this workspace. Import "${body.dataset.name}" again.`);
  return { body, choice: policy, dataset, log };
}

function policyOfRun(store: Store, of: Exclude<NamedPolicy, { readonly policy: number }>): AskedPolicy {
  const id = of.run;
  const run = store.runs.get(id);
  if (run === undefined) throw new RpcError({ code: 'not-found', message: `There is no run ${id}.` });
  if (run.kind !== 'sweep') throw refused(`Run ${id} is no sweep, so there is no policy to explain.`);
  // Sweep runs are written by this host alone, and typed there.
  const result = run.result as SweepResult;
  const dataset = store.datasets.get(run.dataset);
  const log = dataset.logs.find(({ name }) => name === result.log);
  if (dataset.createdAtMs > run.createdAtMs || log === undefined)
    throw refused(`The dataset "${run.dataset}" was replaced after run ${id}. Sweep again.`);
  const body = { run: id, result, log };
  const { choice } = 'point' in of ? choiceOf(body, of.point, undefined) : choiceOf(body, undefined, of.beside);
  return { body, choice, dataset, log };
}
