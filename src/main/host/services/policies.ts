import type { PolicyDetail, policiesContract } from '../../../contract/policies.ts';
import { canonicalJson } from '../../../core/register/canonical-json.ts';
import { chosenPolicy, choiceWords } from '../../../core/register/chosen-policy.ts';
import { diffSnapshots } from '../../../core/register/diff-snapshots.ts';
import type { RegisterEvent } from '../../../core/register/events.ts';
import { evidenceOf } from '../../../core/register/evidence.ts';
import { compareExport, makeExport, type PolicyExport, verifyExport } from '../../../core/register/export-document.ts';
import { judgeGuardrails } from '../../../core/register/guardrails.ts';
import type { RegisteredSnapshot } from '../../../core/register/register-state.ts';
import type { FrontierSnapshot } from '../../../core/register/snapshot.ts';
import { policyReport } from '../../../core/register/report/policy-report.ts';
import { staticFallback } from '../../../core/serving/serving-rule.ts';
import { compareWithHead } from '../../../core/register/verify-chain.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { Handlers } from '../../../rpc/procedure.ts';
import type { HostContext } from '../context.ts';
import { sha256 } from '../register/digest.ts';
import { choiceOf } from '../register/choice-of.ts';
import { policyNetwork } from '../register/policy-network.ts';
import { freezeRun } from '../register/freeze-run.ts';
import { policyOf, snapshotOf } from '../register/known.ts';
import { readExport } from '../register/read-export.ts';
import { registerWriter } from '../register/register-writer.ts';
import { checkSnapshots, readRegister, toRegister } from '../register/read-register.ts';
import { refused } from '../rejections.ts';

export type PoliciesContext = Pick<HostContext, 'store' | 'notify' | 'version'>;

/** The register of operating policies: proposals, approvals, rollbacks and the chain that keeps them. */
export function policiesHandlers({ store, notify, version }: PoliciesContext): Handlers<typeof policiesContract> {
  const record = registerWriter({ store, notify });

  function bodyOf({ id, hash }: RegisteredSnapshot): FrontierSnapshot {
    const text = store.register.snapshot(hash);
    if (text === undefined || sha256(text) !== hash)
      throw refused(`Snapshot ${id} is not what was frozen, so its figures are not shown. Restore the workspace from a backup.`);
    return JSON.parse(text) as FrontierSnapshot;
  }

  function detail(id: number): PolicyDetail {
    const { state } = readRegister(store);
    const policy = policyOf(state, id);
    const snapshot = snapshotOf(state, policy.snapshot);
    const body = bodyOf(snapshot);
    const figures = chosenPolicy(body.result, policy);
    if (figures === undefined)
      throw refused(`Snapshot ${snapshot.id} does not hold ${choiceWords(policy)}. Restore the workspace from a backup.`);
    return { policy, snapshot, body, evidence: evidenceOf(figures) };
  }

  async function exported(id: number, signal: AbortSignal): Promise<PolicyExport> {
    const { entries, problems } = readRegister(store);
    const last = entries.at(-1);
    const invalid = () => refused('The audit chain is not valid, so nothing is exported over it.');
    if (problems.length > 0) throw invalid();
    // An empty chain holds no policy, which `detail` says.
    const { policy, snapshot, body } = detail(id);
    if (last === undefined) throw invalid();
    if (policy.approvedBy === undefined) throw refused(`Policy ${id} is a proposal; it is exported once a second person approved it.`);
    const network = await policyNetwork(store, body, policy, signal);
    return makeExport({ policy, snapshot, body, head: { seq: last.seq, hash: last.hash }, network }, sha256);
  }

  async function audit(against?: string) {
    const read = readRegister(store);
    const problems = [...read.problems, ...(await checkSnapshots(store, read.state))];
    if (against !== undefined) {
      const document = readExport(against);
      problems.push(...verifyExport(document, sha256), ...compareWithHead(read.entries, document.head));
      const { policies, snapshots } = read.state;
      problems.push(...compareExport(document, policies.get(document.policy.id), snapshots.get(document.snapshot.id)));
    }
    return toRegister(read, problems);
  }

  return {
    'policies.list': () => audit(),
    'policies.audit': ({ against }) => audit(against),
    'policies.get': ({ policy }) => detail(policy),

    'policies.propose': async ({ run, point, beside, by, reason, margins, serving }) => {
      const body = await freezeRun(store, version, run);
      const { result, dataset, log } = body;
      const { choice, chosen } = choiceOf(body, point, beside);
      const { figures } = evidenceOf(chosen);
      const guarded = [...result.objectives, ...(figures.rewards ?? []).map(({ reward }) => reward)];
      const unknown = Object.keys(margins ?? {}).find((name) => !guarded.includes(name));
      if (unknown !== undefined)
        throw new RpcError({ code: 'not-found', message: `Run ${run} has no objective "${unknown}"; it has: ${guarded.join(', ')}.` });
      const text = canonicalJson(body);
      const hash = sha256(text);
      const { state } = readRegister(store);
      const known = [...state.snapshots.values()].find((snapshot) => snapshot.hash === hash);
      const snapshot = known?.id ?? state.snapshots.size + 1;
      const policy = state.policies.size + 1;
      const guardrails = judgeGuardrails(figures, result.objectives, margins ?? {});
      const events: RegisterEvent[] = [
        {
          what: 'propose',
          policy,
          dataset: dataset.name,
          snapshot,
          ...choice,
          status: chosen.status,
          reason,
          guardrails,
          ...(serving === undefined ? {} : { serving }),
          fallback: staticFallback(body, chosen),
        },
      ];
      if (known === undefined) events.unshift({ what: 'snapshot', snapshot, hash, dataset: dataset.name, log: log.name, run });
      const after = record(events, by, known === undefined ? [{ hash, body: text }] : []);
      return { policy: policyOf(after, policy) };
    },

    'policies.approve': ({ policy: id, by }) => {
      const { dataset } = policyOf(readRegister(store).state, id);
      return { policy: policyOf(record([{ what: 'approve', policy: id, dataset }], by), id) };
    },

    'policies.rollback': ({ dataset, to, by, reason }) => {
      const from = readRegister(store).state.live.get(dataset);
      if (from === undefined) throw refused(`No policy is live on "${dataset}", so there is nothing to roll back.`);
      const after = record([{ what: 'rollback', dataset, from, to, reason }], by);
      return { policies: [from, ...(to === 'production' ? [] : [to])].map((id) => policyOf(after, id)) };
    },

    'policies.export': async ({ policy: id }, { signal }) => {
      const document = await exported(id, signal);
      const { policy, head } = document;
      return { fileName: `policy-${id}-${policy.dataset}.json`, text: `${JSON.stringify(document, undefined, 2)}\n`, head };
    },

    'policies.report': async ({ policy: id }, { signal }) => {
      const document = await exported(id, signal);
      return { fileName: `policy-${id}-${document.policy.dataset}.html`, text: policyReport(document) };
    },

    'policies.diff': ({ snapshots: ids }) => {
      const { state } = readRegister(store);
      const snapshots = ids.map((id) => snapshotOf(state, id));
      return { snapshots, rows: diffSnapshots(snapshots.map(bodyOf)) };
    },

    'policies.saveWeights': ({ name, weights, by, reason }) => {
      const version = readRegister(store).state.weights.filter((config) => config.name === name).length + 1;
      const after = record([{ what: 'weights', name, version, weights, reason }], by);
      const config = after.weights.at(-1);
      if (config === undefined) throw new Error('the weights were recorded and are not there');
      return { config };
    },
  };
}
