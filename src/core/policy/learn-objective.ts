import { actionSurface } from './action-surface.ts';
import { choosePenalties, collectMoments, folds, withoutFold } from './choose-penalties.ts';
import type { ExplorationData } from './exploration-data.ts';
import type { FeatureMatrix } from './features.ts';
import { fitQModel, type QModel } from './q-model.ts';
import { foldRows } from './split.ts';

/** Learns the Q-model of one objective on the given rows (`features` are theirs, in order), penalties chosen inside them. */
export function* learnObjective(
  data: ExplorationData,
  objective: number,
  features: FeatureMatrix,
  rows: Int32Array,
  seed: number,
): Generator<void, QModel> {
  const { models: _folds, ...whole } = yield* learnWithFolds(data, objective, features, rows, seed, false);
  return whole.model;
}

export interface CrossFitted {
  /** Fitted on all the rows. */
  readonly model: QModel;
  /** Fitted without each fold, where asked for. */
  readonly models: readonly QModel[];
  readonly fold: Uint8Array;
}

/** As `learnObjective`, and one model per fold that never saw the fold: predictions for rows that are themselves evaluated. */
export function* learnWithFolds(
  data: ExplorationData,
  objective: number,
  features: FeatureMatrix,
  rows: Int32Array,
  seed: number,
  crossFit: boolean,
): Generator<void, CrossFitted> {
  const rewards = data.rewards[objective] ?? new Float64Array(0);
  const action = (place: number) => data.action[rows[place] ?? 0] ?? 0;
  const reward = (place: number) => rewards[rows[place] ?? 0] ?? 0;
  const fold = foldRows(rows, data.user, folds, seed);
  const moments = yield* collectMoments(features, action, reward, fold, data.actions.length);
  const penalties = yield* choosePenalties(features, action, reward, fold, moments, actionSurface(data.actionWeights));
  const models: QModel[] = [];
  if (crossFit) {
    for (let held = 0; held < folds; held += 1) {
      models.push(fitQModel(withoutFold(moments, held), penalties));
      yield;
    }
  }
  return { model: fitQModel(moments.all, penalties), models, fold };
}
