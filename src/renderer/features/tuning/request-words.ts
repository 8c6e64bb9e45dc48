import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import type { ExplainedChoice } from '../../../core/serving/explained-choice.ts';
import { formatName, formatPercent, formatSignificant } from '../../ui/format.ts';

/** What the request gets, and whether production gives it the same. */
export function answerSentence(name: string, action: number, production: number | undefined): string {
  if (production === undefined) return `It gets ${name}.`;
  return action === production ? `It gets ${name}, as under production.` : `It gets ${name} in place of production’s.`;
}

/** Which alpha, cohort or net the action came from, in words. */
export function groundSentence({ ground }: Pick<ExplainedChoice, 'ground'>, { objectives }: Pick<SweepResult, 'objectives'>): string {
  switch (ground.type) {
    case 'static':
      return 'This policy gives every request the same action, whatever is known of it.';
    case 'alpha':
      return `${ground.method === 'chebyshev' ? chebyshev : 'It has the highest sum of predicted rewards'}, weighed ${weighing(ground.alpha, objectives)}, each in units of its own spread.`;
    case 'cohort': {
      const told = ground.value === null ? 'is missing' : `is ${ground.value}`;
      const column = formatName(ground.column);
      if (!ground.listed) return `Its ${column} ${told}, which has no alpha of its own, so it gets production.`;
      if (ground.alpha === undefined)
        return `Its ${column} ${told}, and that cohort stays with production: no alpha was predicted to gain on both.`;
      return `Its ${column} ${told}, and that cohort has alpha ${formatSignificant(ground.alpha, 3)}: the highest sum of predicted rewards, weighed ${weighing(ground.alpha, objectives)}, each in units of its own spread.`;
    }
    case 'preference':
      return 'The policy’s own net prefers it. The predicted rewards come from the Q-net beside it, and have no say.';
    case 'rewards':
      return `It has the highest predicted ${ground.weights.map(term).join('')}.`;
  }
}

/** `1.0 revenue`, then ` − 2.0 hide`. */
function term({ reward, weight }: { readonly reward: string; readonly weight: number }, place: number): string {
  const sign = weight < 0 ? '\u2212' : '+';
  const size = `${formatSignificant(Math.abs(weight), 3)} ${formatName(reward)}`;
  if (place > 0) return ` ${sign} ${size}`;
  return weight < 0 ? `${sign}${size}` : size;
}

const chebyshev = 'Its largest shortfall from the best prediction of each reward is the smallest';

/** `75% saves and 25% p2p`. */
function weighing(alpha: number | readonly number[], objectives: readonly string[]): string {
  const shares = typeof alpha === 'number' ? [1 - alpha, alpha] : alpha;
  return shares.map((share, place) => `${formatName(objectives[place] ?? '')} ${formatPercent(share, 0)}`).join(', ');
}
