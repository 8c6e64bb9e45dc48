import { setTimeout as sleep } from 'node:timers/promises';
import type { OperatingPolicy } from '../../../core/register/register-state.ts';
import { placeOf } from '../../../core/register/chosen-policy.ts';
import {
  causeBeforeScoring,
  type Decision,
  type DrillFailure,
  type FallbackCause,
  fallbackDecision,
  type RequestContext,
  timeoutCause,
} from '../../../core/serving/decision.ts';
import { servedAction, type ServedAction } from '../../../core/serving/serving-rule.ts';
import type { Store } from '../../store/types.ts';
import { refused } from '../rejections.ts';
import { type ServedPolicy, servedPolicy } from './served-policy.ts';

const dayMs = 86_400_000;

export interface DecideRequest {
  readonly policy: OperatingPolicy;
  readonly snapshotHash: string;
  readonly context: RequestContext;
  /** Why the register cannot be believed, where it cannot. */
  readonly distrust?: string;
  /** Present in a drill: what to make fail, and where a feature is taken away, which. A drill also asks policies that are not live. */
  readonly drill?: { readonly injected: DrillFailure | 'none'; readonly column?: string };
}

/** Policies made ready, by snapshot, point and limits: a snapshot never changes. Failures are caused on copies. */
const readyPolicies = 8;

/** The small function that stands between requests and a policy: the policy's own action, or the static one with its reason. Never throws for a policy's failure. */
export function decider(store: Store): (request: DecideRequest) => Promise<Decision> {
  const ready = new Map<string, ServedPolicy>();

  function load(policy: OperatingPolicy, hash: string, broken: boolean): ServedPolicy | undefined {
    const key = `${hash} ${placeOf(policy).join(' ')} ${JSON.stringify(policy.serving)}`;
    const known = broken ? undefined : ready.get(key);
    if (known !== undefined) return known;
    const text = store.register.snapshot(hash);
    if (text === undefined) return undefined;
    // One byte of the file is changed, as a bad disk or a careless edit would.
    const made = servedPolicy(store, policy, hash, broken ? `${text.slice(0, -1)} ` : text);
    if (made === undefined) return undefined;
    if (ready.size >= readyPolicies) ready.delete(ready.keys().next().value ?? '');
    ready.set(key, made);
    return made;
  }

  return async ({ policy, snapshotHash, context, distrust, drill }) => {
    const injected = drill?.injected;
    const served = distrust === undefined ? load(policy, snapshotHash, injected === 'broken-model') : undefined;
    // A policy is made ready once; the time of a request counts from here.
    const started = performance.now();
    const elapsed = () => performance.now() - started;
    if (served === undefined) {
      const detail = `${distrust ?? 'The stored model is not the one that was approved.'} Restore the workspace from a backup.`;
      return fallbackDecision(lastResort(store, policy, distrust === undefined), { reason: 'broken-model', detail }, elapsed());
    }
    const { rule, answer } = served;
    const fall = (cause: FallbackCause) => fallbackDecision(rule.fallback, cause, elapsed());
    if (drill === undefined && policy.state !== 'live')
      return fall({ reason: 'not-live', detail: `Policy ${policy.id} is ${policy.state}, so its dataset does not run on it.` });
    if (answer === undefined) {
      const detail =
        'Nothing was learned as a net, or its dataset is gone, so there is no model to ask. Sweep with the network, on a larger log.';
      return fall({ reason: 'no-model', detail });
    }
    const dropped = injected === 'missing-cohort' ? rule.cohort : (drill?.column ?? rule.required.find((column) => column !== rule.cohort));
    const brought =
      injected === 'missing-feature' || injected === 'missing-cohort'
        ? Object.fromEntries(Object.entries(context).filter(([column]) => column !== dropped))
        : context;
    const nowMs = injected === 'stale-model' ? Date.parse(rule.learnedAt) + (rule.maxAgeDays + 1) * dayMs : Date.now();
    const before = causeBeforeScoring(rule, brought, nowMs);
    if (before !== undefined) return fall(before);
    const action = await withinBudget(rule.budgetMs, async () => {
      if (injected === 'timeout') await sleep(2 * rule.budgetMs + 20);
      return answer(brought);
    });
    if (action === undefined) return fall(timeoutCause(rule.budgetMs));
    return { source: 'policy', action, detail: 'The policy’s own answer.', latencyMs: elapsed() };
  };
}

/** Undefined where the answer takes longer; an answer that comes late is dropped, and so is one that held the thread too long. */
async function withinBudget(budgetMs: number, answer: () => Promise<ServedAction>): Promise<ServedAction | undefined> {
  const started = performance.now();
  const end = new AbortController();
  try {
    const action = await Promise.race([answer(), sleep(budgetMs, undefined, { signal: end.signal })]);
    return performance.now() - started > budgetMs ? undefined : action;
  } finally {
    end.abort();
  }
}

/** The snapshot cannot be asked: what was approved with the policy, or what the dataset itself declares, whichever can be believed more. */
function lastResort(store: Store, policy: OperatingPolicy, trusted: boolean): ServedAction {
  const { dataset: name, id, fallback } = policy;
  if (trusted && fallback !== undefined) return fallback;
  const logs = store.datasets.list().find((dataset) => dataset.name === name)?.logs ?? [];
  for (const { actions, production } of logs) {
    const index = actions.findIndex((action) => action.name === production);
    if (index >= 0) return servedAction(actions, index);
  }
  if (fallback !== undefined) return fallback;
  throw refused(
    `The model of policy ${id} cannot be trusted, and "${name}" declares no production to fall back to. Restore the workspace from a backup.`,
  );
}
