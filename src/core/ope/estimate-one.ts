import { sum } from '../statistics/sum.ts';
import { candidateThresholds, isTuned, type TunedName } from './candidates.ts';
import type { Clusters } from './clusters.ts';
import { clippedWeights, shrunkWeights, subGaussianWeights, switchedWeights } from './estimators/changed-weights.ts';
import { directMethod } from './estimators/direct.ts';
import { doublyRobust } from './estimators/doubly-robust.ts';
import { importance } from './estimators/importance.ts';
import { hasPredictions } from './estimators/predicted-terms.ts';
import { replay } from './estimators/replay.ts';
import { selfNormalisedDoublyRobust } from './estimators/self-normalised-doubly-robust.ts';
import { selfNormalised } from './estimators/self-normalised.ts';
import { switchEstimate } from './estimators/switch.ts';
import type { Finding } from './finding.ts';
import { formatNumber } from './format-number.ts';
import type { Influence } from './influence.ts';
import { interval, type IntervalMethod } from './interval.ts';
import { isUniformLogging, knownLogging } from './logging-policy.ts';
import type { OpeData } from './ope-data.ts';
import type { Estimate, EstimatorName } from './ope-result.ts';
import type { RowTerms } from './row-terms.ts';
import { tune, type Candidate, type TuningRule } from './tune.ts';

export interface EstimateOptions {
  readonly level: number;
  readonly interval?: IntervalMethod;
  /** Threshold of every estimator that has one, or one per name. */
  readonly lambda?: number | Partial<Record<EstimatorName, number>>;
  /** How a threshold that is not given is chosen; `mse` where neither is said. */
  readonly tune?: TuningRule;
}

/** One estimate with its interval, or the reason why there is none. */
export function estimateOne(
  name: EstimatorName,
  data: OpeData,
  terms: RowTerms,
  clusters: Clusters | undefined,
  options: EstimateOptions,
): Estimate | Finding {
  const maker = estimatorFor(name, data, terms);
  if ('code' in maker) return maker;
  const withClusters = clusters === undefined ? {} : { clusters };
  const method = options.interval === undefined ? {} : { method: options.interval };
  const linearised = name === 'snips' || name === 'sndr' || name === 'replay';
  const measure = (influence: Influence) => interval(influence, options.level, { ...withClusters, ...method, linearised });
  if (!isTuned(name)) {
    const influence = maker.make(Number.NaN);
    return { estimator: name, value: influence.value, ...measure(influence) };
  }
  const given = typeof options.lambda === 'number' ? options.lambda : options.lambda?.[name];
  if (given !== undefined) {
    const problem = lambdaProblem(name, given);
    if (problem !== undefined) return problem;
    const influence = maker.make(given);
    return {
      estimator: name,
      value: influence.value,
      ...measure(influence),
      ...(given === Infinity ? {} : { lambda: given }),
      tuned: 'given',
    };
  }
  let maxWeight = 0;
  for (const weight of terms.weight) if (weight > maxWeight) maxWeight = weight;
  const candidates = candidateThresholds(name, maxWeight).map((lambda): Candidate => {
    const influence = maker.make(lambda);
    return { lambda, influence, interval: measure(influence), bias: Math.abs(biasOf(terms, maker.weights(lambda), maker.predicted)) };
  });
  const rule = options.tune ?? 'mse';
  const [best, ...others] = tune(candidates, rule);
  if (best === undefined) throw new Error('no candidate thresholds');
  const next = others.slice(0, 2).map((other) => words(other.lambda));
  return {
    estimator: name,
    value: best.influence.value,
    ...best.interval,
    ...(best.lambda === Infinity ? {} : { lambda: best.lambda }),
    tuned: `${rule}: ${words(best.lambda)} of ${candidates.length}${next.length === 0 ? '' : `, then ${next.join(', ')}`}`,
  };
}

