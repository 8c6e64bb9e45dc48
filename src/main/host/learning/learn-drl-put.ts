import type { DesignedReward } from '../../../core/learn/designed-reward.ts';
import { rewardScale } from '../../../core/learn/reward-scales.ts';
import type { ExplorationData } from '../../../core/policy/exploration-data.ts';
import type { LearnedNetwork } from '../../../core/learn/learned-network.ts';
import type { Learned, LearnedPolicy } from '../../../core/policy/learned.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { LearnedSoftmaxPolicy } from '../../engine/learning/contract.ts';
import type { HostContext } from '../context.ts';
import type { JobHandle } from '../jobs.ts';
import { copyForLearning } from './copy-for-learning.ts';
import { budgetMs, leastNetworkRows, type LearnSplit } from './learn-policy.ts';
import { netRecord, networkRecord } from './network-record.ts';

/** A reward as an operator writes it: weights by name of a logged reward (others are left out), in units of the log; a cost has a negative weight. */
export interface RewardDesign {
  readonly name?: string | undefined;
  readonly weights: Readonly<Record<string, number>>;
}

/**
 * DRL-PUT: a softmax policy per composed reward, in the learning worker, and beside each the argmax of a Q-net on the same reward. The predictions that come
 * with them are of the swept objectives alone. `data` stays the caller's.
 */
export async function learnDrlPut(
  { learning }: Pick<HostContext, 'learning'>,
  data: ExplorationData,
  { learn, predict }: LearnSplit,
  { seed, rewards }: { readonly seed: number; readonly rewards?: readonly RewardDesign[] | undefined },
  { signal, progress }: Pick<JobHandle, 'signal' | 'progress'>,
): Promise<Learned> {
  if (learn.length < leastNetworkRows)
    throw new RpcError({
      code: 'refused',
      message: `Learning a policy needs at least ${leastNetworkRows.toLocaleString('en')} rows to learn on; there are ${learn.length.toLocaleString('en')}. Use prl-puts, or learn on a larger share.`,
    });
  const { others, ...swept } = data;
  const whole = {
    ...swept,
    objectives: [...data.objectives, ...(others ?? []).map(({ name }) => name)],
    rewards: [...data.rewards, ...(others ?? []).map(({ values }) => values)],
  };
  const designs = rewards === undefined ? mixes(data, learn) : rewards.map((design) => composed(design, whole.objectives));
  progress('Learning: reading inputs', 0);
  const query = {
    data: await copyForLearning(whole, signal),
    learn: learn.slice(),
    predict: predict.slice(),
    seed,
    budgetMs,
    rewards: designs,
  };
  const { predictions, network, policies } = await learning.policies(query, {
    signal,
    onProgress: ({ phase, fraction }) => progress(`Learning: ${phase}`, fraction),
  });
  return {
    predictions: predictions.slice(0, data.objectives.length),
    policies: policies.flatMap((policy) => asPolicies(policy, network, data)),
    record: networkRecord(network),
  };
}

/** Head of a policy's own net. */
const preference = 'preference';

function composed({ name, weights }: RewardDesign, known: readonly string[]): DesignedReward {
  const words = Object.entries(weights).filter(([, weight]) => weight !== 0);
  return {
    name:
      name ??
      words
        .map(([reward, weight]) => `${weight} ${reward}`)
        .join(' + ')
        .replaceAll('+ -', '- '),
    weights: known.map((reward) => weights[reward] ?? 0),
  };
}

/** Where none is designed: the swept objectives in three mixes, each in units of its standard deviation. */
function mixes(data: ExplorationData, learn: Int32Array): readonly DesignedReward[] {
  const units = data.rewards.map((rewards) => 1 / rewardScale(rewards, learn).deviation);
  const last = data.objectives.length - 1;
  return [0.25, 0.5, 0.75].map((lean) => ({
    name: `${1 - lean} ${data.objectives[0] ?? ''} + ${lean} ${data.objectives[last] ?? ''}, standardised`,
    weights: units.map((unit, index) => unit * (index === 0 ? 1 - lean : index === last ? lean : 0)),
  }));
}

function asPolicies(policy: LearnedSoftmaxPolicy, network: LearnedNetwork, { actions }: ExplorationData): readonly LearnedPolicy[] {
  const { name, weights, chosen, byPrediction, fixed, entropy, z, personal, curve, seconds, shape, parameters, model } = policy;
  // One head: how much it prefers each action, up to a constant per request.
  const own = netRecord({ ...network, objectives: [preference], shape, parameters, model });
  return [
    {
      name: `DRL-PUT, ${name}`,
      kind: 'drl-put',
      chosen,
      rule: { type: 'network', model: own, weights: [1] },
      words: personal
        ? 'A softmax policy learned by policy gradient; it takes its likeliest action, its preferences scaled by what users it had not seen bear out.'
        : 'Users it had not seen do not bear out that requests should differ, so it gives all of them the best single action.',
      facts: {
        'Entropy (nats)': entropy,
        'Evidence (standard errors)': z,
        Epochs: curve.length,
        'Best single action': actions[fixed] ?? '',
        'Seconds to learn': seconds,
      },
    },
    {
      name: `Q-argmax, ${name}`,
      kind: 'other',
      chosen: byPrediction,
      rule: { type: 'network', weights },
      words: 'The action with the highest predicted reward, from the Q-net.',
    },
  ];
}
