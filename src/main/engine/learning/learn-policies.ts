import { baselines, designedRewards, type DesignedReward } from '../../../core/learn/designed-reward.ts';
import { foldRows } from '../../../core/policy/split.ts';
import type { LearnItem, LearnedSoftmaxPolicy, LearnProgress, PoliciesQuery, PoliciesResult } from './contract.ts';
import { learnNetwork } from './learn-network.ts';
import { learnSoftmaxPolicy } from './learn-softmax-policy.ts';

const baselineFolds = 2;

/**
 * DRL-PUT: one softmax policy per composed reward, by policy gradient. The baseline of a row comes from a Q-net that never saw its user; a Q-net on all
 * learning rows gives the predictions, and the argmax that stands beside each policy.
 */
export async function* learnPolicies(query: PoliciesQuery, signal: AbortSignal): AsyncGenerator<LearnItem<PoliciesResult>> {
  const { data, learn, seed, rewards } = query;
  const actions = data.actions.length;
  const learned = yield* within(learnNetwork(query, signal), 'Q-net', 0, 0.3);
  const fold = foldRows(learn, data.user, baselineFolds, seed);
  const baseline = rewards.map(() => new Float64Array(data.rows));
  for (let held = 0; held < baselineFolds; held += 1) {
    const rows = learn.filter((_, place) => fold[place] === held);
    const others = learn.filter((_, place) => fold[place] !== held);
    const { predictions } = yield* within(
      learnNetwork({ ...query, learn: others, predict: rows, seed: seed + 1 + held }, signal),
      'Baseline',
      0.3 + 0.15 * held,
      0.15,
    );
    rewards.forEach((reward, index) => {
      const values = baselines(predictions, reward, rows.length, actions);
      rows.forEach((row, place) => {
        const column = baseline[index];
        if (column !== undefined) column[row] = values[place] ?? 0;
      });
    });
  }
  const policies: LearnedSoftmaxPolicy[] = [];
  for (const [index, reward] of rewards.entries()) {
    const left = advantages(query, reward, baseline[index] ?? new Float64Array(data.rows));
    const share = 0.4 / rewards.length;
    policies.push(
      yield* within(learnSoftmaxPolicy(query, reward, left, learned, signal), `Policy ${reward.name}`, 0.6 + share * index, share),
    );
  }
  yield { type: 'result', result: { ...learned, policies } };
}

/** What is left of the composed reward after the baseline, for every row of the log. */
function advantages({ data }: PoliciesQuery, reward: DesignedReward, baseline: Float64Array): Float64Array {
  return designedRewards(data.rewards, reward).map((value, row) => value - (baseline[row] ?? 0));
}

/** Passes a part's progress on as its share of the whole. */
async function* within<Result>(
  work: AsyncGenerator<LearnItem<Result>>,
  name: string,
  from: number,
  share: number,
): AsyncGenerator<LearnItem<never>, Result> {
  for await (const item of work) {
    if (item.type === 'result') return item.result;
    const progress: LearnProgress = {
      ...item.progress,
      phase: `${name}: ${item.progress.phase.toLowerCase()}`,
      fraction: from + share * item.progress.fraction,
    };
    yield { type: 'progress', progress };
  }
  throw new Error(`${name} ended without a result.`);
}
