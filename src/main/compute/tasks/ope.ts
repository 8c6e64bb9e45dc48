import { evaluate } from '../../../core/ope/evaluate.ts';
import type { EstimatorName, OpeResult } from '../../../core/ope/ope-result.ts';
import type { TuningRule } from '../../../core/ope/tune.ts';
import { crossFitPredictions } from '../../../core/policy/cross-fit.ts';
import type { ExplorationData } from '../../../core/policy/exploration-data.ts';
import { type CallContext, call } from '../../../rpc/procedure.ts';
import { drive } from '../drive.ts';

export interface OpeTaskInput {
  /** One objective; its columns are transferred. */
  readonly data: ExplorationData;
  /** One probability per action. */
  readonly target: Float64Array;
  readonly estimators?: readonly EstimatorName[];
  readonly level: number;
  readonly seed: number;
  /** One threshold for every estimator that has one. */
  readonly lambda?: number;
  readonly tune?: TuningRule;
}

/** Evaluates a context-free target; predictions are cross-fitted where an estimator asks for them. */
export const policyOpe = call<OpeTaskInput, OpeResult>();

export async function runPolicyOpe(input: OpeTaskInput, { signal }: CallContext): Promise<OpeResult> {
  const { data, target, estimators, level, seed, lambda, tune } = input;
  const predicts = estimators === undefined || estimators.some((name) => !withoutPredictions.has(name));
  let qhat: Float32Array | undefined;
  if (predicts && data.rows > 0) {
    for await (const step of drive(crossFitPredictions(data, 0, seed), signal)) if (step.type === 'result') qhat = step.result;
  }
  return evaluate(
    {
      rows: data.rows,
      actions: data.actions.length,
      action: data.action,
      propensity: data.propensity,
      reward: data.rewards[0] ?? new Float64Array(0),
      target,
      ...(data.user === undefined ? {} : { user: data.user }),
      ...(qhat === undefined ? {} : { qhat }),
    },
    {
      objective: data.objectives[0] ?? '',
      level,
      ...(estimators === undefined ? {} : { estimators }),
      ...(lambda === undefined ? {} : { lambda }),
      ...(tune === undefined ? {} : { tune }),
    },
  );
}

const withoutPredictions: ReadonlySet<EstimatorName> = new Set(['ips', 'cips', 'snips', 'sg', 'replay']);
