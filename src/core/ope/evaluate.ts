import { binaryScale } from '../statistics/binary-scale.ts';
import { mean } from '../statistics/sum.ts';
import { clustersOf } from './clusters.ts';
import { diagnose, supportOf } from './diagnostics.ts';
import { estimateOne, type EstimateOptions } from './estimate-one.ts';
import type { Finding } from './finding.ts';
import type { OpeData } from './ope-data.ts';
import type { Estimate, EstimatorName, OpeResult } from './ope-result.ts';
import { rowTerms } from './row-terms.ts';
import { verdict } from './verdict.ts';

export interface EvaluateOptions extends EstimateOptions {
  readonly objective: string;
  /** All of them on request; by default those that need no threshold and have what they need. */
  readonly estimators?: readonly EstimatorName[];
}

/**
 * Evaluates a target policy from a log: diagnostics, verdict and estimates. Where the verdict refuses, no estimate is given; an estimator that lacks
 * what it needs is refused on its own. Users, where present, are the independent units of every interval.
 */
export function evaluate(given: OpeData, options: EvaluateOptions): OpeResult {
  const scale = valueScale(given);
  const data = scale === 1 ? given : scaled(given, scale);
  const terms = rowTerms(data);
  const clusters = data.user === undefined ? undefined : clustersOf(data.user);
  const diagnostics = diagnose(terms, clusters);
  const support = supportOf(data);
  const { flags, refusals } = verdict(diagnostics, support);
  const own: Finding[] = [];
  const estimates: Estimate[] = [];
  for (const name of options.estimators ?? defaultEstimators(data)) {
    const outcome = estimateOne(name, data, terms, clusters, options);
    if ('code' in outcome) own.push(outcome);
    else if (refusals.length === 0) estimates.push(scale === 1 ? outcome : unscaled(outcome, scale));
  }
  return {
    objective: options.objective,
    n: data.rows,
    ess: diagnostics.ess,
    effectiveEvents: diagnostics.effectiveEvents,
    meanWeight: diagnostics.meanWeight,
    meanWeightSe: diagnostics.meanWeightSe,
    maxWeight: diagnostics.maxWeight,
    topShare: diagnostics.topShare,
    unsupportedMass: support.unsupportedMass,
    support: { actions: data.actions, unsupportedActions: support.unsupportedActions, hits: diagnostics.hits },
    level: options.level,
    logged: mean(data.reward) / scale,
    estimates,
    flags: estimates.length > 0 && clusters !== undefined && clusters.count < 2 ? [...flags, oneUser] : flags,
    refusals: [...refusals, ...own],
  };
}

/** Users are the independent units; of one unit nothing can be said about the spread between them. */
const oneUser: Finding = {
  level: 'flag',
  code: 'one-user',
  message:
    'All rows are of one user, so no interval can be given. Use a log of several users; leave the user column out only where its rows are independent.',
};

/** Sizes whose squares and sums stay far from the ends of double precision. */
const everyday = { least: 1e-100, most: 1e100 } as const;

/** Every estimate is linear in rewards and predictions, so those of unusual size are brought near 1 by a power of two, which rounds nothing. */
function valueScale({ reward, qhat }: OpeData): number {
  let largest = 0;
  for (const values of [reward, qhat ?? []]) for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest >= everyday.least && largest <= everyday.most ? 1 : binaryScale(largest);
}

function scaled(data: OpeData, scale: number): OpeData {
  const times = (values: Float64Array | Float32Array) => Float64Array.from(values, (value) => value * scale);
  return { ...data, reward: times(data.reward), ...(data.qhat === undefined ? {} : { qhat: times(data.qhat) }) };
}

function unscaled(estimate: Estimate, scale: number): Estimate {
  const { value, se, low, high } = estimate;
  return { ...estimate, value: value / scale, se: se / scale, low: low / scale, high: high / scale };
}

function defaultEstimators(data: OpeData): readonly EstimatorName[] {
  return data.qhat === undefined ? ['ips', 'snips'] : ['dm', 'ips', 'snips', 'dr'];
}
