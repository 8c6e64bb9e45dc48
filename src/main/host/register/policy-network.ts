import { createHash } from 'node:crypto';
import type { FrontierPoint, SweepResult } from '../../../core/policy/sweep-result.ts';
import type { PolicyNetwork } from '../../../core/register/policy-network.ts';
import type { FrontierSnapshot } from '../../../core/register/snapshot.ts';
import type { ChoiceRule } from '../../../core/serving/choose-action.ts';
import type { Store } from '../../store/types.ts';
import { exportNetwork } from '../learning/export-network.ts';
import type { NetworkRecord } from '../learning/network-record.ts';
import { readExploration } from '../log-columns.ts';

/**
 * The net of a frozen frontier, weighted for one of its points, with probe rows of the log it was learned on. Undefined where nothing was learned as a net,
 * or the workspace no longer holds that very log.
 */
export async function policyNetwork(
  store: Store,
  { dataset: frozen, log: frozenLog, result }: FrontierSnapshot,
  place: number,
  signal: AbortSignal,
): Promise<PolicyNetwork | undefined> {
  const { learned, objectives } = result;
  const point = result.points[place];
  if (point === undefined || learned?.kind !== 'network') return undefined;
  const dataset = store.datasets.list().find(({ name, hash }) => name === frozen.name && hash === frozen.hash);
  const log = dataset?.logs.find(({ name }) => name === frozenLog.name);
  if (dataset === undefined || log === undefined) return undefined;
  const { context } = await readExploration(store, dataset, log, objectives, { signal });
  const { weights, rule } = choiceOf(result, point);
  // The host wrote the snapshot, and a digest holds it.
  const { onnx, ...rest } = exportNetwork(learned.model as NetworkRecord, context, weights, rule);
  return { ...rest, onnx: Buffer.from(onnx).toString('base64'), sha256: createHash('sha256').update(onnx).digest('hex') };
}

/** How a point turns predicted rewards into an action: one weight per objective in units of 1 / reward, and the rule that joins them. */
export function choiceOf(
  { objectives, divisors }: SweepResult,
  { alpha, method }: FrontierPoint,
): { readonly weights: readonly number[]; readonly rule: ChoiceRule } {
  const shares = typeof alpha === 'number' ? [1 - alpha, alpha] : alpha;
  return {
    weights: objectives.map((objective, index) => (shares[index] ?? 0) / (divisors[objective] ?? 1)),
    rule: method === 'chebyshev' ? 'chebyshev' : 'sum',
  };
}
