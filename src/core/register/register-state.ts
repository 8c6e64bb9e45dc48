import type { PolicyChoice } from './chosen-policy.ts';
import type { GuardrailVerdict } from './guardrails.ts';
import type { ServingLimits, StaticFallback } from '../serving/serving-rule.ts';
import type { DrillCase, RegisterEvent } from './events.ts';

/** `live` is what the dataset runs on; `superseded` was live until another was approved; `rolled-back` was taken back. */
export type PolicyState = 'proposed' | 'live' | 'superseded' | 'rolled-back';

export interface OperatingPolicy extends PolicyChoice {
  readonly id: number;
  readonly dataset: string;
  readonly snapshot: number;
  readonly reason: string;
  readonly guardrails: readonly GuardrailVerdict[];
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly state: PolicyState;
  /** Absent where the usual limits hold. */
  readonly serving?: ServingLimits;
  /** Absent from proposals of earlier versions. */
  readonly fallback?: StaticFallback;
  /** The last drill. */
  readonly drill?: { readonly by: string; readonly at: string; readonly cases: readonly DrillCase[] };
  readonly approvedBy?: string;
  readonly approvedAt?: string;
  readonly rolledBackBy?: string;
  readonly rolledBackAt?: string;
  readonly rollbackReason?: string;
}

export interface RegisteredSnapshot {
  readonly id: number;
  readonly hash: string;
  readonly dataset: string;
  readonly log: string;
  readonly run: number;
  readonly by: string;
  readonly at: string;
}

