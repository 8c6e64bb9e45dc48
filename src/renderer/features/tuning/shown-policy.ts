import type { PolicyFigures, PolicyPoint, SweepResult } from '../../../core/policy/sweep-result.ts';
import type { Parameters } from '../../shell/address.ts';
import { alphaLabel } from './alpha-span.ts';
import { startingPoint } from './starting-point.ts';

/** What the desk is set to: where the slider stands, and a policy beside the frontier where one is looked at instead. */
export interface Selection {
  readonly point: number;
  readonly beside?: number;
}

/** What an address names; where it names nothing that the run has, a reader starts on the frontier. */
export function selectionOf(result: SweepResult, { point, beside }: Parameters): Selection {
  const [asked, other] = [Number(point ?? NaN), Number(beside ?? NaN)];
  return {
    point: Number.isInteger(asked) && result.points[asked] !== undefined ? asked : startingPoint(result),
    ...(result.policies?.[other] === undefined ? {} : { beside: other }),
  };
}

/** One policy of a run, whichever kind it is. */
export interface ShownPolicy {
  /** Tells it from all others of the run. */
  readonly key: string;
  readonly title: string;
  readonly figures: PolicyFigures;
  /** As a proposal names it. */
  readonly choice: { readonly point: number } | { readonly beside: number };
  /** Present where it is beside the frontier. */
  readonly beside?: PolicyPoint;
}

/** The policy that a selection means; undefined where the run has none there. */
export function shownPolicy(result: SweepResult, { point, beside }: Selection): ShownPolicy | undefined {
  if (beside === undefined) {
    const figures = result.points[point];
    if (figures === undefined) return undefined;
    return { key: `p${point}`, title: `alpha ${alphaLabel(figures)}`, figures, choice: { point } };
  }
  const policy = result.policies?.[beside];
  return policy === undefined
    ? undefined
    : { key: `o${beside}`, title: shortName(policy), figures: policy, choice: { beside }, beside: policy };
}

/** The name without what it was learned for. */
export function shortName({ name }: Pick<PolicyPoint, 'name'>): string {
  return name.split(', ')[0] ?? name;
}

/** A policy beside the frontier of a run that was swept before such policies were kept. */
export const noRule =
  'This run was swept by an earlier version and does not hold how this policy chooses. Sweep again to propose or explain it.';

/** Why a policy cannot be proposed, for its button; undefined where it can. */
export function proposalHindrance({ figures, beside }: Pick<ShownPolicy, 'figures' | 'beside'>): string | undefined {
  if (figures.status === 'refused') return 'A policy without a number cannot be proposed';
  if (beside !== undefined && beside.rule === undefined) return noRule;
  return undefined;
}
