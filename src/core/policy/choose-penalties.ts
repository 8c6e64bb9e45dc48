import type { FeatureMatrix } from './features.ts';
import { addMoments, addRow, emptyMoments, type Moments } from './moments.ts';
import { fitQModel, type QModel, type QPenalties } from './q-model.ts';

export const folds = 5;
const sharedPenalties = [0.001, 0.01, 0.1, 1] as const;
const residualPenalties = [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3] as const;

/** Standard errors by which a per-arm part must lower the validation error before it is used at all. */
const neededErrors = 1.645;

/** Statistics of every arm in every fold, and over all folds. */
export interface FoldMoments {
  readonly byFold: readonly (readonly Moments[])[];
  readonly all: readonly Moments[];
}

/** One pass over the learning rows; yields now and then so that its driver can breathe. */
export function* collectMoments(
  features: FeatureMatrix,
  action: (place: number) => number,
  reward: (place: number) => number,
  fold: Uint8Array,
  actions: number,
): Generator<void, FoldMoments> {
  const make = () => Array.from({ length: actions }, () => emptyMoments(features.width));
  const byFold = Array.from({ length: folds }, make);
  for (let place = 0; place < fold.length; place += 1) {
    const moments = byFold[fold[place] ?? 0]?.[action(place)];
    if (moments !== undefined) addRow(moments, features, place, reward(place));
    if (place % 2_048 === 2_047) yield;
  }
  const all = make();
  for (const arms of byFold) {
    arms.forEach((moments, arm) => addMoments(all[arm] ?? emptyMoments(features.width), moments, 1));
    yield;
  }
  return { byFold, all };
}

/** Statistics of all folds but one. */
export function withoutFold(moments: FoldMoments, fold: number): Moments[] {
  return moments.all.map((all, arm) => {
    const left = emptyMoments(all.sumX.length);
    addMoments(left, all, 1);
    const out = moments.byFold[fold]?.[arm];
    if (out !== undefined) addMoments(left, out, -1);
    return left;
  });
}

/**
 * Chooses penalties by cross-validation inside the learning part. The per-arm part is used only where its best penalty lowers the squared error on
 * held-out rows by more than 1.645 standard errors: an objective whose arms answer alike to context must not be personalised by chance.
 */
export function* choosePenalties(
  features: FeatureMatrix,
  action: (place: number) => number,
  reward: (place: number) => number,
  fold: Uint8Array,
  moments: FoldMoments,
  surface: QPenalties['surface'],
): Generator<void, QPenalties> {
  if (features.width === 0) return { shared: 1, residual: undefined, surface };
  const trained = Array.from({ length: folds }, (_, held) => withoutFold(moments, held));
  let shared: number = sharedPenalties[0];
  let least = Infinity;
  for (const penalty of sharedPenalties) {
    const error = yield* heldOutError(
      trained.map((arms) => fitQModel(arms, { shared: penalty, residual: undefined, surface })),
      features,
      action,
      reward,
      fold,
    );
    const total = error.reduce((sum, value) => sum + value, 0);
    if (total < least) {
      least = total;
      shared = penalty;
    }
  }
  const plain = yield* heldOutError(
    trained.map((arms) => fitQModel(arms, { shared, residual: undefined, surface })),
    features,
    action,
    reward,
    fold,
  );
  let best: { readonly penalty: number; readonly score: number; readonly gain: number } | undefined;
  for (const penalty of residualPenalties) {
    const models: QModel[] = [];
    for (const arms of trained) {
      models.push(fitQModel(arms, { shared, residual: penalty, surface }));
      yield;
    }
    const error = yield* heldOutError(models, features, action, reward, fold);
    const gains = error.map((value, place) => (plain[place] ?? 0) - value);
    const gain = gains.reduce((sum, value) => sum + value, 0);
    const squares = gains.reduce((sum, value) => sum + value * value, 0);
    const score = gain / Math.sqrt(squares - (gain * gain) / gains.length || Infinity);
    if (score > neededErrors && (best === undefined || gain > best.gain)) best = { penalty, score, gain };
  }
  return { shared, residual: best?.penalty, surface };
}

function* heldOutError(
  models: readonly QModel[],
  features: FeatureMatrix,
  action: (place: number) => number,
  reward: (place: number) => number,
  fold: Uint8Array,
): Generator<void, Float64Array> {
  const errors = new Float64Array(fold.length);
  for (let place = 0; place < fold.length; place += 1) {
    const model = models[fold[place] ?? 0];
    if (model !== undefined) errors[place] = (reward(place) - predict(model, features, place, action(place))) ** 2;
    if (place % 8_192 === 8_191) yield;
  }
  return errors;
}

/** Prediction for one row and arm. */
export function predict(model: QModel, features: FeatureMatrix, place: number, arm: number): number {
  const start = place * features.width;
  let value = model.intercept[arm] ?? 0;
  for (let input = 0; input < features.width; input += 1) {
    const slope = (model.shared[input] ?? 0) + (model.residual?.[arm * features.width + input] ?? 0);
    value += (features.values[start + input] ?? 0) * slope;
  }
  return value;
}
