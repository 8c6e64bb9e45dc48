import type { Finding } from '../ope/finding.ts';
import { formatNumber } from '../ope/format-number.ts';
import type { Influence } from '../ope/influence.ts';
import { hypervolume } from '../pareto/hypervolume.ts';
import { kneesOf } from '../pareto/knees.ts';
import { chooseAlphas, simplexGrid } from './alphas.ts';
import { baselineOf, rowClusters } from './arm-means.ts';
import { findBreakpoints, type Breakpoints } from './breakpoints.ts';
import { choosing } from './choose-actions.ts';
import { divisorsOf } from './divisors.ts';
import type { ExplorationData } from './exploration-data.ts';
import { applyFeatures, learnFeatures } from './features.ts';
import { evaluatePoint, evaluateStatic, matchStatic, productionInfluence, type PointContext } from './frontier-points.ts';
import { GainOverStatic } from './gain-over-static.ts';
import { learnObjective } from './learn-objective.ts';
import { predictAll, predicted, type Predictions } from './predictions.ts';
import type { ScoringRows } from './scoring.ts';
import { separations } from './separations.ts';
import { splitRows, type Split } from './split.ts';
import { statusOf } from './status.ts';
import { sweepFindings } from './sweep-findings.ts';
import type { SweepOptions } from './sweep-options.ts';
import { sweepReference } from './sweep-reference.ts';
import type { FrontierPoint, PointStatus, SweepResult } from './sweep-result.ts';

/** Told between slices of work; a slice is a few milliseconds. */
export interface SweepProgress {
  readonly phase: string;
  readonly fraction: number;
}

/** Everything of a result but the time it took, which a pure function cannot know. */
export type TimelessSweepResult = Omit<SweepResult, 'seconds'>;

/**
 * Learns a policy for every alpha on one part of a randomised log and scores them on the other. A generator: its driver decides when to breathe and when
 * to stop. At least two objectives and one row in each part are expected.
 */
