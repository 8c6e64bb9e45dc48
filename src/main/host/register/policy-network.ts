import { createHash } from 'node:crypto';
import { exportedEmbedding } from '../../../core/learn/exported-embedding.ts';
import type { PolicyChoice } from '../../../core/register/chosen-policy.ts';
import type { PolicyNetwork } from '../../../core/register/policy-network.ts';
import type { FrontierSnapshot } from '../../../core/register/snapshot.ts';
import type { Store } from '../../store/types.ts';
import { exportNetwork } from '../learning/export-network.ts';
import { embedAgain } from '../learning/user-embeddings.ts';
import { readExploration } from '../log-columns.ts';
import { mechanismOf } from './mechanism.ts';

/**
 * The net that answers under a policy of a frozen sweep, with probe rows of the log it was learned on. Undefined where no net answers, or the workspace no
 * longer holds that very log.
 */
export async function policyNetwork(
  store: Store,
  body: FrontierSnapshot,
  choice: PolicyChoice,
  signal: AbortSignal,
): Promise<PolicyNetwork | undefined> {
  const mechanism = mechanismOf(body, choice);
  if (mechanism?.type !== 'net') return undefined;
  const { dataset: frozen, log: frozenLog, result } = body;
  const dataset = store.datasets.list().find(({ name, hash }) => name === frozen.name && hash === frozen.hash);
  const log = dataset?.logs.find(({ name }) => name === frozenLog.name);
  if (dataset === undefined || log === undefined) return undefined;
  const data = await readExploration(store, dataset, log, result.objectives, { signal });
  const state = result.userEmbedding;
  const context = state === undefined ? data.context : await embedAgain(store, dataset, log, data, state, signal);
  const { onnx, choice: read, ...rest } = exportNetwork(mechanism.record, context, mechanism.choice);
  return {
    ...rest,
    ...(read.type === 'same'
      ? { weights: read.weights }
      : { cohorts: { column: read.column, weights: read.cohorts, otherwise: read.otherwise } }),
    rule: read.rule,
    of: mechanism.of,
    ...(state === undefined ? {} : { userEmbedding: exportedEmbedding(state) }),
    onnx: Buffer.from(onnx).toString('base64'),
    sha256: createHash('sha256').update(onnx).digest('hex'),
  };
}
