import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { formatPercent } from '../../ui/format.ts';

/** What the intervals that are shown promise. */
export const intervalHelp = {
  pointwise: 'Each interval holds at its level on its own',
  simultaneous: 'All intervals of values and lifts of the run’s policies hold at once at their level',
} as const;

/** The intervals that are shown, by their level and by whether it is that of each or of all together. */
export function intervalWords({ level, multiplicity }: Pick<SweepResult, 'level' | 'multiplicity'>): string {
  return `${multiplicity} ${formatPercent(level, 0)} intervals`;
}
