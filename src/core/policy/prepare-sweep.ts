import type { Finding } from '../ope/finding.ts';
import { hypervolume } from '../pareto/hypervolume.ts';
import { kneesOf } from '../pareto/knees.ts';
import { nonDominated } from '../pareto/non-dominated.ts';
import { armMoments } from './arm-moments.ts';
import { baselineOf } from './arm-means.ts';
import { bestMix } from './best-mix.ts';
import { divisorsOf } from './divisors.ts';
import type { ExplorationData } from './exploration-data.ts';
import { bounds, makeContext, measurePolicy, type PointContext } from './frontier-points.ts';
import { planResampling, type Resampling } from './frontier-bootstrap.ts';
import { averagePreferences, GainOverStatic, staticFor } from './gain-over-static.ts';
import { guardrailsOf } from './guardrail-verdict.ts';
import type { Learned } from './learned.ts';
import { learnPredictions } from './learn-predictions.ts';
import { measureStatics } from './measure-statics.ts';
import { breathe, type SweepProgress } from './progress.ts';
import { gatherScoringRows, type ScoringRows, slicePredictions } from './scoring-rows.ts';
import { separations } from './separations.ts';
import { everyRow, heldRows, type Parts, splittingParts } from './split.ts';
import { mixedArea, staticFrontier } from './static-frontier.ts';
import { statusOf } from './status.ts';
import { extraPolicies } from './extra-policies.ts';
import { describeSplit } from './describe-split.ts';
import { sweepFindings } from './sweep-findings.ts';
import { defaultConfirmShare, defaultReplicates, type SweepOptions } from './sweep-options.ts';
import { planPolicies, type PlannedPolicy } from './plan-policies.ts';
import { describePolicy, type DescribedPolicy } from './describe-policy.ts';
import { shownCurve } from './shown-curve.ts';
import { sweepReference } from './sweep-reference.ts';
import type { FrontierPoint, PolicyPoint, SweepResult } from './sweep-result.ts';

/** Everything of a result but the time it took, which a pure function cannot know. */
export type TimelessSweepResult = Omit<SweepResult, 'seconds'>;

/** A sweep without its bootstrap, and what that is made from. */
export interface PreparedSweep {
  readonly result: TimelessSweepResult;
  readonly resampling?: Resampling;
  /** For each policy that is resampled, its place among the points and then the other policies. */
  readonly resampled: readonly number[];
  /** Users (or requests) that are resampled. */
  readonly users: number;
}

/**
 * Learns a policy for every alpha on one part of a randomised log, scores them on the second and confirms them on the third. A generator: its driver decides
 * when to breathe and when to stop. At least two objectives and one row in each part are expected. `learned` replaces what would be learned here.
 */
