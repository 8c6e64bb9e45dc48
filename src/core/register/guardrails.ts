import type { FrontierPoint } from '../policy/sweep-result.ts';

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
  readonly verdict: 'kept' | 'open' | 'broken';
}

/** What a proposal is held to where no margin is named: 1% of production. */
export const defaultMargin = 0.01;

/** Non-inferiority of a point against production on every objective of its sweep. */
export function judgeGuardrails(
  point: Pick<FrontierPoint, 'lifts' | 'liftIntervals'>,
  objectives: readonly string[],
  margins: Readonly<Record<string, number>>,
): readonly GuardrailVerdict[] {
  return objectives.map((objective) => {
    const margin = margins[objective] ?? defaultMargin;
    const lift = point.lifts[objective];
    const interval = point.liftIntervals.find((entry) => entry.objective === objective);
    if (interval === undefined) return { objective, margin, ...(lift === undefined ? {} : { lift }), verdict: 'open' };
    const { low, high } = interval;
    const verdict = low >= -margin ? 'kept' : high < -margin ? 'broken' : 'open';
    return { objective, margin, ...(lift === undefined ? {} : { lift }), low, high, verdict };
  });
}
