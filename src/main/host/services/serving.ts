import type { DrillAnswer, servingContract } from '../../../contract/serving.ts';
import type { LogSchema } from '../../../core/dataset/log-schema.ts';
import type { UserEmbeddingState } from '../../../core/learn/user-embedding-state.ts';
import type { OperatingPolicy, RegisteredSnapshot } from '../../../core/register/register-state.ts';
import type { FrontierSnapshot } from '../../../core/register/snapshot.ts';
import { type Decision, type DrillFailure, drillFailures, type RequestContext } from '../../../core/serving/decision.ts';
import { type ServingRule, usualLimits } from '../../../core/serving/serving-rule.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { Handlers } from '../../../rpc/procedure.ts';
import type { StoredDataset } from '../../store/types.ts';
import type { HostContext } from '../context.ts';
import { embeddingOfRow } from '../learning/user-embeddings.ts';
import { refused, usage } from '../rejections.ts';
import { contextOfRow } from '../register/context-columns.ts';
import { decider } from '../register/decide.ts';
import { sha256 } from '../register/digest.ts';
import { policyOf, snapshotOf } from '../register/known.ts';
import { readRegister } from '../register/read-register.ts';
import { registerWriter } from '../register/register-writer.ts';
import { servedPolicy } from '../register/served-policy.ts';

export type ServingContext = Pick<HostContext, 'store' | 'notify'>;

/** Operating policies as they answer requests, and the drill that shows what happens when they cannot. */
export function servingHandlers({ store, notify }: ServingContext): Handlers<typeof servingContract> {
  const record = registerWriter({ store, notify });
  const decide = decider(store);

  function known(id: number): { readonly policy: OperatingPolicy; readonly snapshot: RegisteredSnapshot } {
    const { state } = readRegister(store);
    const policy = policyOf(state, id);
    return { policy, snapshot: snapshotOf(state, policy.snapshot) };
  }

  function logOf({ dataset: name, log }: RegisteredSnapshot): { readonly dataset: StoredDataset; readonly log: LogSchema } | undefined {
    const dataset = store.datasets.list().find((one) => one.name === name);
    const found = dataset?.logs.find((one) => one.name === log);
    return dataset === undefined || found === undefined ? undefined : { dataset, log: found };
  }

  /** How user embeddings are part of what the policies of a snapshot see; a damaged snapshot is met where it is asked. */
  function userEmbeddingOf({ hash }: RegisteredSnapshot): UserEmbeddingState | undefined {
    const text = store.register.snapshot(hash);
    if (text?.includes('"userEmbedding"') !== true || sha256(text) !== hash) return undefined;
    return (JSON.parse(text) as FrontierSnapshot).result.userEmbedding;
  }

  function logged(snapshot: RegisteredSnapshot, request: number): RequestContext {
    const found = logOf(snapshot);
    if (found === undefined)
      throw refused(`The log "${snapshot.log}" of "${snapshot.dataset}" is gone, so none of its requests can be asked for.`);
    if (request >= found.log.rows)
      throw new RpcError({ code: 'not-found', message: `The log "${found.log.name}" has requests 0 to ${found.log.rows - 1}.` });
    const { dataset, log } = found;
    const values = store.logs.row(dataset, log.name, request);
    const state = userEmbeddingOf(snapshot);
    return { ...contextOfRow(log, values), ...(state === undefined ? {} : embeddingOfRow(store, dataset, log, values, state)) };
  }

  function keep(policy: number, decision: Decision, rest: { request?: number; injected?: DrillFailure | 'none' }): void {
    const { source, reason, detail, action, latencyMs } = decision;
    const line = { atMs: Date.now(), policy, source, detail, action: action.name, latencyMs, ...rest };
    store.decisions.insert(reason === undefined ? line : { ...line, reason });
  }

  return {
    'serving.get': ({ policy: id, limit }) => {
      const { policy, snapshot } = known(id);
      const text = store.register.snapshot(snapshot.hash);
      const served = text === undefined ? undefined : servedPolicy(store, policy, snapshot.hash, text);
      return {
        ...(served === undefined ? {} : { rule: served.rule }),
        hasModel: served?.answer !== undefined,
        requests: logOf(snapshot)?.log.rows ?? 0,
        decisions: store.decisions.list(id, limit).map(({ policy: _policy, ...line }) => line),
      };
    },

    'serving.decide': async ({ policy: id, context: brought, request }) => {
      const { policy, snapshot } = known(id);
      if (policy.approvedBy === undefined)
        throw refused(`Policy ${id} is a proposal; it answers requests once a second person approved it.`);
      if ((brought === undefined) === (request === undefined))
        throw usage('Give either the features of a request or the number of a logged one.');
      const context = brought ?? logged(snapshot, request ?? 0);
      const problem = readRegister(store).problems[0];
      const decision = await decide({
        policy,
        snapshotHash: snapshot.hash,
        context,
        ...(problem === undefined ? {} : { distrust: problem.message }),
      });
      if (decision.source === 'fallback') keep(id, decision, request === undefined ? {} : { request });
      return { decision, context };
    },

    'serving.drill': async ({ policy: id, request, only, column, by }) => {
      const { policy, snapshot } = known(id);
      if (by !== undefined && only !== undefined)
        throw usage('The audit chain keeps drills of every failure; leave out either the name or the one failure.');
      const context = logged(snapshot, request);
      if (column !== undefined && !Object.hasOwn(context, column))
        throw new RpcError({
          code: 'not-found',
          message: `The log "${snapshot.log}" has no column "${column}" that a policy sees; it has: ${Object.keys(context).join(', ') || 'none'}.`,
        });
      const cases: DrillAnswer[] = [];
      const text = store.register.snapshot(snapshot.hash);
      const rule = text === undefined ? undefined : servedPolicy(store, policy, snapshot.hash, text)?.rule;
      const failures = drillFailures.filter((failure) => canFail(failure, rule));
      for (const injected of only === undefined ? (['none', ...failures] as const) : [only]) {
        const drill = { injected, ...(column === undefined ? {} : { column }) };
        const decision = await decide({ policy, snapshotHash: snapshot.hash, context, drill });
        keep(id, decision, { request, injected });
        const { source, reason, action } = decision;
        // The column that is taken away may be the one that tells the cohort.
        const expected = injected === 'missing-feature' && column !== undefined && column === rule?.cohort ? 'missing-cohort' : injected;
        const held = injected === 'none' ? source === 'policy' : reason === expected;
        cases.push({ injected, source, ...(reason === undefined ? {} : { reason }), action: action.name, held, decision });
      }
      if (by !== undefined) {
        const kept = cases.map(({ decision: _decision, ...rest }) => rest);
        const limits = policy.serving ?? usualLimits;
        record([{ what: 'drill', policy: id, dataset: policy.dataset, request, limits, cases: kept }], by);
      } else notify('policies');
      return { request, cases, held: cases.every(({ held }) => held) };
    },
  };
}

/** A policy that reads nothing has no feature to miss, and one without cohorts no cohort. */
function canFail(failure: DrillFailure, rule: ServingRule | undefined): boolean {
  if (failure === 'missing-cohort') return rule?.cohort !== undefined;
  return failure !== 'missing-feature' || rule === undefined || rule.required.some((column) => column !== rule.cohort);
}