export function* prepareSweep(data: ExplorationData, options: SweepOptions, learned?: Learned): Generator<SweepProgress, PreparedSweep> {
  const { level, seed, estimator } = options;
  const confirmShare = options.confirmShare ?? defaultConfirmShare;
  const parts = yield* breathe(splittingParts(data, { ...options, confirmShare }), 'Splitting', 0);
  const held = heldRows(parts);
  const { predictions, record } = yield* learnPredictions(data, parts.learn, held, options, learned);
  const divisors = divisorsOf(data, parts.learn);
  const guardrails = guardrailsOf(data, options.guardrails);
  const facts = { objectives: data.objectives, guardrails, level, estimator };
  const gathered = function* (rows: Int32Array, from: number): Generator<void, ScoringRows> {
    const own = predictions.map((part) => slicePredictions(part, from, from + rows.length));
    return yield* gatherScoringRows(data, rows, own, options.slates ?? 'cell');
  };
  const rows = yield* breathe(gathered(parts.score, 0), 'Sweeping alpha', 0.42);
  const context = yield* breathe(makeContext(rows, facts), 'Sweeping alpha', 0.43);
  const refusedObjectives = data.objectives.filter((_, index) => context.productionRefused[index] === true);
  const productionBar = data.objectives.map((objective, index) =>
    refusedObjectives.includes(objective) ? Number.NaN : (context.production[index]?.value ?? Number.NaN),
  );
  const plan = yield* breathe(planPolicies(rows, divisors.values, estimator, productionBar), 'Sweeping alpha', 0.44);

  const learnMoments = yield* breathe(armMoments(data, parts.learn), 'Comparing arms', 0.48);
  const learnFrontier = staticFrontier(learnMoments);
  const averages = yield* breathe(averagePreferences(rows), 'Comparing arms', 0.49);
  const needed = new Set([...learnFrontier, ...plan.policies.map(({ weights }) => staticFor(averages, weights, rows))]);
  const { statics, influences: armInfluences } = yield* breathe(
    measureStatics(context, data.actions, new Set(learnFrontier), needed),
    'Evaluating single arms',
    0.5,
  );

  const extras = yield* breathe(extraPolicies(data, options, parts, plan, context, learned), 'Evaluating groups', 0.55);
  const confirmContext = parts.confirm.length === 0 ? undefined : yield* confirming(gathered, parts, facts);
  const described: DescribedPolicy[] = [];
  const all: readonly Pick<PlannedPolicy, 'choose'>[] = [...plan.policies, ...extras.policies];
  for (const [place, policy] of all.entries()) {
    const fraction = 0.6 + (0.3 * place) / all.length;
    const work = describePolicy(data, context, confirmContext, policy, statics);
    described.push(yield* breathe(work, 'Evaluating policies', fraction));
  }
  const gain = new GainOverStatic(rows, armInfluences, averages);
  plan.policies.forEach(({ weights, alpha }, place) => {
    const one = described[place];
    const inside = typeof alpha !== 'number' || (alpha >= plan.middle.low && alpha <= plan.middle.high);
    if (one !== undefined && !one.figures.refused && inside) gain.add(weights, one.influences);
  });

  const values = described.map(({ figures }) => valueRow(figures.values, data.objectives));
  const open = described.map(({ figures, infeasible }) => !figures.refused && !infeasible);
  const statuses = statusOf(
    values.slice(0, plan.policies.length).map((value, place) => ({ values: value, refused: open[place] !== true })),
  );
  const efficient = statuses.flatMap((status, place) => (status === 'supported' || status === 'efficient' ? [place] : []));
  const productionValues = context.production.slice(0, data.objectives.length).map(({ value }) => value);
  const { reference, rule: referenceRule } = sweepReference(
    data.objectives,
    productionValues,
    efficient.map((place) => values[place] ?? []),
  );
  const volumeOf = (places: readonly number[]) =>
    hypervolume(
      places.map((place) => (values[place] ?? []).map((value) => -value)),
      reference.map((value) => -value),
    );
  // What the learned model takes for efficient: no scored reward has a say in it.
  const considered = plan.policies.flatMap((_, place) => (open[place] === true ? [place] : []));
  const predicted = considered.map((place) => described[place]?.direct.map((value) => -value) ?? []);
  const chosen = nonDominated(predicted).map((place) => considered[place] ?? 0);
  const knees = kneesOf(
    values.slice(0, plan.policies.length).map((point) => point.map((value) => -value)),
    efficient,
  );

  const replicates = options.replicates ?? defaultReplicates;
  // What the learned model predicts of the single actions: it chooses the mix that each policy is held against.
  const bases = averages.map((_, objective) => meanBase(rows, objective));
  const predictedStatics = learnFrontier.map((arm) =>
    averages.map((part, objective) => (bases[objective] ?? 0) + (part.preference[arm] ?? 0)),
  );
  const resampled = described.flatMap(({ figures }, place) => (figures.refused ? [] : [place]));
  const resampling =
    replicates === 0 || resampled.length === 0
      ? undefined
      : yield* breathe(
          planResampling({
            policies: resampled.map((place) => ({
              rival: bestMix(predictedStatics, described[place]?.direct ?? [], divisors.values),
              objectives: described[place]?.influences ?? [],
              guardrails: described[place]?.guardrailInfluences ?? [],
            })),
            production: {
              objectives: context.production.slice(0, data.objectives.length),
              guardrails: context.production.slice(data.objectives.length),
            },
            statics: learnFrontier.map((arm) => armInfluences.get(arm) ?? []),
            guardrails,
            reference,
            replicates,
            seed,
          }),
          'Evaluating policies',
          0.9,
        );
  const figuresOf = (place: number) => ({ ...described[place]?.policy }) as DescribedPolicy['policy'];
  const points = plan.policies.map(({ alpha, method }, place): FrontierPoint => {
    const one = described[place];
    const status = one?.figures.refused === true ? 'refused' : one?.infeasible === true ? 'infeasible' : (statuses[place] ?? 'refused');
    return { alpha, ...figuresOf(place), status, ...(method === undefined ? {} : { method }) };
  });
  // Each judged among all that was planned and all beside it: the frontier's own statuses do not depend on what stands beside it.
  const besideStatuses = statusOf(values.map((value, place) => ({ values: value, refused: open[place] !== true }))).slice(
    plan.policies.length,
  );
  const policies = extras.policies.map(({ name, kind, rule, words, facts: own }, index): PolicyPoint => {
    const place = plan.policies.length + index;
    const one = described[place];
    const status =
      one?.figures.refused === true ? 'refused' : one?.infeasible === true ? 'infeasible' : (besideStatuses[index] ?? 'refused');
    return {
      name,
      kind,
      ...figuresOf(place),
      status,
      ...(rule === undefined ? {} : { rule }),
      ...(words === undefined ? {} : { words }),
      ...(own === undefined ? {} : { facts: own }),
    };
  });

  // Judged among all that stands on the same axes, frontier points included.
  const staticStatuses = statusOf(
    [...statics, ...points].map((point) => ({
      values: valueRow(point.values, data.objectives),
      refused: point.status === 'refused' || point.status === 'infeasible',
    })),
  );
  const allRows = everyRow(data.rows);
  const fullMoments = yield* breathe(armMoments(data, allRows), 'Comparing arms', 0.96);
  const scoredMoments = yield* breathe(armMoments(data, parts.score), 'Comparing arms', 0.98);
  const pairs: readonly Finding[] = separations(data, fullMoments, level);
  const split = describeSplit(data, parts, { ...options, confirmShare });
  const staticPoints = learnFrontier.flatMap((arm) => {
    const one = statics[arm];
    return one === undefined || one.status === 'refused' ? [] : [valueRow(one.values, data.objectives)];
  });
  const personalArea = mixedArea(
    chosen.map((place) => values[place] ?? []),
    reference,
  );
  const staticArea = mixedArea(staticPoints, reference);
  const optimistic = volumeOf(efficient);
  const middle = knees.chord ?? knees.ideal ?? efficient[efficient.length >> 1];
  const matchedStatic =
    middle === undefined ? undefined : yield* breathe(matchStatic(context, points[middle]?.shares ?? []), 'Comparing arms', 0.99);
  const isShown = (objective: string) => !refusedObjectives.includes(objective);
  const result: TimelessSweepResult = {
    dataset: options.dataset,
    log: options.log,
    objectives: data.objectives,
    learner: options.learner,
    estimator,
    baseline: {
      full: baselineOf(data, fullMoments, level),
      scored: {
        ...baselineOf(data, scoredMoments, level),
        values: Object.fromEntries(
          data.objectives.flatMap((objective, index) => (isShown(objective) ? [[objective, productionValues[index] ?? Number.NaN]] : [])),
        ),
        intervals: data.objectives.flatMap((objective, index) => {
          const influence = context.production[index];
          return influence === undefined || !isShown(objective) ? [] : [bounds(influence, objective, level)];
        }),
        ...(refusedObjectives.length === 0 ? {} : { refused: refusedObjectives }),
      },
    },
    points,
    statics: statics.map((point, place) => (point.status === 'refused' ? point : { ...point, status: staticStatuses[place] ?? 'refused' })),
    breakpoints: plan.breakpoints.listed,
    breakpointCount: plan.breakpoints.count,
    hypervolume: volumeOf(chosen),
    hypervolumes: {
      chosen: volumeOf(chosen),
      optimistic,
      ...(data.objectives.length === 2
        ? { mixed: { personalised: personalArea, static: staticArea, ratio: personalArea / staticArea } }
        : {}),
    },
    reference,
    referenceRule,
    knees,
    split,
    learned: record,
    ...(data.actionWeights === undefined ? {} : { actionWeights: data.actionWeights }),
    guardrails,
    policies,
    ...(extras.cohorts === undefined ? {} : { cohorts: extras.cohorts }),
    ...(plan.curve === undefined ? {} : { curve: shownCurve(plan.curve, points) }),
    nonDegrading: plan.nonDegrading,
    divisors: Object.fromEntries(data.objectives.map((objective, index) => [objective, divisors.values[index] ?? 1])),
    ...(middle === undefined || matchedStatic === undefined ? {} : { matchedStatic: { point: middle, ...matchedStatic } }),
    level,
    multiplicity: 'pointwise',
    findings: [
      ...sweepFindings({
        points,
        statics,
        note: split.note,
        estimand: split.estimand ?? '',
        level,
        options,
        gain,
        divisorRule: divisors.rule,
        productionRefused: refusedObjectives,
      }),
      ...pairs,
    ],
  };
  return { result, resampled, users: rows.units, ...(resampling === undefined ? {} : { resampling }) };
}

