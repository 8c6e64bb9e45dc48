import { thresholds } from '../ope/thresholds.ts';
import { buildAlphaCurve, type CurveRows, tooLittle } from './alpha-curve.ts';
import { chooseAlphas, simplexGrid } from './alphas.ts';
import { type Breakpoints, listBreakpoints } from './breakpoints.ts';
import { choicesAt } from './choice-table.ts';
import { choosing } from './choose-actions.ts';
import { chebyshevChoices, constrainedWeights, meanPreference, refineGrid, type WeightedChoice } from './many-objectives.ts';
import { nonDegrading } from './non-degrading.ts';
import { type ScoringRows, slicePredictions, type SweepEstimator } from './scoring-rows.ts';
import type { SweepCurve } from './sweep-result.ts';

/** A policy that can be applied to any rows with predictions. */
export interface PlannedPolicy {
  readonly alpha: number | readonly number[];
  /** One weight per raw unit of each objective. */
  readonly weights: readonly number[];
  readonly method?: WeightedChoice['method'];
  readonly choose: (rows: ScoringRows, part: 'score' | 'confirm') => Generator<void, ArrayLike<number>>;
}

export interface Plan {
  readonly policies: readonly PlannedPolicy[];
  readonly breakpoints: Breakpoints;
  readonly curve?: SweepCurve;
  readonly nonDegrading: readonly { readonly low: number; readonly high: number }[];
  /** Where four fifths of all changes lie: beyond it one objective has all the say. */
  readonly middle: { readonly low: number; readonly high: number };
  /** Two objectives only. */
  readonly divisors?: readonly [number, number];
}

const curveSteps = 200;
/** Rows that weights are tried on before a policy is planned. */
const trialRows = 20_000;

/**
 * Which policies are looked at: by alpha for two objectives, by weights for more. Nothing of what is scored decides it. `production` are its values, NaN where
 * one is refused.
 */
export function* planPolicies(
  rows: ScoringRows,
  divisors: readonly number[],
  estimator: SweepEstimator,
  production: readonly number[],
): Generator<void, Plan> {
  if (rows.objectives !== 2) {
    return {
      policies: yield* planMany(rows, divisors),
      breakpoints: { count: 0, listed: [] },
      nonDegrading: [],
      middle: { low: 0, high: 1 },
    };
  }
  const pair = [divisors[0] ?? 1, divisors[1] ?? 1] as const;
  const curve = yield* buildAlphaCurve(curveRowsOf(rows, pair));
  const changes = yield* curve.steps.alphas();
  const alphas = chooseAlphas(changes);
  const tables = new Map<ScoringRows, readonly Uint16Array[]>();
  const policies = alphas.map((alpha, place): PlannedPolicy => ({
    alpha,
    weights: [(1 - alpha) / pair[0], alpha / pair[1]],
    *choose(own) {
      const known = tables.get(own) ?? (yield* choicesAt(curveRowsOf(own, pair), alphas));
      tables.set(own, known);
      return known[place] ?? new Uint16Array(own.n);
    },
  }));
  const read = Array.from({ length: curveSteps + 1 }, (_, step) => step / curveSteps);
  const found = read.map((alpha) => curve.at(alpha));
  const each = (value: (point: (typeof found)[number]) => readonly [number, number]) =>
    [0, 1].map((index) => found.map((point) => value(point)[index] ?? Number.NaN));
  const alike = rows.predictions[0]?.stride === 0 && rows.predictions[1]?.stride === 0;
  return {
    policies,
    breakpoints: yield* listBreakpoints(changes, alike ? 1 : rows.n),
    curve: {
      alphas: read,
      values: each((point) => (tooLittle(point) ? none : point[estimator])),
      rewardAtHit: each((point) => (tooLittle(point) || point.exploredHits < thresholds.refuseHits ? none : point.rewardAtHit)),
      hits: found.map(({ hits }) => hits),
    },
    nonDegrading: yield* nonDegrading(curve, changes, estimator, [production[0] ?? Number.NaN, production[1] ?? Number.NaN]),
    middle: { low: changes[Math.floor(0.1 * changes.length)] ?? 0, high: changes[Math.floor(0.9 * changes.length)] ?? 1 },
    divisors: pair,
  };
}

const none = [Number.NaN, Number.NaN] as const;

/** The rows as the exact sweep takes them. */
export function curveRowsOf(rows: ScoringRows, divisors: readonly [number, number]): CurveRows {
  const [first, second] = rows.predictions;
  const [one, two] = rows.rewards;
  if (first === undefined || second === undefined || one === undefined || two === undefined) throw new Error('two objectives are expected');
  const { n, arms, production, action, inverse, slates, explored } = rows;
  return {
    n,
    arms,
    production,
    divisors,
    predictions: [first, second],
    rewards: [one, two],
    action,
    inverse,
    slates,
    // Where a whole slate matches, hits are no longer drawn uniformly.
    explored: slates === undefined ? explored : false,
  };
}

function* planMany(rows: ScoringRows, divisors: readonly number[]): Generator<void, readonly PlannedPolicy[]> {
  const { objectives, arms, production } = rows;
  const count = Math.min(rows.n, trialRows);
  const trial = rows.predictions.slice(0, objectives).map((part) => slicePredictions(part, 0, count));
  const grid = simplexGrid(objectives);
  const predicted: (readonly number[])[] = [];
  for (const weights of grid) {
    const chosen = yield* choosing(trial, perUnit(weights, divisors), count, arms, production);
    predicted.push(
      trial.map((part) => {
        let base = 0;
        for (let row = 0; row < count; row += 1) base += part.base[row] ?? 0;
        return base / count + meanPreference(part, chosen);
      }),
    );
    yield;
  }
  const planned: WeightedChoice[] = [...grid, ...refineGrid(grid, predicted)].map((weights) => ({ method: 'linear', weights }));
  for (const weights of simplexGrid(objectives))
    if (weights.every((weight) => weight >= 1 / (objectives + 2))) planned.push({ method: 'chebyshev', weights });
  planned.push({ method: 'chebyshev', weights: divisors.map(() => 1 / objectives) });
  if (production !== undefined) {
    for (let objective = 0; objective < objectives; objective += 1) {
      planned.push({ method: 'epsilon', weights: yield* constrainedWeights(trial, divisors, objective, count, arms, production) });
    }
  }
  return planned.map(({ method, weights }) => {
    const scaled = perUnit(weights, divisors);
    return {
      alpha: weights,
      weights: scaled,
      method,
      choose(own) {
        const parts = own.predictions.slice(0, objectives);
        return method === 'chebyshev' ? chebyshevChoices(parts, scaled, own.n, arms) : choosing(parts, scaled, own.n, arms, production);
      },
    };
  });
}

function perUnit(weights: readonly number[], divisors: readonly number[]): number[] {
  return weights.map((weight, objective) => weight / (divisors[objective] ?? 1));
}
