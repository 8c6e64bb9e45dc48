import { canonicalJson } from './canonical-json.ts';
import type { PolicyFigures } from '../policy/sweep-result.ts';
import { type ActionChoice, actionChoice } from './action-choice.ts';
import type { ChainHead, Digest } from './chain.ts';
import { chosenPolicy, placeOf } from './chosen-policy.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { type ServingRule, servingRule } from '../serving/serving-rule.ts';
import type { PolicyNetwork } from './policy-network.ts';
import type { OperatingPolicy, RegisteredSnapshot } from './register-state.ts';
import type { FrontierSnapshot } from './snapshot.ts';
import type { ChainProblem } from './verify-chain.ts';

/** A number of the export with its place (RFC 6901), so that a reader can tell that it reads the file rightly. */
export interface ProbeValue {
  readonly pointer: string;
  readonly value: number;
}

/** An operating policy as it leaves the console: one JSON file that stands alone. */
export interface PolicyExport {
  readonly schema: 'paretoscope-operating-policy';
  /** 2; files of version 1 hold no `choice` and are read for audits. */
  readonly version: 1 | 2;
  readonly policy: OperatingPolicy;
  /** How it takes an action. Absent only from files of version 1. */
  readonly choice?: ActionChoice;
  /** What the numbers are and are not. */
  readonly evidence: { readonly rows: Evidence['rows']; readonly note: string };
  readonly snapshot: { readonly id: number; readonly hash: string; readonly body: FrontierSnapshot };
  /** The register's last entry when this was written: `policy audit --against` holds a later chain to it. */
  readonly head: ChainHead;
  readonly probe: readonly ProbeValue[];
  /** When the static weights are served instead, and which. */
  readonly serving: ServingRule;
  /** Absent where the policy was not learned as a net, or its log is no longer in the workspace. */
  readonly network?: PolicyNetwork;
  /** Digest of everything above. */
  readonly hash: string;
}

export function makeExport(
  parts: {
    readonly policy: OperatingPolicy;
    readonly snapshot: RegisteredSnapshot;
    readonly body: FrontierSnapshot;
    readonly head: ChainHead;
    readonly network?: PolicyNetwork | undefined;
  },
  digest: Digest,
): PolicyExport {
  const { policy, snapshot, body, head, network } = parts;
  const figures = chosenPolicy(body.result, policy);
  const choice = actionChoice(body, policy);
  if (figures === undefined || choice === undefined) throw new RangeError(`the snapshot does not hold policy ${policy.id}`);
  const { rows, note } = evidenceOf(figures);
  // Without a net nothing is asked, and so no column is needed.
  const cohort = choice.type === 'cohorts' && network !== undefined ? choice.column : undefined;
  const document = {
    schema: 'paretoscope-operating-policy',
    version: 2,
    policy,
    choice,
    evidence: { rows, note },
    snapshot: { id: snapshot.id, hash: snapshot.hash, body },
    head,
    probe: probeOf(body, placeOf(policy), figures),
    serving: servingRule(body, figures, { features: network?.features.map(({ column }) => column) ?? [], cohort }, policy.serving),
    ...(network === undefined ? {} : { network }),
  } as const;
  return { ...document, hash: digest(canonicalJson(document)) };
}

/** The chosen policy's values, lifts and hits, and production's values. */
function probeOf({ result }: FrontierSnapshot, place: readonly [string, number], point: PolicyFigures): readonly ProbeValue[] {
  const confirmed = point.confirm;
  const at = (path: readonly (string | number)[], value: number | undefined): readonly ProbeValue[] =>
    value === undefined ? [] : [{ pointer: ['', 'snapshot', 'body', 'result', ...path].map(escapePart).join('/'), value }];
  return [
    ...result.objectives.flatMap((objective) => [
      ...at([...place, 'values', objective], point.values[objective]),
      ...at([...place, 'lifts', objective], point.lifts[objective]),
      ...at([...place, 'confirm', 'lifts', objective], confirmed?.lifts[objective]),
      ...at(['baseline', 'scored', 'values', objective], result.baseline.scored.values[objective]),
      ...at(['divisors', objective], result.divisors[objective]),
    ]),
    ...at([...place, 'hits'], point.hits),
    ...at([...place, 'ess'], point.ess),
  ];
}

function escapePart(part: string | number): string {
  return String(part).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Faults that an export shows by itself: something in the file was changed. */
export function verifyExport(document: PolicyExport, digest: Digest): readonly ChainProblem[] {
  const { hash, ...rest } = document;
  const problems: ChainProblem[] = [];
  if (digest(canonicalJson(rest)) !== hash) problems.push(fault('The export was changed after it was written.'));
  if (digest(canonicalJson(document.snapshot.body)) !== document.snapshot.hash)
    problems.push(fault('The snapshot inside the export is not the one its hash names.'));
  for (const { pointer, value } of document.probe) {
    const found = valueAt(document, pointer);
    if (found !== value) problems.push(fault(`The export's probe expects ${value} at ${pointer} and finds ${String(found)}.`));
  }
  return problems;
}

/** Faults against the register: the policy or the snapshot of the export is not what was recorded. The state may have moved on since. */
export function compareExport(
  document: PolicyExport,
  policy: OperatingPolicy | undefined,
  snapshot: RegisteredSnapshot | undefined,
): readonly ChainProblem[] {
  const problems: ChainProblem[] = [];
  if (policy === undefined || fixedPart(policy) !== fixedPart(document.policy))
    problems.push(fault(`Policy ${document.policy.id} of the export is not the one in the register.`));
  if (snapshot === undefined || snapshot.hash !== document.snapshot.hash)
    problems.push(fault(`Snapshot ${document.snapshot.id} of the export is not the one in the register.`));
  return problems;
}

/** What never changes once a policy is approved. */
const fixedMembers = [
  'id',
  'dataset',
  'snapshot',
  'point',
  'alpha',
  'beside',
  'reason',
  'guardrails',
  'proposedBy',
  'proposedAt',
  'approvedBy',
  'approvedAt',
  'serving',
  'fallback',
] as const satisfies readonly (keyof OperatingPolicy)[];

function fixedPart(policy: OperatingPolicy): string {
  return canonicalJson(Object.fromEntries(fixedMembers.map((name) => [name, policy[name]])));
}

function valueAt(document: unknown, pointer: string): unknown {
  let value: unknown = document;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

function fault(message: string): ChainProblem {
  return { code: 'export', message };
}
