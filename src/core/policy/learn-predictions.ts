import { actionSurface } from './action-surface.ts';
import { collectMoments } from './choose-penalties.ts';
import type { ExplorationData } from './exploration-data.ts';
import { applyingFeatures, type FeatureMatrix, type FeatureRule, learningFeatures } from './features.ts';
import { learnObjective } from './learn-objective.ts';
import type { Learned, LearnerRecord } from './learned.ts';
import { predictAll, type Predictions } from './predictions.ts';
import { breathe, type SweepProgress } from './progress.ts';
import { fitQModel } from './q-model.ts';
import type { SweepOptions } from './sweep-options.ts';

/** Rows that the other rewards are learned on at most: they only have to steady an estimate. */
const mostOtherRows = 100_000;
const otherPenalty = 0.01;

export interface LearnedRewards {
  /** Objectives, then the other rewards, over the held rows. */
  readonly predictions: readonly Predictions[];
  readonly record: LearnerRecord;
}

/** Predictions of every reward on rows that were not learned from: of the objectives as given, or by ridge regression here; of the others always here. */
export function* learnPredictions(
  data: ExplorationData,
  learn: Int32Array,
  held: Int32Array,
  options: SweepOptions,
  learned: Learned | undefined,
): Generator<SweepProgress, LearnedRewards> {
  const rules = yield* breathe(learningFeatures(data.context, learn), 'Learning', 0.01);
  const heldInputs = yield* breathe(applyingFeatures(data.context, rules, held), 'Learning', 0.02);
  const given = options.learner === 'static' ? undefined : learned?.predictions;
  const predictions: Predictions[] = [];
  let record = learned?.record;
  if (given !== undefined) predictions.push(...given);
  else {
    const inputs = yield* breathe(applyingFeatures(data.context, rules, learn), 'Learning', 0.03);
    const personal: string[] = [];
    for (const [objective, name] of data.objectives.entries()) {
      const fraction = 0.05 + (0.3 * objective) / data.objectives.length;
      const model = yield* breathe(learnObjective(data, objective, inputs, learn, options.seed), `Learning ${name}`, fraction);
      if (model.residual !== undefined) personal.push(name);
      // The static learner takes one arm for everybody: no per-arm answer to context.
      const used = options.learner === 'static' ? { ...model, residual: undefined } : model;
      predictions.push(yield* breathe(predictAll(used, heldInputs, held.length), 'Predicting', fraction));
    }
    record = { kind: 'ridge', note: ridgeNote(options, rules, personal) };
  }
  const others = data.others ?? [];
  for (const [index, { name, values }] of others.entries()) {
    const fraction = 0.36 + (0.06 * index) / others.length;
    predictions.push(yield* breathe(predictOther(data, values, learn, rules, heldInputs, held.length), `Learning ${name}`, fraction));
  }
  return { predictions, record: record ?? { kind: 'network', note: 'Predictions were given.' } };
}

/** What context and arm do each for themselves. */
function* predictOther(
  data: ExplorationData,
  values: Float64Array,
  learn: Int32Array,
  rules: readonly FeatureRule[],
  heldInputs: FeatureMatrix,
  held: number,
): Generator<void, Predictions> {
  const step = Math.max(1, Math.ceil(learn.length / mostOtherRows));
  const rows = Int32Array.from({ length: Math.floor(learn.length / step) }, (_, place) => learn[place * step] ?? 0);
  yield;
  const inputs = yield* applyingFeatures(data.context, rules, rows);
  const moments = yield* collectMoments(
    inputs,
    (place) => data.action[rows[place] ?? 0] ?? 0,
    (place) => values[rows[place] ?? 0] ?? 0,
    new Uint8Array(rows.length),
    data.actions.length,
  );
  return yield* predictAll(
    fitQModel(moments.all, { shared: otherPenalty, residual: undefined, surface: actionSurface(data.actionWeights) }),
    heldInputs,
    held,
  );
}

function ridgeNote(options: SweepOptions, rules: readonly FeatureRule[], personal: readonly string[]): string {
  const inputs = `Ridge regression over ${rules.length} inputs, seed ${options.seed}`;
  if (options.learner === 'static') return `${inputs}; one action serves every request.`;
  return personal.length === 0
    ? `${inputs}; on held-out learning rows no action was found to answer to context in its own way, so every request is served alike.`
    : `${inputs}; actions answer to context in their own way on ${personal.join(' and ')}.`;
}
