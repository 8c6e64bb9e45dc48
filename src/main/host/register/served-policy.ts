import type { LogSchema } from '../../../core/dataset/log-schema.ts';
import { applyNetInputs } from '../../../core/learn/net-inputs.ts';
import { networkForward } from '../../../core/learn/network-forward.ts';
import { chosenPolicy } from '../../../core/register/chosen-policy.ts';
import type { OperatingPolicy } from '../../../core/register/register-state.ts';
import type { FrontierSnapshot } from '../../../core/register/snapshot.ts';
import type { RequestContext } from '../../../core/serving/decision.ts';
import { actionOf } from '../../../core/serving/net-choice.ts';
import { type ServedAction, servedAction, type ServingRule, servingRule } from '../../../core/serving/serving-rule.ts';
import type { Store } from '../../store/types.ts';
import { featureList } from '../learning/export-network.ts';
import { embeddingColumns } from '../learning/user-embeddings.ts';
import { networkOf } from '../learning/network-record.ts';
import { sha256 } from './digest.ts';
import { mechanismOf } from './mechanism.ts';
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
  const { log: frozen } = body;
  const figures = chosenPolicy(body.result, policy);
  if (figures === undefined) return undefined;
  const mechanism = mechanismOf(body, policy);
  // A static policy asks for nothing: every request gets its one action.
  if (mechanism?.type === 'static') return { rule: servingRule(body, figures, {}, policy.serving), answer: () => mechanism.action };
  const log = frozenLog(store, body);
  if (mechanism === undefined || log === undefined) return { rule: servingRule(body, figures, {}, policy.serving) };
  const network = networkOf(mechanism.record);
  const { choice } = mechanism;
  const { userEmbedding } = body.result;
  const rowOf = (context: RequestContext) => [...rowOfContext(log, context), ...embeddingColumns(userEmbedding, context)];
  const features = featureList(network.inputs, rowOf({}), network.inputNames).map(({ column }) => column);
  const cohort = choice.type === 'cohorts' ? choice.column : undefined;
  const first = Int32Array.of(0);
  const answer = (context: RequestContext) => {
    const { values } = applyNetInputs(rowOf(context), network.inputs, first);
    return servedAction(frozen.actions, actionOf(choice, networkForward(network, values, 1), context));
  };
  // The first answers are slow until the code is compiled; no request should wait for that.
  for (let turn = 0; turn < warmUps; turn += 1) answer({});
  return { rule: servingRule(body, figures, { features, cohort }, policy.serving), answer };
}
