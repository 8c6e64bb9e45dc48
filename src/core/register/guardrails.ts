import type { EvidenceFigures } from './evidence.ts';

/**
 * Whether an objective may fall by more than its margin against production.
 * `kept`: the whole interval of the lift lies above -margin; `broken`: it lies below; `open`: the scored rows cannot say.
 */
export interface GuardrailVerdict {
  readonly objective: string;
  /** Largest loss that is accepted, as a share of production's value. */
  readonly margin: number;
  readonly lift?: number;
  readonly low?: number;
  readonly high?: number;
  /** Present where less of it is better: it may rise by the margin. */
  readonly sense?: 'less';
  readonly verdict: 'kept' | 'open' | 'broken';
}

/** What a proposal is held to where no margin is named: 1% of production. */
export const defaultMargin = 0.01;

/** Non-inferiority of a point against production on every objective of its sweep and on every other logged reward. */
export function judgeGuardrails(
  figures: Pick<EvidenceFigures, 'lifts' | 'liftIntervals' | 'rewards'>,
  objectives: readonly string[],
  margins: Readonly<Record<string, number>>,
): readonly GuardrailVerdict[] {
  const swept = objectives.map((objective): GuardrailVerdict => {
    const margin = margins[objective] ?? defaultMargin;
    const lift = figures.lifts[objective];
    const interval = figures.liftIntervals.find((entry) => entry.objective === objective);
    if (interval === undefined) return { objective, margin, ...(lift === undefined ? {} : { lift }), verdict: 'open' };
    const { low, high } = interval;
    return { objective, margin, ...(lift === undefined ? {} : { lift }), low, high, verdict: verdictOf(low, high, margin) };
  });
  const others = (figures.rewards ?? []).map(({ reward, sense, margin: usual, lift, low, high }): GuardrailVerdict => {
    const margin = margins[reward] ?? usual;
    if (lift === undefined || low === undefined || high === undefined)
      return { objective: reward, margin, ...(sense === 'less' ? { sense } : {}), verdict: 'open' };
    const verdict = sense === 'more' ? verdictOf(low, high, margin) : verdictOf(-high, -low, margin);
    return { objective: reward, margin, lift, low, high, ...(sense === 'less' ? { sense } : {}), verdict };
  });
  return [...swept, ...others];
}

/** `low` and `high` bound the gain; a NaN bound says nothing. */
function verdictOf(low: number, high: number, margin: number): GuardrailVerdict['verdict'] {
  return low >= -margin ? 'kept' : high < -margin ? 'broken' : 'open';
}
