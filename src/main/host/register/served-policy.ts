import type { LogSchema } from '../../../core/dataset/log-schema.ts';
import { applyNetInputs } from '../../../core/learn/net-inputs.ts';
import { networkForward } from '../../../core/learn/network-forward.ts';
import type { OperatingPolicy } from '../../../core/register/register-state.ts';
import type { FrontierSnapshot } from '../../../core/register/snapshot.ts';
import { chooseAction } from '../../../core/serving/choose-action.ts';
import type { RequestContext } from '../../../core/serving/decision.ts';
import { type ServedAction, servedAction, type ServingRule, servingRule } from '../../../core/serving/serving-rule.ts';
import type { Store } from '../../store/types.ts';
import { featureList } from '../learning/export-network.ts';
import { type NetworkRecord, networkOf } from '../learning/network-record.ts';
import { sha256 } from './digest.ts';
import { choiceOf } from './policy-network.ts';
import { rowOfContext } from './context-columns.ts';

/** A policy made ready to answer requests. */
export interface ServedPolicy {
  readonly rule: ServingRule;
  /** Absent where nothing was learned that could be asked. */
  readonly answer?: (context: RequestContext) => ServedAction;
}

const warmUps = 20;

/** The log a frozen frontier was learned on; undefined where the workspace no longer holds that very dataset. */
function frozenLog(store: Store, { dataset: frozen, log }: FrontierSnapshot): LogSchema | undefined {
  return store.datasets
    .list()
    .find(({ name, hash }) => name === frozen.name && hash === frozen.hash)
    ?.logs.find(({ name }) => name === log.name);
}

/** Undefined where the text is not the snapshot that its hash names: nothing in it can be believed then. */
export function servedPolicy(store: Store, policy: OperatingPolicy, snapshotHash: string, text: string): ServedPolicy | undefined {
  if (sha256(text) !== snapshotHash) return undefined;
  const body = JSON.parse(text) as FrontierSnapshot;
  const { result, log: frozen } = body;
  const point = result.points[policy.point];
  if (point === undefined) return undefined;
  // A static policy asks for nothing: every request gets its one action.
  if (result.learner === 'static') {
    const action = servedAction(frozen.actions, point.shares.indexOf(Math.max(...point.shares)));
    return { rule: servingRule(body, policy.point, [], policy.serving), answer: () => action };
  }
  const log = frozenLog(store, body);
  const { learned } = result;
  if (learned?.kind !== 'network' || log === undefined) return { rule: servingRule(body, policy.point, [], policy.serving) };
  // The host wrote the snapshot, and the digest above holds it.
  const network = networkOf(learned.model as NetworkRecord);
  const { weights, rule } = choiceOf(result, point);
  const columns = rowOfContext(log, {});
  const required = [...new Set(featureList(network.inputs, columns, network.inputNames).map(({ column }) => column))];
  const first = Int32Array.of(0);
  const answer = (context: RequestContext) => {
    const { values } = applyNetInputs(rowOfContext(log, context), network.inputs, first);
    return servedAction(frozen.actions, chooseAction(networkForward(network, values, 1), weights, rule));
  };
  // The first answers are slow until the code is compiled; no request should wait for that.
  for (let turn = 0; turn < warmUps; turn += 1) answer({});
  return { rule: servingRule(body, policy.point, required, policy.serving), answer };
}
