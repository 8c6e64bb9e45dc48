import type { Finding } from '../ope/finding.ts';
import type { Influence } from '../ope/influence.ts';
import { interval } from '../ope/interval.ts';
import { guardrailVerdict } from './guardrail-verdict.ts';
import { liftOver } from './lift.ts';
import { addUp, type Choice, type PolicySums, type RowFilter } from './policy-sums.ts';
import { sweepEstimators, type ScoringRows, type SweepEstimator } from './scoring-rows.ts';
import { estimateFrom, judgeSums, uniformHits } from './sum-estimates.ts';
import type { Guardrail, ObjectiveInterval, PointEstimate, PointFigures, RewardVerdict } from './sweep-result.ts';

/** What every point of one sweep is measured with, on one part of the log. */
export interface PointContext {
  readonly rows: ScoringRows;
  readonly objectives: readonly string[];
  readonly guardrails: readonly Guardrail[];
  readonly level: number;
  /** The headline estimator. */
  readonly estimator: SweepEstimator;
  /** Production's value of every reward on the same rows, by the same estimator. */
  readonly production: readonly Influence[];
  /** Per reward, whether production itself rests on too little for a number: nothing is then relative to it. */
  readonly productionRefused: readonly boolean[];
}

/** A context for all of the rows, or for those of one group. */
export function* makeContext(
  rows: ScoringRows,
  facts: Pick<PointContext, 'objectives' | 'guardrails' | 'level' | 'estimator'>,
  filter?: RowFilter,
): Generator<void, PointContext> {
  const policy = yield* addUp(rows, { arm: rows.production ?? 0 }, filter);
  const names = rows.rewards.length;
  if (rows.production !== undefined) {
    const production = Array.from({ length: names }, (_, reward) => estimateFrom(policy, facts.estimator, reward));
    const productionRefused = production.map((_, reward) => judgeSums(rows, policy, reward).refusals.length > 0);
    return { rows, ...facts, production, productionRefused };
  }
  // No arm is in production: what was logged is compared with.
  const sums = new Float64Array(rows.units * names);
  for (let row = 0; row < rows.n; row += 1) {
    if (filter !== undefined && filter.codes[row] !== filter.code) continue;
    const at = (rows.unit[row] ?? 0) * names;
    for (let reward = 0; reward < names; reward += 1) sums[at + reward] = (sums[at + reward] ?? 0) + (rows.rewards[reward]?.[row] ?? 0);
    if (row % 8_192 === 8_191) yield;
  }
  const production = Array.from({ length: names }, (_, reward): Influence => {
    let total = 0;
    for (let unit = 0; unit < rows.units; unit += 1) total += sums[unit * names + reward] ?? 0;
    const value = total / policy.rows;
    const scale = rows.units / policy.rows;
    const terms = Float64Array.from(policy.unitRows, (count, unit) => scale * ((sums[unit * names + reward] ?? 0) - count * value));
    return { value, terms };
  });
  return { rows, ...facts, production, productionRefused: production.map(() => false) };
}

/** A policy's figures with what they were made from. */
export interface MeasuredPolicy {
  readonly figures: PointFigures;
  readonly sums: PolicySums;
  /** Headline influences, one per objective. */
  readonly influences: readonly Influence[];
}

/** Measures one policy by every estimator. */
export function* measurePolicy(context: PointContext, choice: Choice, filter?: RowFilter): Generator<void, MeasuredPolicy> {
  const { rows, objectives, level, estimator, guardrails } = context;
  const sums = yield* addUp(rows, choice, filter);
  const values: Record<string, number> = {};
  const lifts: Record<string, number> = {};
  const liftIntervals: ObjectiveInterval[] = [];
  const intervals: ObjectiveInterval[] = [];
  const estimates: PointEstimate[] = [];
  const influences: Influence[] = [];
  const flags = new Map<string, Finding>();
  let refused = false;
  let judged = judgeSums(rows, sums, 0);
  for (const [index, objective] of objectives.entries()) {
    judged = judgeSums(rows, sums, index);
    if (judged.refusals.length > 0) refused = true;
    for (const finding of [...judged.refusals, ...judged.flags]) {
      const message = `${objective}: ${finding.message}`;
      flags.set(message, { ...finding, message });
    }
    for (const name of uniformHits(sums) > 0 ? [...sweepEstimators, 'replay' as const] : sweepEstimators) {
      const influence = estimateFrom(sums, name, index);
      const { low, high } = bounds(influence, objective, level);
      estimates.push({ estimator: name, objective, value: influence.value, low, high });
      if (name !== estimator) continue;
      influences.push(influence);
      values[objective] = influence.value;
      intervals.push({ objective, low, high, level });
      const base = context.productionRefused[index] === true ? undefined : context.production[index];
      const lift = base === undefined ? undefined : liftOver(influence, base, level, undefined);
      if (lift === undefined) continue;
      lifts[objective] = lift.value;
      liftIntervals.push({ objective, low: lift.low, high: lift.high, level });
    }
    yield;
  }
  const rewards: RewardVerdict[] = [];
  for (const [index, guardrail] of guardrails.entries()) {
    const reward = objectives.length + index;
    const base = context.production[reward];
    const influence = estimateFrom(sums, 'dr', reward);
    const lift = base === undefined ? undefined : liftOver(influence, base, level, undefined);
    if (base === undefined || lift === undefined) continue;
    const { low, high } = lift;
    // Too few events say neither that it holds nor that it does not.
    const scarce = context.productionRefused[reward] === true || judgeSums(rows, sums, reward).refusals.length > 0;
    rewards.push(
      scarce
        ? { ...guardrail, verdict: 'unclear' }
        : {
            ...guardrail,
            value: influence.value,
            production: base.value,
            lift: lift.value,
            low,
            high,
            verdict: guardrailVerdict(guardrail, low, high),
          },
    );
    yield;
  }
  const { hits } = sums;
  const { ess, meanWeight, meanWeightSe } = judged;
  const common = { hits, ess, meanWeight, meanWeightSe, refused, flags: [...flags.values()] };
  // A refused policy has reasons and no numbers.
  const figures: PointFigures = refused
    ? { ...common, values: {}, lifts: {}, liftIntervals: [], intervals: [], estimates: [], rewards: [] }
    : { ...common, values, lifts, liftIntervals, intervals, estimates, rewards };
  return { figures, sums, influences };
}

/** The interval of one figure. */
export function bounds(influence: Influence, objective: string, level: number): ObjectiveInterval {
  const { low, high } = interval(influence, level);
  return { objective, low, high, level };
}
