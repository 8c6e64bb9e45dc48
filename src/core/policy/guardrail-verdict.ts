import type { ExplorationData } from './exploration-data.ts';
import { defaultMargin, type GuardrailRule } from './sweep-options.ts';
import type { Guardrail, RewardVerdict } from './sweep-result.ts';

/** Names of rewards of which less is better, where nobody says. */
const unwanted = /hide|report|dislike|unsubscribe|complain|block|skip|negative|bounce|error|latency/i;

/** Whether more or less of a reward is better, by its name. */
export function usualSense(reward: string): Guardrail['sense'] {
  return unwanted.test(reward) ? 'less' : 'more';
}

/** One guardrail per logged reward that is not swept: a non-inferiority margin, unless a rule says otherwise. */
export function guardrailsOf(data: ExplorationData, rules: readonly GuardrailRule[] | undefined): readonly Guardrail[] {
  return (data.others ?? []).map(({ name }) => {
    const rule = rules?.find(({ reward }) => reward === name);
    return { reward: name, sense: rule?.sense ?? usualSense(name), margin: rule?.margin ?? defaultMargin };
  });
}

/** Holds the interval of a relative change against the margin. */
export function guardrailVerdict({ sense, margin }: Guardrail, low: number, high: number): RewardVerdict['verdict'] {
  const [worst, best] = sense === 'more' ? [low, high] : [-high, -low];
  if (worst >= -margin) return 'held';
  return best < -margin ? 'violated' : 'unclear';
}
