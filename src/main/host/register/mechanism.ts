import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { actionChoice, type LearnedChoice } from '../../../core/register/action-choice.ts';
import { chosenPolicy, type PolicyChoice } from '../../../core/register/chosen-policy.ts';
import type { FrozenSweep } from '../../../core/register/snapshot.ts';
import type { HeadWeights, NetChoice } from '../../../core/serving/net-choice.ts';
import type { ServedAction } from '../../../core/serving/serving-rule.ts';
import type { NetworkRecord } from '../learning/network-record.ts';

/** What answers a request under an operating policy: one action for all, or a net and how its answers are read. */
export type Mechanism =
  | { readonly type: 'static'; readonly action: ServedAction }
  | {
      readonly type: 'net';
      readonly of: 'own' | 'predictions';
      readonly record: NetworkRecord;
      readonly how: LearnedChoice;
      /** The same in the heads of the net. */
      readonly choice: NetChoice;
    };

/** Undefined where nothing was learned that could be asked. */
export function mechanismOf(body: FrozenSweep, choice: PolicyChoice): Mechanism | undefined {
  const how = actionChoice(body, choice);
  if (how === undefined || how.type === 'static') return how;
  const { result } = body;
  const of = how.type === 'network' ? how.network : 'predictions';
  const record = of === 'own' ? ownNet(result, choice) : predictionNet(result);
  return record === undefined ? undefined : { type: 'net', of, record, how, choice: netChoice(result, how, record.objectives) };
}

/** The net that made a sweep's predictions, where one did. */
export function predictionNet({ learned }: Pick<SweepResult, 'learned'>): NetworkRecord | undefined {
  // The host wrote it: what is named a net is one.
  return learned?.kind === 'network' ? (learned.model as NetworkRecord) : undefined;
}

function ownNet(result: SweepResult, choice: PolicyChoice): NetworkRecord | undefined {
  const policy = chosenPolicy(result, choice);
  const rule = policy !== undefined && 'kind' in policy ? policy.rule : undefined;
  return rule?.type === 'network' ? (rule.model as NetworkRecord | undefined) : undefined;
}

/** In the heads of the net: a net may also predict rewards that are not swept, and these have no say. */
function netChoice(result: SweepResult, how: LearnedChoice, heads: readonly string[]): NetChoice {
  switch (how.type) {
    case 'network':
      return { type: 'same', weights: heads.map((_, head) => how.weights[head] ?? 0), rule: 'sum' };
    case 'alpha':
      return { type: 'same', ...headWeights(result, how.alpha, heads), rule: how.method === 'chebyshev' ? 'chebyshev' : 'sum' };
    case 'cohorts':
      return {
        type: 'cohorts',
        column: how.column,
        cohorts: how.cohorts.map((cohort) => ({
          ...cohort,
          ...(cohort.alpha === undefined ? {} : headWeights(result, cohort.alpha, heads)),
        })),
        rule: 'sum',
        otherwise: how.otherwise.index,
      };
  }
}

/** One weight per head, in units of 1 / reward. */
function headWeights(
  { objectives, divisors }: SweepResult,
  alpha: number | readonly number[],
  heads: readonly string[],
): Pick<HeadWeights, 'weights'> {
  const shares = typeof alpha === 'number' ? [1 - alpha, alpha] : alpha;
  return { weights: heads.map((head) => (shares[objectives.indexOf(head)] ?? 0) / (divisors[head] ?? 1)) };
}