interface Maker {
  readonly make: (lambda: number) => Influence;
  /** Changed weights at a threshold, for the bias of the tuning rule. */
  readonly weights: (lambda: number) => Float64Array;
  /** True when predictions are taken off the reward before it is weighted. */
  readonly predicted: boolean;
}

function estimatorFor(name: EstimatorName, data: OpeData, terms: RowTerms): Maker | Finding {
  const { weight } = terms;
  const plain = (make: () => Influence): Maker => ({ make, weights: () => weight, predicted: false });
  if (name === 'ips') return plain(() => importance(terms, weight));
  if (name === 'snips') return plain(() => selfNormalised(terms));
  if (name === 'replay')
    return isUniformLogging(data) && isDeterministic(data)
      ? plain(() => replay(terms))
      : refusal('needs-uniform-logging', replayMessage(data));
  if (name === 'cips') return changed(clippedWeights);
  if (name === 'sg') return changed(subGaussianWeights);
  const { qhat } = data;
  if (qhat === undefined || !hasPredictions(terms)) {
    return refusal(
      'needs-qhat',
      `${name} needs a predicted reward for every action of every row; give it as q-hat, learned on other rows than these.`,
    );
  }
  if (name === 'dm') return plain(() => directMethod(terms.qTarget));
  if (name === 'dr') return plain(() => doublyRobust(terms, weight));
  if (name === 'sndr') return plain(() => selfNormalisedDoublyRobust(terms));
  if (name === 'switch') {
    const logging = knownLogging(data);
    if (logging === undefined) {
      return refusal(
        'needs-logging',
        'switch needs the probability of every action under the logging policy, and this log tells only that of the logged one; give the whole matrix, or use switch-dr.',
      );
    }
    return {
      make: (threshold) => switchEstimate({ ...data, qhat }, logging, terms, threshold),
      weights: (threshold) => switchedWeights(weight, threshold),
      predicted: true,
    };
  }
  const change = name === 'cdr' ? clippedWeights : name === 'switch-dr' ? switchedWeights : shrunkWeights;
  const weights = (lambda: number) => change(weight, lambda);
  return { make: (lambda) => doublyRobust(terms, weights(lambda)), weights, predicted: true };

  function changed(rule: (weight: Float64Array, lambda: number) => Float64Array): Maker {
    return { make: (lambda) => importance(terms, rule(weight, lambda)), weights: (lambda) => rule(weight, lambda), predicted: false };
  }
}

/** Mean of (w - w') (r - q): what changing the weights costs in bias, as far as the log can tell. */
function biasOf(terms: RowTerms, changed: Float64Array, predicted: boolean): number {
  const values = new Float64Array(terms.n);
  for (let row = 0; row < terms.n; row += 1) {
    const residual = (terms.reward[row] ?? 0) - (predicted ? (terms.qLogged?.[row] ?? 0) : 0);
    values[row] = ((terms.weight[row] ?? 0) - (changed[row] ?? 0)) * residual;
  }
  return sum(values) / terms.n;
}

function isDeterministic(data: OpeData): boolean {
  for (const probability of data.target) if (probability !== 0 && Math.abs(probability - 1) > 1e-9) return false;
  return true;
}

function replayMessage(data: OpeData): string {
  return isUniformLogging(data)
    ? 'replay needs a target that takes one action per row; this one draws at random. Use snips.'
    : 'replay is only right where every action was logged with the same probability, and here propensities differ. Use snips.';
}

function lambdaProblem(name: TunedName, lambda: number): Finding | undefined {
  if (lambda >= 0 && (name !== 'sg' || lambda <= 1)) return undefined;
  const range = name === 'sg' ? 'from 0 to 1' : 'of at least 0';
  return refusal('bad-lambda', `${name} takes a threshold ${range}, and ${formatNumber(lambda)} was given.`);
}

function words(lambda: number): string {
  return lambda === Infinity ? 'none' : formatNumber(lambda);
}

function refusal(code: string, message: string): Finding {
  return { level: 'refusal', code, message };
}
