import type { Diagnostics } from './diagnostics.ts';
import type { Finding } from './finding.ts';
import { formatNumber, formatPercent } from './format-number.ts';
import { thresholds } from './thresholds.ts';

/** Probabilities in files are rounded: a mean weight this close to 1 is 1. */
const leastGap = 1e-6;

export interface Verdict {
  readonly flags: readonly Finding[];
  readonly refusals: readonly Finding[];
}

/** Holds the diagnostics of one target and objective against the thresholds. Any refusal means: show no number. */
export function verdict(
  diagnostics: Diagnostics,
  support: { readonly unsupportedMass: number; readonly unsupportedActions: number },
): Verdict {
  const { effectiveEvents, topShare, meanWeight, meanWeightSe, hits } = diagnostics;
  const refusals: Finding[] = [];
  if (hits < thresholds.refuseHits) {
    refusals.push(
      refusal(
        'few-hits',
        `Only ${hits} ${hits === 1 ? 'row was' : 'rows were'} logged with an action this policy takes; fewer than ${thresholds.refuseHits} are refused. Use a larger log or a policy closer to the logged one.`,
      ),
    );
  }
  // What is no number at all is refused too.
  if (!(effectiveEvents >= thresholds.refuseEffectiveEvents)) {
    refusals.push(
      refusal(
        'few-effective-events',
        `The estimate rests on ${formatNumber(effectiveEvents)} effective events; fewer than ${thresholds.refuseEffectiveEvents} are refused. Use a larger log or a more frequent objective.`,
      ),
    );
  }
  if (support.unsupportedMass > thresholds.refuseUnsupportedMass) {
    refusals.push(
      refusal(
        'no-support',
        `${formatPercent(support.unsupportedMass)} of the policy's probability is on ${support.unsupportedActions} actions the log never took; above ${formatPercent(thresholds.refuseUnsupportedMass)} is refused. Explore these actions, or leave them out of the policy.`,
      ),
    );
  }
  const flags: Finding[] = [];
  const overlap: string[] = [];
  if (effectiveEvents < thresholds.flagEffectiveEvents) {
    overlap.push(
      `the estimate rests on ${formatNumber(effectiveEvents)} effective events (flagged below ${thresholds.flagEffectiveEvents})`,
    );
  }
  if (topShare > thresholds.flagTopShare) {
    overlap.push(
      `the heaviest ${formatPercent(thresholds.topRows)} of the rows with weight hold ${formatPercent(topShare)} of the weight (flagged above ${formatPercent(thresholds.flagTopShare)})`,
    );
  }
  if (overlap.length > 0) flags.push(flag('low-overlap', `Low overlap: ${overlap.join('; ')}. Treat the interval as optimistic.`));
  const gap = Math.abs(meanWeight - 1);
  if (gap > thresholds.flagMeanWeightErrors * meanWeightSe && gap > leastGap) {
    flags.push(
      flag(
        'mean-weight',
        `The mean weight is ${formatNumber(meanWeight, 4)}, ${formatNumber(gap / meanWeightSe)} standard errors from 1 (flagged above ${thresholds.flagMeanWeightErrors}): the propensities or the support may be wrong. Check how the log was drawn.`,
      ),
    );
  }
  return { flags, refusals };
}

function refusal(code: string, message: string): Finding {
  return { level: 'refusal', code, message };
}

function flag(code: string, message: string): Finding {
  return { level: 'flag', code, message };
}