export function* sweep(data: ExplorationData, options: SweepOptions): Generator<SweepProgress, TimelessSweepResult> {
  const { level, seed } = options;
  const objectives = data.objectives.length;
  const arms = data.actions.length;
  const split = splitRows(data.rows, data.user, options.learnShare, seed);
  yield { phase: 'Splitting', fraction: 0 };
  const divisors = divisorsOf(data, split.learn);
  const predictions = yield* learnAll(data, split, options);
  const rows = yield* breathe(scoringRows(data, split, predictions), 'Sweeping alpha', 0.5);
  yield { phase: 'Sweeping alpha', fraction: 0.5 };
  const context: PointContext = {
    rows,
    objectives: data.objectives,
    level,
    estimator: options.estimator,
    production: productionInfluence(data, rows, options.estimator),
  };

  yield { phase: 'Sweeping alpha', fraction: 0.5 };
  const breakpoints = yield* pairBreakpoints(predictions, divisors.values, rows, arms);
  const alphas: readonly (number | readonly number[])[] = objectives === 2 ? chooseAlphas(breakpoints.changes) : simplexGrid(objectives);
  const gain = new GainOverStatic(rows, options.estimator, data.production);
  const evaluated: FrontierPoint[] = [];
  for (const [place, alpha] of alphas.entries()) {
    const weights = (typeof alpha === 'number' ? [1 - alpha, alpha] : alpha).map(
      (weight, objective) => weight / (divisors.values[objective] ?? 1),
    );
    const chosen = yield* breathe(
      choosing(predictions, weights, rows.n, arms, data.production),
      'Evaluating policies',
      0.5 + (0.4 * place) / alphas.length,
    );
    yield { phase: 'Evaluating policies', fraction: 0.5 + (0.4 * place) / alphas.length };
    const influences: Influence[] = [];
    const point = yield* breathe(
      evaluatePoint(context, alpha, chosen, influences),
      'Evaluating policies',
      0.5 + (0.4 * place) / alphas.length,
    );
    evaluated.push(point);
    if (point.status !== 'refused') gain.add(weights, influences);
    yield { phase: 'Evaluating policies', fraction: 0.5 + (0.4 * place) / alphas.length };
  }
  const statuses = statusOf(
    evaluated.map((point) => ({ values: valueRow(point.values, data.objectives), refused: point.status === 'refused' })),
  );
  const points = evaluated.map((point, place) => withStatus(point, statuses[place]));
  const statics = yield* breathe(evaluateStatics(data, context, points), 'Evaluating single arms', 0.92);

  const values = points.map((point) => valueRow(point.values, data.objectives));
  const efficient = points.flatMap((point, place) => (point.status === 'supported' || point.status === 'efficient' ? [place] : []));
  const turned = values.map((point) => point.map((value) => -value));
  const front = efficient.map((place) => values[place] ?? []);
  const { reference, rule } = sweepReference(
    data.objectives,
    context.production.map((influence) => influence.value),
    front,
  );
  const knees = kneesOf(turned, efficient);
  const middle = knees.chord ?? knees.ideal ?? efficient[efficient.length >> 1];
  const allRows = Int32Array.from({ length: data.rows }, (_, row) => row);
  const pairs: readonly Finding[] = yield* breathe(separations(data, allRows, level), 'Comparing arms', 0.96);
  const full = yield* breathe(baselineOf(data, allRows, level), 'Comparing arms', 0.98);
  const scored = yield* breathe(baselineOf(data, split.score, level), 'Comparing arms', 0.99);
  const note = `Policies were learned on ${formatNumber(split.learn.length, 12)} rows and scored on ${formatNumber(split.score.length, 12)} other rows, split by ${split.by} with seed ${seed}: learned and scored on different rows.`;
  return {
    dataset: options.dataset,
    log: options.log,
    objectives: data.objectives,
    learner: options.learner,
    estimator: options.estimator,
    baseline: {
      full,
      scored: { ...scored, ...context.production.reduce(valuesAndIntervals(context), { values: {}, intervals: [] }) },
    },
    points,
    statics,
    breakpoints: breakpoints.listed,
    breakpointCount: breakpoints.count,
    hypervolume: hypervolume(
      front.map((point) => point.map((value) => -value)),
      reference.map((value) => -value),
    ),
    reference,
    referenceRule: rule,
    knees,
    split: { by: split.by, seed, learnRows: split.learn.length, scoreRows: split.score.length, note },
    divisors: Object.fromEntries(data.objectives.map((objective, index) => [objective, divisors.values[index] ?? 1])),
    ...(middle === undefined ? {} : { matchedStatic: { point: middle, ...matchStatic(context, points[middle]?.shares ?? []) } }),
    level,
    multiplicity: 'pointwise',
    findings: [...sweepFindings({ points, statics, note, level, options, gain, divisorRule: divisors.rule }), ...pairs],
  };
}

function* learnAll(data: ExplorationData, split: Split, options: SweepOptions): Generator<SweepProgress, readonly Predictions[]> {
  yield { phase: 'Learning', fraction: 0.01 };
  const rules = learnFeatures(data.context, split.learn);
  yield { phase: 'Learning', fraction: 0.01 };
  const learnInputs = applyFeatures(data.context, rules, split.learn);
  yield { phase: 'Learning', fraction: 0.02 };
  const scoreInputs = applyFeatures(data.context, rules, split.score);
  const predictions: Predictions[] = [];
  for (let objective = 0; objective < data.objectives.length; objective += 1) {
    const fraction = 0.05 + (0.45 * objective) / data.objectives.length;
    const model = yield* breathe(
      learnObjective(data, objective, learnInputs, split.learn, options.seed),
      `Learning ${data.objectives[objective]}`,
      fraction,
    );
    // The static learner takes one arm for everybody: no per-arm answer to context.
    const used = options.learner === 'static' ? { ...model, residual: undefined } : model;
    predictions.push(yield* breathe(predictAll(used, scoreInputs, split.score.length), 'Predicting', fraction));
  }
  return predictions;
}

