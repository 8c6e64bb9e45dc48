import { armInputs } from '../../../core/learn/arm-inputs.ts';
import { ArmSums } from '../../../core/learn/arm-sums.ts';
import { carryStateTower } from '../../../core/learn/carry-state-tower.ts';
import { centreTable } from '../../../core/learn/centred-table.ts';
import { composedLevels } from '../../../core/learn/composed-levels.ts';
import { bestByPrediction, type DesignedReward } from '../../../core/learn/designed-reward.ts';
import type { FactoredShape } from '../../../core/learn/factored-shape.ts';
import type { FactoredModel } from '../../../core/learn/factored-model.ts';
import { emptyPredictions, fillPredictions } from '../../../core/learn/fill-predictions.ts';
import { entropyShare, netSizes, policyErrors, validationShare } from '../../../core/learn/net-options.ts';
import { PersonalGain } from '../../../core/learn/personal-gain.ts';
import { rewardScale, type RewardScale } from '../../../core/learn/reward-scales.ts';
import { policyLogits, softmaxRows } from '../../../core/learn/softmax-policy.ts';
import { splitValidation } from '../../../core/learn/split-validation.ts';
import type { Trained } from '../../../core/learn/train.ts';
import { chooseActions } from '../../../core/policy/choose-actions.ts';
import type { LearnedSoftmaxPolicy, LearnItem, NetworkResult, PoliciesQuery } from './contract.ts';
import { driveTraining } from './drive-training.ts';
import { sliceRows, slices, tell, unhurried } from './pace.ts';
import { PolicySession } from './policy-session.ts';
import { RowSource, RowTable } from './row-source.ts';

/**
 * Learns one policy. `left` is, for every row of the log, the composed reward minus its baseline. Early stopping watches the same loss on users that
 * training never saw; whether the policy may differ between requests at all is decided by how its preferences explain their rewards.
 */
export async function* learnSoftmaxPolicy(
  query: PoliciesQuery,
  reward: DesignedReward,
  left: Float64Array,
  learned: NetworkResult,
  signal: AbortSignal,
): AsyncGenerator<LearnItem<LearnedSoftmaxPolicy>> {
  const started = performance.now();
  const { data, seed } = query;
  const { inputs } = learned.network;
  const scale = rewardScale(left, query.learn);
  const arms = armInputs(data.actionWeights, data.actions.length);
  const plain: RewardScale = { mean: 0, deviation: 1 };
  // In standard deviations of what is left, and weighted by the logging policy; the levels of the actions stay in.
  const advantage = left.map((value, row) => value / scale.deviation / (data.propensity[row] ?? 1));
  const source = new RowSource({ ...data, rewards: [advantage] }, inputs, [plain]);
  const shape: FactoredShape = { ...netSizes, inputs: source.width, actionInputs: arms.width, actions: data.actions.length, heads: 1 };
  const rows = splitValidation(query.learn, data.user, validationShare, seed);
  const table = yield* unhurried(RowTable.lay(source, rows.train, 1, sliceRows), signal, tell('Reading inputs', 0));
  const held = yield* unhurried(RowTable.lay(source, rows.validation, 1, sliceRows), signal, tell('Reading inputs', 0.05));
  const session = await PolicySession.open(shape, arms, entropyShare);
  try {
    const untilMs = started + query.budgetMs;
    const trained = yield* driveTraining(
      session,
      { shape, start: carryStateTower(learned.network, shape, seed), seed, table, held, untilMs, progress: { from: 0.1, share: 0.8 } },
      signal,
    );
    const { model, ...judged } = await judge(
      session,
      shape,
      trained,
      query,
      source.inputs.bind(source),
      left,
      scale,
      rows,
      composedLevels(learned.network.model, reward).map((level) => level / scale.deviation),
      neededErrors(learned, reward),
      signal,
    );
    const fixed = model.fixed.indexOf(Math.max(...model.fixed));
    const chosen = new Int32Array(query.predict.length).fill(fixed);
    let first = 0;
    for (const part of slices(query.predict)) {
      if (!judged.personal) break;
      signal.throwIfAborted();
      const { state } = await session.towers(trained.parameters, part.length, source.inputs(part));
      const preferences = emptyPredictions(model, part.length);
      fillPredictions(model, { ...state, base: new Float32Array(part.length) }, 0, preferences);
      chosen.set(chooseActions(preferences, [1], part.length, shape.actions, fixed), first);
      first += part.length;
    }
    yield {
      type: 'result',
      result: {
        name: reward.name,
        weights: reward.weights,
        chosen,
        byPrediction: bestByPrediction(learned.predictions, reward, query.predict.length, shape.actions),
        fixed,
        ...judged,
        curve: trained.curve,
        shape,
        parameters: trained.parameters,
        model,
        seconds: (performance.now() - started) / 1_000,
      },
    };
  } finally {
    await session.close();
  }
}

