import { z } from 'zod';
import type { ChainHead } from '../core/register/chain.ts';
import type { Evidence } from '../core/register/evidence.ts';
import type { DiffRow } from '../core/register/diff-snapshots.ts';
import type { OperatingPolicy, RegisteredSnapshot, WeightConfig } from '../core/register/register-state.ts';
import type { FrontierSnapshot } from '../core/register/snapshot.ts';
import type { ChainProblem } from '../core/register/verify-chain.ts';
import { call, datasetName, nothing, returns } from './procedure.ts';

/** One line of the audit chain as shown; `summary` says in words what was done. */
export interface AuditEntry {
  readonly seq: number;
  readonly at: string;
  readonly who: string;
  readonly what: string;
  readonly hash: string;
  readonly previous: string;
  readonly summary: string;
}

/** The whole register and whether it can be trusted. */
export interface Register {
  /** Newest first. */
  readonly policies: readonly OperatingPolicy[];
  readonly snapshots: readonly RegisteredSnapshot[];
  readonly weights: readonly WeightConfig[];
  readonly audit: readonly AuditEntry[];
  readonly head?: ChainHead;
  readonly chainValid: boolean;
  readonly problems: readonly ChainProblem[];
}

/** One policy with the frontier it was chosen from. */
export interface PolicyDetail {
  readonly policy: OperatingPolicy;
  readonly snapshot: RegisteredSnapshot;
  readonly body: FrontierSnapshot;
  /** The figures that stand for it, and what they are and are not. */
  readonly evidence: Evidence;
}

/** A declared name: the console has no accounts, so it is taken at its word and written down. */
export const declaredName = z.string().trim().min(1, 'a name is needed').max(80);
const reason = z.string().trim().min(1, 'a reason is needed').max(2_000);
const policyId = z.int().min(1);

export const proposeInput = z
  .strictObject({
    run: z.int(),
    /** Index into the run's points. */
    point: z.int().min(0).optional(),
    /** Or index into the policies beside its frontier. */
    beside: z.int().min(0).optional(),
    by: declaredName,
    reason,
    /** Largest accepted loss per objective, as a share of production; 0.01 where none is given. */
    margins: z.record(z.string().max(200), z.number().min(0).max(1)).optional(),
    /** When static weights are served instead: 50 ms and 30 days where it is not said. */
    serving: z.strictObject({ budgetMs: z.number().min(1).max(60_000), maxAgeDays: z.number().min(1).max(3_650) }).optional(),
  })
  .refine(({ point, beside }) => (point === undefined) !== (beside === undefined), 'name either a point or a policy beside the frontier');
export type ProposeInput = z.infer<typeof proposeInput>;

export const rollbackInput = z.strictObject({
  dataset: datasetName,
  to: z.union([policyId, z.literal('production')]),
  by: declaredName,
  reason,
});
export type RollbackInput = z.infer<typeof rollbackInput>;

export const policiesContract = {
  'policies.list': call(nothing, returns<Register>()),
  'policies.get': call(z.strictObject({ policy: policyId }), returns<PolicyDetail>()),
  /** Freezes the run's sweep (once) and proposes one of its points, or of the policies beside them. */
  'policies.propose': call(proposeInput, returns<{ readonly policy: OperatingPolicy }>()),
  'policies.approve': call(z.strictObject({ policy: policyId, by: declaredName }), returns<{ readonly policy: OperatingPolicy }>()),
  'policies.rollback': call(rollbackInput, returns<{ readonly policies: readonly OperatingPolicy[] }>()),
  /** An approved policy as one JSON text that carries the head of the chain. */
  'policies.export': call(
    z.strictObject({ policy: policyId }),
    returns<{ readonly fileName: string; readonly text: string; readonly head: ChainHead }>(),
  ),
  /** The same as one HTML page for people, that loads nothing from anywhere. */
  'policies.report': call(z.strictObject({ policy: policyId }), returns<{ readonly fileName: string; readonly text: string }>()),
  /** Checks the whole chain and every snapshot; with the text of an earlier export, also that nothing was cut off or rewritten since. */
  'policies.audit': call(z.strictObject({ against: z.string().max(64_000_000).optional() }), returns<Register>()),
  'policies.diff': call(
    z.strictObject({ snapshots: z.array(z.int().min(1)).min(1).max(200) }),
    returns<{ readonly snapshots: readonly RegisteredSnapshot[]; readonly rows: readonly DiffRow[] }>(),
  ),
  /** Adds the next version of a named set of utility weights. */
  'policies.saveWeights': call(
    z.strictObject({
      name: z.string().trim().min(1).max(80),
      weights: z
        .record(z.string().min(1).max(200), z.number())
        .refine((weights) => Object.keys(weights).length > 0, 'at least one weight is needed'),
      by: declaredName,
      reason,
    }),
    returns<{ readonly config: WeightConfig }>(),
  ),
};
