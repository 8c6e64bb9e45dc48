import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Register } from '../../../contract/policies.ts';
import { choiceWords } from '../../../core/register/chosen-policy.ts';
import type { ChainEntry } from '../../../core/register/chain.ts';
import type { DrillCase, RegisterEvent } from '../../../core/register/events.ts';
import { applyDeed, emptyRegister, type RegisterState, ruleBroken } from '../../../core/register/register-state.ts';
import { type ChainProblem, verifyChain } from '../../../core/register/verify-chain.ts';
import type { Store } from '../../store/types.ts';
import { sha256 } from './digest.ts';
import { registerEvent } from './event-schema.ts';

/** The stored chain, what it amounts to, and every fault it shows by itself. */
export interface ReadRegister {
  readonly entries: readonly ChainEntry[];
  readonly state: RegisterState;
  readonly problems: readonly ChainProblem[];
}

/** Reads and checks the chain: its links, and that each step was allowed when it was taken. */
export function readRegister(store: Store): ReadRegister {
  const entries = store.register.entries();
  const problems = [...verifyChain(entries, sha256)];
  let state = emptyRegister;
  for (const entry of entries) {
    const { seq, who, at } = entry;
    const event = readEvent(entry);
    if (event === undefined) {
      problems.push({ code: 'shape', seq, message: `Entry ${seq} does not hold what a "${entry.what}" entry records.` });
      continue;
    }
    const broken = ruleBroken(state, { event, who, at });
    if (broken === undefined) state = applyDeed(state, { event, who, at });
    else problems.push({ code: 'rule', seq, message: `Entry ${seq} was not allowed: ${broken}` });
  }
  return { entries, state, problems };
}

/** Holds every stored snapshot to the hash the chain names; gives the thread back after each. */
export async function checkSnapshots(store: Store, state: RegisterState): Promise<readonly ChainProblem[]> {
  const problems: ChainProblem[] = [];
  for (const { id, hash } of state.snapshots.values()) {
    const body = store.register.snapshot(hash);
    if (body === undefined) problems.push({ code: 'snapshot', message: `Snapshot ${id} is gone.` });
    else if (sha256(body) !== hash) problems.push({ code: 'snapshot', message: `Snapshot ${id} was changed after it was frozen.` });
    await nextTurn();
  }
  return problems;
}

/** The register as a client sees it. */
export function toRegister({ entries, state }: ReadRegister, problems: readonly ChainProblem[]): Register {
  const last = entries.at(-1);
  return {
    policies: [...state.policies.values()].reverse(),
    snapshots: [...state.snapshots.values()].reverse(),
    weights: state.weights.toReversed(),
    audit: entries.map((entry) => {
      const { seq, at, who, what, hash, previous } = entry;
      return { seq, at, who, what, hash, previous, summary: summarise(readEvent(entry)) };
    }),
    ...(last === undefined ? {} : { head: { seq: last.seq, hash: last.hash } }),
    chainValid: problems.length === 0,
    problems,
  };
}

function readEvent(entry: ChainEntry): RegisterEvent | undefined {
  let payload: unknown;
  try {
    payload = JSON.parse(entry.payload);
  } catch {
    return undefined;
  }
  const read = registerEvent.safeParse(payload);
  return read.success && read.data.what === entry.what ? read.data : undefined;
}

function summarise(event: RegisterEvent | undefined): string {
  switch (event?.what) {
    case undefined:
      return 'cannot be read';
    case 'snapshot':
      return `froze the frontier of run ${event.run} on ${event.dataset} as snapshot ${event.snapshot}`;
    case 'propose':
      return `proposed policy ${event.policy} for ${event.dataset}: ${choiceWords(event)} of snapshot ${event.snapshot}. ${event.reason}`;
    case 'approve':
      return `approved policy ${event.policy}; it is live on ${event.dataset} from here on`;
    case 'rollback':
      return `rolled ${event.dataset} back from policy ${event.from} to ${event.to === 'production' ? "the log's production" : `policy ${event.to}`}. ${event.reason}`;
    case 'drill':
      return `drilled policy ${event.policy} on request ${event.request}: ${drillWords(event.cases)}`;
    case 'weights':
      return `saved version ${event.version} of the weights "${event.name}". ${event.reason}`;
  }
}

function drillWords(cases: readonly DrillCase[]): string {
  const failed = cases.filter(({ held }) => !held).map(({ injected }) => (injected === 'none' ? 'the healthy request' : injected));
  return failed.length === 0 ? `all ${cases.length} answers were as they should be` : `not as it should be: ${failed.join(', ')}`;
}