export interface WeightConfig {
  readonly name: string;
  readonly version: number;
  readonly weights: Readonly<Record<string, number>>;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

/** What the events so far amount to. */
export interface RegisterState {
  readonly policies: ReadonlyMap<number, OperatingPolicy>;
  readonly snapshots: ReadonlyMap<number, RegisteredSnapshot>;
  readonly weights: readonly WeightConfig[];
  /** The live policy of each dataset that has one. */
  readonly live: ReadonlyMap<string, number>;
}

export const emptyRegister: RegisterState = { policies: new Map(), snapshots: new Map(), weights: [], live: new Map() };

/** An event with who did it and when. */
export interface Deed {
  readonly event: RegisterEvent;
  readonly who: string;
  readonly at: string;
}

/** Two spellings of one name are one person: case, width and spaces do not make a second. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

/** Why a deed is not allowed in a state, in a sentence for the person; undefined when it is. */
export function ruleBroken(state: RegisterState, { event, who }: Deed): string | undefined {
  if (nameKey(who) === '') return 'A name is needed: the register says who did what.';
  if ('reason' in event && event.reason.trim() === '') return 'A reason is needed: the register keeps it for those who ask later.';
  switch (event.what) {
    case 'snapshot':
      return event.snapshot === state.snapshots.size + 1 ? undefined : `Snapshot ${event.snapshot} is out of turn.`;
    case 'propose':
      return proposalRule(state, event);
    case 'approve':
      return approvalRule(state, event.policy, who);
    case 'rollback':
      return rollbackRule(state, event);
    case 'drill':
      return drillRule(state, event);
    case 'weights': {
      const versions = state.weights.filter(({ name }) => name === event.name).length;
      if (event.name.trim() === '' || Object.keys(event.weights).length === 0) return 'A weight config has a name and at least one weight.';
      return event.version === versions + 1 ? undefined : `Version ${event.version} of ${event.name} is out of turn.`;
    }
  }
}

function proposalRule(state: RegisterState, event: Extract<RegisterEvent, { what: 'propose' }>): string | undefined {
  const snapshot = state.snapshots.get(event.snapshot);
  if (snapshot === undefined || snapshot.dataset !== event.dataset) return `Snapshot ${event.snapshot} is not one of ${event.dataset}.`;
  if (event.policy !== state.policies.size + 1) return `Policy ${event.policy} is out of turn.`;
  if ((event.point === undefined) === (event.beside === undefined))
    return 'A proposal is for one policy: a point, or one beside the frontier.';
  if (event.status === 'refused')
    return event.beside === undefined
      ? 'The log carries no number for this point, so it cannot be proposed. Choose a point that has one.'
      : 'The log carries no number for this policy, so it cannot be proposed. Choose one that has a number.';
  const broken = event.guardrails.find(({ verdict }) => verdict === 'broken');
  if (broken === undefined) return undefined;
  return `${broken.objective} falls by more than its margin of ${percent(broken.margin)}: its lift is at most ${percent(broken.high ?? 0)}. Choose another ${event.beside === undefined ? 'point' : 'policy'}, or state a wider margin.`;
}

function approvalRule(state: RegisterState, id: number, who: string): string | undefined {
  const policy = state.policies.get(id);
  if (policy === undefined) return `There is no policy ${id}.`;
  if (policy.state !== 'proposed') return `Policy ${id} was approved already.`;
  if (nameKey(policy.proposedBy) === nameKey(who)) return `${policy.proposedBy} proposed policy ${id}; a second person approves it.`;
  return undefined;
}

function drillRule(state: RegisterState, event: Extract<RegisterEvent, { what: 'drill' }>): string | undefined {
  const policy = state.policies.get(event.policy);
  if (policy === undefined || policy.dataset !== event.dataset) return `There is no policy ${event.policy} of ${event.dataset}.`;
  return event.cases.length === 0 ? 'A drill has at least one case.' : undefined;
}

function rollbackRule(state: RegisterState, event: Extract<RegisterEvent, { what: 'rollback' }>): string | undefined {
  if (state.live.get(event.dataset) !== event.from) return `Policy ${event.from} is not live on ${event.dataset}.`;
  if (event.to === 'production') return undefined;
  const target = state.policies.get(event.to);
  if (target === undefined || target.dataset !== event.dataset) return `There is no policy ${event.to} of ${event.dataset}.`;
  if (target.state === 'superseded') return undefined;
  const why = { proposed: 'was never approved', live: 'is live already', 'rolled-back': 'was rolled back itself; propose it again' };
  return `Policy ${event.to} ${why[target.state]}. Roll back to an earlier approved policy, or to production.`;
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))}%`;
}

/** The state after a deed that `ruleBroken` allows. */
export function applyDeed(state: RegisterState, { event, who, at }: Deed): RegisterState {
  switch (event.what) {
    case 'snapshot': {
      const { snapshot: id, hash, dataset, log, run } = event;
      return { ...state, snapshots: new Map(state.snapshots).set(id, { id, hash, dataset, log, run, by: who, at }) };
    }
    case 'propose': {
      const { what: _, policy: id, status: _status, ...proposal } = event;
      const proposed: OperatingPolicy = { id, ...proposal, proposedBy: who, proposedAt: at, state: 'proposed' };
      return { ...state, policies: new Map(state.policies).set(id, proposed) };
    }
    case 'approve': {
      const policies = new Map(state.policies);
      change(policies, state.live.get(event.dataset), { state: 'superseded' });
      change(policies, event.policy, { state: 'live', approvedBy: who, approvedAt: at });
      return { ...state, policies, live: new Map(state.live).set(event.dataset, event.policy) };
    }
    case 'rollback': {
      const policies = new Map(state.policies);
      const live = new Map(state.live);
      change(policies, event.from, { state: 'rolled-back', rolledBackBy: who, rolledBackAt: at, rollbackReason: event.reason });
      live.delete(event.dataset);
      if (event.to !== 'production') {
        change(policies, event.to, { state: 'live' });
        live.set(event.dataset, event.to);
      }
      return { ...state, policies, live };
    }
    case 'drill': {
      const policies = new Map(state.policies);
      change(policies, event.policy, { drill: { by: who, at, cases: event.cases } });
      return { ...state, policies };
    }
    case 'weights': {
      const { name, version, weights, reason } = event;
      return { ...state, weights: [...state.weights, { name, version, weights, reason, by: who, at }] };
    }
  }
}

function change(policies: Map<number, OperatingPolicy>, id: number | undefined, changes: Partial<OperatingPolicy>): void {
  const policy = id === undefined ? undefined : policies.get(id);
  if (policy !== undefined) policies.set(policy.id, { ...policy, ...changes });
}
