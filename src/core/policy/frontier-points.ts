import type { Finding } from '../ope/finding.ts';
import { meanInfluence, type Influence } from '../ope/influence.ts';
import { interval } from '../ope/interval.ts';
import type { ExplorationData } from './exploration-data.ts';
import { liftOver } from './lift.ts';
import {
  choicePredictions,
  estimateBy,
  judge,
  mixPredictions,
  scoreChoices,
  scoreMix,
  sweepEstimators,
  type ScoringRows,
  type SweepEstimator,
} from './scoring.ts';
import type { FrontierPoint, ObjectiveInterval, PointEstimate, StaticPoint } from './sweep-result.ts';

/** What every point of one sweep is measured with. */
export interface PointContext {
  readonly rows: ScoringRows;
  readonly objectives: readonly string[];
  readonly level: number;
  /** The headline estimator. */
  readonly estimator: SweepEstimator;
  /** Production's value per objective on the same rows, by the same estimator. */
  readonly production: readonly (Influence & { interval(level: number): ObjectiveInterval })[];
}

/** Production's values on the scoring rows: its arm by the headline estimator, or the logged mean where no arm is in production. */
export function productionInfluence(data: ExplorationData, rows: ScoringRows, estimator: SweepEstimator): PointContext['production'] {
  const { production } = data;
  const chosen = new Int32Array(rows.n).fill(production ?? 0);
  const policy = scoreChoices(rows, chosen);
  return data.objectives.map((objective, index) => {
    const influence =
      production === undefined
        ? meanInfluence((rows.rewards[index] ?? new Float64Array(rows.n)).slice())
        : estimateBy(estimator, rows, index, policy, choicePredictions(rows, index, chosen));
    return { ...influence, interval: (level) => bounds(influence, objective, level, rows) };
  });
}

/** One point of the frontier; the headline influences are left in `influences`, one per objective. */
export function* evaluatePoint(
  context: PointContext,
  alpha: number | readonly number[],
  chosen: Int32Array,
  influences: Influence[],
): Generator<void, FrontierPoint> {
  const { rows, objectives, level, estimator } = context;
  const policy = scoreChoices(rows, chosen);
  const values: Record<string, number> = {};
  const lifts: Record<string, number> = {};
  const liftIntervals: ObjectiveInterval[] = [];
  const intervals: ObjectiveInterval[] = [];
  const estimates: PointEstimate[] = [];
  const flags = new Map<string, Finding>();
  let ess = 0;
  let refused = false;
  for (const [index, objective] of objectives.entries()) {
    const qTarget = choicePredictions(rows, index, chosen);
    yield;
    const judged = judge(rows, index, policy);
    ess = judged.ess;
    if (judged.refusals.length > 0) refused = true;
    for (const finding of [...judged.refusals, ...judged.flags]) {
      const message = `${objective}: ${finding.message}`;
      flags.set(message, { ...finding, message });
    }
    yield;
    for (const name of sweepEstimators) {
      const influence = estimateBy(name, rows, index, policy, qTarget);
      yield;
      const { low, high } = bounds(influence, objective, level, rows);
      estimates.push({ estimator: name, objective, value: influence.value, low, high });
      yield;
      if (name !== estimator) continue;
      influences.push(influence);
      values[objective] = influence.value;
      intervals.push({ objective, low, high, level });
      const base = context.production[index];
      const lift = base === undefined ? undefined : liftOver(influence, base, level, rows.clusters);
      if (lift === undefined) continue;
      lifts[objective] = lift.value;
      liftIntervals.push({ objective, low: lift.low, high: lift.high, level });
    }
    yield;
  }
  const common = { alpha, hits: policy.hits, ess, flags: [...flags.values()], shares: policy.shares };
  // A refused policy has reasons and no numbers.
  if (refused) return { ...common, values: {}, lifts: {}, liftIntervals: [], intervals: [], estimates: [], status: 'refused' };
  return { ...common, values, lifts, liftIntervals, intervals, estimates, status: 'efficient' };
}

/** One arm for every request, by the headline estimator on the same rows. */
export function* evaluateStatic(context: PointContext, arm: number, name: string, production: boolean): Generator<void, StaticPoint> {
  const { rows, objectives, level, estimator } = context;
  const chosen = new Int32Array(rows.n).fill(arm);
  const policy = scoreChoices(rows, chosen);
  const values: Record<string, number> = {};
  const intervals: ObjectiveInterval[] = [];
  let refused = false;
  for (const [index, objective] of objectives.entries()) {
    if (judge(rows, index, policy).refusals.length > 0) refused = true;
    yield;
    const influence = estimateBy(estimator, rows, index, policy, choicePredictions(rows, index, chosen));
    yield;
    values[objective] = influence.value;
    intervals.push(bounds(influence, objective, level, rows));
  }
  const common = { action: arm, name, rows: policy.hits, production };
  return refused ? { ...common, values: {}, intervals: [], status: 'refused' } : { ...common, values, intervals, status: 'efficient' };
}

/** A fixed mix of arms with a policy's own shares, on the same rows. */
export function matchStatic(
  context: PointContext,
  shares: readonly number[],
): { readonly values: Readonly<Record<string, number>>; readonly intervals: readonly ObjectiveInterval[] } {
  const { rows, objectives, level, estimator } = context;
  const policy = scoreMix(rows, shares);
  const values: Record<string, number> = {};
  const intervals = objectives.map((objective, index) => {
    const influence = estimateBy(estimator, rows, index, policy, mixPredictions(rows, index, shares));
    values[objective] = influence.value;
    return bounds(influence, objective, level, rows);
  });
  return { values, intervals };
}

function bounds(influence: Influence, objective: string, level: number, rows: ScoringRows): ObjectiveInterval {
  const { low, high } = interval(influence, level, rows.clusters === undefined ? {} : { clusters: rows.clusters });
  return { objective, low, high, level };
}
