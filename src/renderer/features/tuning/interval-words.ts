import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { formatPercent } from '../../ui/format.ts';

const words = { pointwise: 'each on its own', simultaneous: 'all at once' } as const;

/** The intervals that are shown: their level, and whether it is that of each or of all together. */
export function intervalWords({ level, multiplicity }: Pick<SweepResult, 'level' | 'multiplicity'>): string {
  return `${formatPercent(level, 0)} intervals, ${words[multiplicity]}`;
}
