import { armInputs } from '../../../core/learn/arm-inputs.ts';
import { ArmSums } from '../../../core/learn/arm-sums.ts';
import { centreTable } from '../../../core/learn/centred-table.ts';
import { bestByPrediction, type DesignedReward } from '../../../core/learn/designed-reward.ts';
import type { FactoredShape } from '../../../core/learn/factored-shape.ts';
import { initialParameters } from '../../../core/learn/initial-parameters.ts';
import {
  batchRows,
  entropyShare,
  learningRate,
  mostEpochs,
  netSizes,
  patience,
  validationShare,
  weightDecay,
} from '../../../core/learn/net-options.ts';
import { PersonalGain } from '../../../core/learn/personal-gain.ts';
import { rewardScale, type RewardScale } from '../../../core/learn/reward-scales.ts';
import { policyLogits, softmaxRows } from '../../../core/learn/softmax-policy.ts';
import { splitValidation } from '../../../core/learn/split-validation.ts';
import { type CurvePoint, train, type Trained } from '../../../core/learn/train.ts';
import type { LearnedSoftmaxPolicy, LearnItem, NetworkResult, PoliciesQuery } from './contract.ts';
import { sliceRows, slices, tell, tellEveryMs, unhurried } from './pace.ts';
import { PolicySession } from './policy-session.ts';
import { RowSource, RowTable } from './row-source.ts';

/**
 * Learns one policy. `left` is, for every row of the log, the composed reward minus its baseline. Early stopping watches the estimated value on users that
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
  const { inputs, model } = learned.network;
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
  const fixed = bestFixed(learned, reward);
  const session = await PolicySession.open(shape, arms);
  try {
    const trained = yield* trainPolicy(session, shape, table, held, query, started, signal);
    const judged = await judge(session, shape, trained, query, source.inputs.bind(source), left, scale, rows, signal);
    const chosen = new Int32Array(query.predict.length).fill(fixed);
    let first = 0;
    for (const part of slices(query.predict)) {
      if (!judged.personal) break;
      signal.throwIfAborted();
      const { state, table: actions } = await session.towers(trained.parameters, part.length, source.inputs(part));
      chosen.set(likeliest(policyLogits(shape, state, actions), shape.actions), first);
      first += part.length;
    }
    yield {
      type: 'result',
      result: {
        name: reward.name,
        weights: reward.weights,
        chosen,
        byPrediction: bestByPrediction(learned.predictions, reward, query.predict.length, model.actions),
        fixed,
        ...judged,
        curve: trained.curve,
        shape,
        parameters: trained.parameters,
        seconds: (performance.now() - started) / 1_000,
      },
    };
  } finally {
    await session.close();
  }
}

async function* trainPolicy(
  session: PolicySession,
  shape: FactoredShape,
  table: RowTable,
  held: RowTable,
  { seed, budgetMs }: PoliciesQuery,
  started: number,
  signal: AbortSignal,
): AsyncGenerator<LearnItem<never>, Trained> {
  const work = train(initialParameters(shape, seed), table.rows, {
    seed,
    batchRows: batchRows(table.rows),
    mostEpochs,
    rate: learningRate,
    patience,
    decay: weightDecay(shape),
  });
  let told = 0;
  let curve: readonly CurvePoint[] = [];
  let step = work.next();
  while (step.done !== true) {
    signal.throwIfAborted();
    const request = step.value;
    const stop = performance.now() - started > budgetMs;
    if (request.type === 'validate') {
      let value = 0;
      for (let from = 0; from < held.rows; from += sliceRows)
        value += await session.value(request.parameters, held.range(from, Math.min(held.rows, from + sliceRows)));
      step = work.next({ loss: -value / Math.max(1, held.rows), stop });
      curve = [...request.curve];
    } else {
      step = work.next({ ...(await session.gradient(request.parameters, table.batch(request.batch), entropyShare)), stop });
    }
    if (performance.now() - told < tellEveryMs) continue;
    told = performance.now();
    yield tell('Training', 0.1 + 0.8 * request.fraction, curve);
  }
  return step.value;
}

/** Entropy, and the evidence that the policy's preferences among actions belong to the state: as for a Q-net, on users it had not seen. */
async function judge(
  session: PolicySession,
  shape: FactoredShape,
  { parameters }: Trained,
  { data }: PoliciesQuery,
  inputs: (rows: Int32Array) => Float32Array,
  left: Float64Array,
  { deviation }: RewardScale,
  rows: { readonly train: Int32Array; readonly validation: Int32Array },
  signal: AbortSignal,
): Promise<Pick<LearnedSoftmaxPolicy, 'entropy' | 'z' | 'personal'>> {
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
  const levels = Float64Array.from(sums.left, (value, action) => value / Math.max(1, sums.count[action] ?? 0));
  const gain = new PersonalGain(shape, {
    ...centred,
    shared: new Float64Array(shape.rank),
    fixed: levels,
    factors: centredFactors(centred.factors, shape),
  });
  let entropy = 0;
  for (const part of slices(rows.validation)) {
    const state = await states(part);
    gain.add(state, logged(part));
    entropy += softmaxRows(policyLogits(shape, state, table), shape.actions);
  }
  const { factor = 0, z = 0 } = gain.factors()[0] ?? {};
  return { entropy: entropy / Math.max(1, rows.validation.length), z, personal: factor > 0 };
}

/** Action factors with mean 0 over the actions. */
function centredFactors(factors: Float64Array, { actions, rank }: FactoredShape): Float64Array {
  const mean = new Float64Array(rank);
  factors.forEach((value, at) => (mean[at % rank] = (mean[at % rank] ?? 0) + value / actions));
  return factors.map((value, at) => value - (mean[at % rank] ?? 0));
}

function bestFixed({ network: { model } }: NetworkResult, { weights }: DesignedReward): number {
  const { actions, heads, fixed, scales } = model;
  let best = 0;
  let most = -Infinity;
  for (let action = 0; action < actions; action += 1) {
    let value = 0;
    for (let head = 0; head < heads; head += 1)
      value += (weights[head] ?? 0) * (scales[head]?.deviation ?? 1) * (fixed[action * heads + head] ?? 0);
    if (value > most) {
      most = value;
      best = action;
    }
  }
  return best;
}

function likeliest(logits: Float32Array, actions: number): Int32Array {
  return Int32Array.from({ length: logits.length / actions }, (_, row) => {
    let best = 0;
    for (let action = 1; action < actions; action += 1)
      if ((logits[row * actions + action] ?? 0) > (logits[row * actions + best] ?? 0)) best = action;
    return best;
  });
}