/**
 * Entropy, and the evidence that the policy's preferences among actions belong to the state: as for a Q-net, on users it had not seen. What is kept of them is
 * scaled by what those users bear out, and stands beside `levels`: what each action is worth to everybody, in standard deviations of what is left.
 */
async function judge(
  session: PolicySession,
  shape: FactoredShape,
  { parameters }: Trained,
  { data }: PoliciesQuery,
  inputs: (rows: Int32Array) => Float32Array,
  left: Float64Array,
  { deviation }: RewardScale,
  rows: { readonly train: Int32Array; readonly validation: Int32Array },
  levels: Float64Array,
  needed: number | undefined,
  signal: AbortSignal,
): Promise<Pick<LearnedSoftmaxPolicy, 'entropy' | 'z' | 'personal'> & { readonly model: FactoredModel }> {
  const { table } = await session.towers(parameters, 1, new Float32Array(shape.inputs));
  const logged = (part: Int32Array) => ({
    rewards: Float32Array.from(part, (row) => (left[row] ?? 0) / deviation),
    action: Int32Array.from(part, (row) => data.action[row] ?? 0),
    ...(data.user === undefined ? {} : { user: Int32Array.from(part, (row) => data.user?.[row] ?? -1) }),
  });
  const states = async (part: Int32Array) => {
    signal.throwIfAborted();
    const { state } = await session.towers(parameters, part.length, inputs(part));
    return { ...state, base: new Float32Array(part.length) };
  };
  const sums = new ArmSums(shape, table);
  sums.meanAction.fill(0);
  for (const part of slices(rows.train)) sums.add(await states(part), logged(part));
  const centred = centreTable(table, sums);
  const means = Float64Array.from(sums.left, (value, action) => value / Math.max(1, sums.count[action] ?? 0));
  const factors = centredFactors(centred.factors, shape);
  const shared = new Float64Array(shape.rank);
  const gain = new PersonalGain(shape, { ...centred, shared, fixed: means, factors });
  let entropy = 0;
  for (const part of slices(rows.validation)) {
    const state = await states(part);
    gain.add(state, logged(part));
    entropy += softmaxRows(policyLogits(shape, state, table), shape.actions);
  }
  const personal = gain.factors(needed);
  const { factor = 0, z = 0 } = personal[0] ?? {};
  return {
    entropy: entropy / Math.max(1, rows.validation.length),
    z,
    personal: factor > 0,
    model: {
      heads: 1,
      actions: shape.actions,
      rank: shape.rank,
      scales: [{ mean: 0, deviation: 1 }],
      shared,
      centre: centred.centre,
      fixed: levels,
      factors: factors.map((value) => value * factor),
      personal,
    },
  };
}

/** Action factors with mean 0 over the actions. */
function centredFactors(factors: Float64Array, { actions, rank }: FactoredShape): Float64Array {
  const mean = new Float64Array(rank);
  factors.forEach((value, at) => (mean[at % rank] = (mean[at % rank] ?? 0) + value / actions));
  return factors.map((value, at) => value - (mean[at % rank] ?? 0));
}

/** Where the Q-net found that requests differ in a part of the reward, only how they differ is left to show. */
function neededErrors({ network: { model } }: NetworkResult, { weights }: DesignedReward): number | undefined {
  return model.personal.some(({ factor }, head) => factor > 0 && (weights[head] ?? 0) !== 0) ? policyErrors : undefined;
}
