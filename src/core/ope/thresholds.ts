/**
 * Every threshold of a verdict, in one place; each message prints its number and the threshold it was held against.
 * Effective sample size over n is no criterion here: it would refuse every deterministic policy over many arms.
 */
export const thresholds = {
  /** Refused below: (sum w r)^2 / sum (w r)^2. */
  refuseEffectiveEvents: 10,
  /** Flagged below. */
  flagEffectiveEvents: 30,
  /** The heaviest share of the rows that carry weight (rows the target never agrees with carry none), and how much weight it may hold before the flag. */
  topRows: 0.01,
  flagTopShare: 0.2,
  /** Flagged above this many standard errors between the mean weight and 1. */
  flagMeanWeightErrors: 3,
  /** Refused below: rows whose logged action the target may take. */
  refuseHits: 30,
  /** Refused above: share of the target's probability on actions the log never took. */
  refuseUnsupportedMass: 0.01,
} as const;
