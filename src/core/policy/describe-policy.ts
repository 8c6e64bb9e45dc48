import type { Influence } from '../ope/influence.ts';
import type { ExplorationData } from './exploration-data.ts';
import { measurePolicy, type PointContext } from './frontier-points.ts';
import type { PlannedPolicy } from './plan-policies.ts';
import { estimateFrom, losingUnits } from './sum-estimates.ts';
import type { PointFigures, PolicyFigures, StaticPoint } from './sweep-result.ts';

/** A policy's figures, and what comparisons with others are made of. */
export interface DescribedPolicy {
  readonly figures: PointFigures;
  readonly policy: Omit<PolicyFigures, 'status' | 'bootstrap'>;
  readonly influences: readonly Influence[];
  readonly guardrailInfluences: readonly Influence[];
  /** What the learned model predicts of it, per objective. */
  readonly direct: readonly number[];
  readonly infeasible: boolean;
}

/** Measures a policy on the scored rows and on those that confirm. */
export function* describePolicy(
  data: ExplorationData,
  context: PointContext,
  confirmContext: PointContext | undefined,
  planned: Pick<PlannedPolicy, 'choose'>,
  statics: readonly StaticPoint[],
): Generator<void, DescribedPolicy> {
  const { rows, objectives, guardrails } = context;
  const { figures, sums, influences } = yield* measurePolicy(context, { chosen: yield* planned.choose(rows, 'score') });
  const confirm =
    confirmContext === undefined
      ? undefined
      : (yield* measurePolicy(confirmContext, { chosen: yield* planned.choose(confirmContext.rows, 'confirm') })).figures;
  const { shares } = sums;
  const matched = objectives.flatMap((objective) => {
    const value = shares.reduce(
      (sum, share, arm) => (share === 0 ? sum : sum + share * (statics[arm]?.values[objective] ?? Number.NaN)),
      0,
    );
    return Number.isNaN(value) ? [] : [[objective, value] as const];
  });
  const weights = data.actionWeights;
  const meanWeights =
    weights === undefined
      ? undefined
      : Object.fromEntries(
          weights.heads.map((head, index) => [
            head,
            shares.reduce((sum, share, arm) => sum + share * (weights.values[arm]?.[index] ?? 0), 0),
          ]),
        );
  return {
    figures,
    policy: {
      ...figures,
      shares,
      ...(confirm === undefined ? {} : { confirm }),
      losers:
        rows.production === undefined
          ? []
          : objectives.map((objective, index) => ({
              objective,
              requests: (sums.losing[index] ?? 0) / sums.rows,
              users: losingUnits(sums, index),
            })),
      changed: rows.production === undefined ? 1 : sums.changed / sums.rows,
      ...(meanWeights === undefined ? {} : { meanWeights }),
      matched: Object.fromEntries(matched),
    },
    influences,
    guardrailInfluences: guardrails.map((_, index) => estimateFrom(sums, 'dr', objectives.length + index)),
    direct: objectives.map((_, index) => estimateFrom(sums, 'dm', index).value),
    infeasible: figures.rewards.some(({ verdict }) => verdict === 'violated'),
  };
}
