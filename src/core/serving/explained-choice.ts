import type { LearnedChoice } from '../register/action-choice.ts';
import { type NetChoice, scoresOf } from './net-choice.ts';
import type { RequestContext } from './decision.ts';

/** What told how predictions weigh for one request. */
export type ChoiceGround =
  /** The same action for every request. */
  | { readonly type: 'static' }
  | { readonly type: 'alpha'; readonly alpha: number | readonly number[]; readonly method?: 'linear' | 'chebyshev' | 'epsilon' }
  /** The alpha of the request's cohort; none where the cohort stays with production, or is not `listed`. */
  | {
      readonly type: 'cohort';
      readonly column: string;
      readonly value: string | number | null;
      readonly alpha?: number;
      readonly listed: boolean;
    }
  /** A net of its own, whose answers are preferences and no rewards. */
  | { readonly type: 'preference' }
  /** Fixed weights of the predicted rewards, per unit of each. */
  | { readonly type: 'rewards'; readonly weights: readonly { readonly reward: string; readonly weight: number }[] };

/** Why one request gets its action. */
export interface ExplainedChoice {
  /** What it gets. */
  readonly action: number;
  readonly ground: ChoiceGround;
  /** By which the action was chosen: one score per action, more is better. Absent where none has a say. */
  readonly scores?: readonly number[];
}

/** The action that a request gets from a net's answers, and why: `actionOf` with its reasons. `heads` names the heads of the net. */
export function explainChoice(
  how: LearnedChoice,
  choice: NetChoice,
  heads: readonly string[],
  q: ArrayLike<number>,
  context: RequestContext,
): ExplainedChoice {
  const scores = scoresOf(choice, q, context);
  const ground = groundOf(how, heads, context);
  return typeof scores === 'number' ? { action: scores, ground } : { action: scores.indexOf(Math.max(...scores)), ground, scores };
}

function groundOf(how: LearnedChoice, heads: readonly string[], context: RequestContext): ChoiceGround {
  switch (how.type) {
    case 'alpha':
      return how;
    case 'cohorts': {
      const value = context[how.column] ?? null;
      const cohort = how.cohorts.find((one) => one.value === value);
      const { column } = how;
      const alpha = cohort?.alpha;
      return { type: 'cohort', column, value, listed: cohort !== undefined, ...(alpha === undefined ? {} : { alpha }) };
    }
    case 'network':
      if (how.network === 'own') return { type: 'preference' };
      return {
        type: 'rewards',
        weights: heads.flatMap((reward, head) => {
          const weight = how.weights[head] ?? 0;
          return weight === 0 ? [] : [{ reward, weight }];
        }),
      };
  }
}
