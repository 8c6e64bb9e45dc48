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
export function evaluate(data: OpeData, options: EvaluateOptions): OpeResult {
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
    else if (refusals.length === 0) estimates.push(outcome);
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
    logged: mean(data.reward),
    estimates,
    flags,
    refusals: [...refusals, ...own],
  };
}

function defaultEstimators(data: OpeData): readonly EstimatorName[] {
  return data.qhat === undefined ? ['ips', 'snips'] : ['dm', 'ips', 'snips', 'dr'];
}