function* scoringRows(data: ExplorationData, split: Split, predictions: readonly Predictions[]): Generator<void, ScoringRows> {
  const { score } = split;
  const action = new Int32Array(score.length);
  for (let place = 0; place < score.length; place += 1) action[place] = data.action[score[place] ?? 0] ?? 0;
  const armRows = new Int32Array(data.actions.length);
  for (const arm of data.action) armRows[arm] = (armRows[arm] ?? 0) + 1;
  yield;
  const propensity = gather(data.propensity, score);
  const rewards: Float64Array[] = [];
  for (const reward of data.rewards) {
    rewards.push(gather(reward, score));
    yield;
  }
  const qLogged: Float64Array[] = [];
  for (const part of predictions) {
    const values = new Float64Array(score.length);
    for (let row = 0; row < values.length; row += 1) values[row] = predicted(part, row, action[row] ?? 0);
    qLogged.push(values);
    yield;
  }
  return {
    n: score.length,
    arms: data.actions.length,
    action,
    propensity,
    rewards,
    predictions,
    qLogged,
    clusters: rowClusters(data, score),
    armRows,
  };
}

function gather(values: Float64Array, rows: Int32Array): Float64Array {
  const chosen = new Float64Array(rows.length);
  for (let place = 0; place < rows.length; place += 1) chosen[place] = values[rows[place] ?? 0] ?? 0;
  return chosen;
}

function withStatus<T extends { readonly status: PointStatus }>(point: T, status: PointStatus | undefined): T {
  return status === undefined ? point : { ...point, status };
}

function* pairBreakpoints(
  predictions: readonly Predictions[],
  divisors: readonly number[],
  rows: ScoringRows,
  arms: number,
): Generator<SweepProgress, Breakpoints> {
  const [first, second, more] = predictions;
  if (first === undefined || second === undefined || more !== undefined) return { changes: new Float64Array(0), count: 0, listed: [] };
  return yield* breathe(findBreakpoints(first, second, [divisors[0] ?? 1, divisors[1] ?? 1], rows.n, arms), 'Sweeping alpha', 0.5);
}

function* evaluateStatics(
  data: ExplorationData,
  context: PointContext,
  points: readonly FrontierPoint[],
): Generator<void, SweepResult['statics']> {
  const statics: SweepResult['statics'][number][] = [];
  for (let arm = 0; arm < data.actions.length; arm += 1) {
    statics.push(yield* evaluateStatic(context, arm, data.actions[arm] ?? '', arm === data.production));
    yield;
  }
  // Judged among all that stands on the same axes, frontier points included.
  const all = [...statics, ...points].map((point) => ({
    values: valueRow(point.values, data.objectives),
    refused: point.status === 'refused',
  }));
  const statuses = statusOf(all);
  return statics.map((point, place) => withStatus(point, statuses[place]));
}

function valuesAndIntervals(context: PointContext) {
  return (result: Pick<SweepResult['baseline']['scored'], 'values' | 'intervals'>, influence: Influence, index: number) => {
    const objective = context.objectives[index] ?? '';
    return {
      values: { ...result.values, [objective]: influence.value },
      intervals: [
        ...result.intervals,
        context.production[index]?.interval(context.level) ?? { objective, low: Number.NaN, high: Number.NaN, level: context.level },
      ],
    };
  };
}

function valueRow(values: Readonly<Record<string, number>>, objectives: readonly string[]): number[] {
  return objectives.map((objective) => values[objective] ?? Number.NaN);
}

/** Passes a quiet generator's pauses on with a phase. */
function* breathe<T>(work: Generator<void, T>, phase: string, fraction: number): Generator<SweepProgress, T> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    yield { phase, fraction };
  }
}