function meanBase({ predictions, n }: ScoringRows, objective: number): number {
  const base = predictions[objective]?.base ?? new Float64Array(0);
  let total = 0;
  for (let row = 0; row < n; row += 1) total += base[row] ?? 0;
  return total / n;
}

function* confirming(
  gathered: (rows: Int32Array, from: number) => Generator<void, ScoringRows>,
  parts: Parts,
  facts: Pick<PointContext, 'objectives' | 'guardrails' | 'level' | 'estimator'>,
): Generator<SweepProgress, PointContext> {
  const rows = yield* breathe(gathered(parts.confirm, parts.score.length), 'Evaluating policies', 0.59);
  return yield* breathe(makeContext(rows, facts), 'Evaluating policies', 0.6);
}

/** A fixed mix of arms with a policy's own shares, on the same rows; undefined where it is refused. */
function* matchStatic(
  context: PointContext,
  shares: readonly number[],
): Generator<void, Pick<NonNullable<SweepResult['matchedStatic']>, 'values' | 'intervals'> | undefined> {
  const { figures } = yield* measurePolicy(context, { shares });
  const { refused, values, intervals } = figures;
  return refused ? undefined : { values, intervals };
}

function valueRow(values: Readonly<Record<string, number>>, objectives: readonly string[]): number[] {
  return objectives.map((objective) => values[objective] ?? Number.NaN);
}
