import { armInputs } from '../../../core/learn/arm-inputs.ts';
import { ArmSums } from '../../../core/learn/arm-sums.ts';
import { centreTable } from '../../../core/learn/centred-table.ts';
import { factoredModel, type FactoredModel } from '../../../core/learn/factored-model.ts';
import type { FactoredShape } from '../../../core/learn/factored-shape.ts';
import { emptyPredictions, fillPredictions } from '../../../core/learn/fill-predictions.ts';
import { initialParameters } from '../../../core/learn/initial-parameters.ts';
import { learnNetInputs, netInputNames } from '../../../core/learn/net-inputs.ts';
import { netSizes, validationShare } from '../../../core/learn/net-options.ts';
import { PersonalGain } from '../../../core/learn/personal-gain.ts';
import { rewardScale } from '../../../core/learn/reward-scales.ts';
import { splitValidation } from '../../../core/learn/split-validation.ts';
import { type SurfaceInputs, surfaceInputs } from '../../../core/learn/surface-inputs.ts';
import type { Trained } from '../../../core/learn/train.ts';
import type { Predictions } from '../../../core/policy/predictions.ts';
import type { LearnItem, NetworkQuery, NetworkResult } from './contract.ts';
import { driveTraining } from './drive-training.ts';
import { NetSession } from './net-session.ts';
import { sliceRows, slices, tell, tellEveryMs, unhurried } from './pace.ts';
import { RowSource, RowTable } from './row-source.ts';

/** Trains a Q-net on the learning rows, keeps of its personal part what other users bear out, and predicts. Looks at the signal between batches. */
export async function* learnNetwork(query: NetworkQuery, signal: AbortSignal): AsyncGenerator<LearnItem<NetworkResult>> {
  const started = performance.now();
  const { data, seed } = query;
  yield tell('Reading inputs', 0);
  const inputs = learnNetInputs(data.context, query.learn);
  const scales = data.rewards.map((rewards) => rewardScale(rewards, query.learn));
  const source = new RowSource(data, inputs, scales);
  const arms = armInputs(data.actionWeights, data.actions.length);
  const shape: FactoredShape = {
    ...netSizes,
    inputs: source.width,
    actionInputs: arms.width,
    actions: data.actions.length,
    heads: data.objectives.length,
  };
  const rows = splitValidation(query.learn, data.user, validationShare, seed);
  const table = yield* unhurried(RowTable.lay(source, rows.train, shape.heads, sliceRows), signal, tell('Reading inputs', 0.02));
  const held = yield* unhurried(RowTable.lay(source, rows.validation, shape.heads, sliceRows), signal, tell('Reading inputs', 0.04));
  const session = await NetSession.open(shape, arms);
  try {
    const untilMs = started + query.budgetMs;
    const trained = yield* driveTraining(
      session,
      { shape, start: initialParameters(shape, seed), seed, table, held, untilMs, progress: { from: 0.05, share: 0.75 } },
      signal,
    );
    yield tell('Judging what is personal', 0.82, trained.curve);
    const model = await judge(
      session,
      shape,
      trained.parameters,
      source,
      rows,
      scales,
      surfaceInputs(data.actionWeights, shape.actions),
      signal,
    );
    const predictions = yield* predict(session, trained, model, source, query.predict, signal);
    yield {
      type: 'result',
      result: {
        predictions,
        network: {
          kind: 'network',
          seed,
          objectives: data.objectives,
          shape,
          inputs,
          inputNames: netInputNames(data.context, inputs),
          actionHeads: arms.heads,
          parameters: trained.parameters,
          model,
          curve: trained.curve,
          end: trained.end,
          rows: { train: rows.train.length, validation: rows.validation.length },
          seconds: (performance.now() - started) / 1_000,
        },
      },
    };
  } finally {
    await session.close();
  }
}

async function judge(
  session: NetSession,
  shape: FactoredShape,
  parameters: Float32Array,
  source: RowSource,
  rows: { readonly train: Int32Array; readonly validation: Int32Array },
  scales: NetworkResult['network']['model']['scales'],
  surface: SurfaceInputs,
  signal: AbortSignal,
): Promise<FactoredModel> {
  const { table } = await session.towers(parameters, 1, new Float32Array(shape.inputs));
  const sums = new ArmSums(shape, table);
  const states = async (part: Int32Array) => (await session.towers(parameters, part.length, source.inputs(part))).state;
  for (const part of slices(rows.train)) {
    signal.throwIfAborted();
    sums.add(await states(part), source.logged(part));
  }
  const centred = centreTable(table, sums);
  const gain = new PersonalGain(shape, centred);
  for (const part of slices(rows.validation)) {
    signal.throwIfAborted();
    const [state, logged] = [await states(part), source.logged(part)];
    gain.add(state, logged);
    // Once they have judged, their rows say as much about the actions' levels as the others.
    sums.add(state, logged);
  }
  return factoredModel(centred, sums, gain.factors(), scales, surface);
}

async function* predict(
  session: NetSession,
  { parameters, curve }: Trained,
  model: FactoredModel,
  source: RowSource,
  rows: Int32Array,
  signal: AbortSignal,
): AsyncGenerator<LearnItem<NetworkResult>, readonly Predictions[]> {
  const predictions = emptyPredictions(model, rows.length);
  let first = 0;
  let told = 0;
  for (const part of slices(rows)) {
    signal.throwIfAborted();
    const { state } = await session.towers(parameters, part.length, source.inputs(part));
    fillPredictions(model, state, first, predictions);
    first += part.length;
    if (performance.now() - told < tellEveryMs) continue;
    told = performance.now();
    yield tell('Predicting', 0.9 + (0.1 * first) / rows.length, curve);
  }
  return predictions;
}
