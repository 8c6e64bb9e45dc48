import type { EvaluationResult } from '../../../contract/ranking.ts';
import { auc } from '../../../core/ranking/auc.ts';
import type { HostContext } from '../context.ts';
import type { JobHandle } from '../jobs.ts';
import { evaluationData, type EvaluationData } from './evaluation-data.ts';
import { evaluationCuts } from './evaluation-cuts.ts';
import { evaluationSlice, type RankedMethod } from './evaluation-slice.ts';
import { evaluationFindings, evaluationRules } from './evaluation-words.ts';
import type { EvaluationSplit } from './held-out.ts';
import { judgeModel, type ModelJudgement } from './judge-model.ts';
import { judgeSlates } from './judge-slates.ts';
import { queryPlan } from './query-plan.ts';
import type { ServedModel } from './served-model.ts';

export interface EvaluateInput {
  readonly split: EvaluationSplit;
  readonly k: readonly number[];
  readonly users?: number | undefined;
  readonly seed: number;
  readonly vectors: 1 | 4 | 16;
  readonly ease: boolean;
}

/** Offline quality of a bundle beside baselines of the same run: the same targets, the same items left out, paired intervals. */
export async function evaluateBundle(
  context: HostContext,
  model: ServedModel,
  input: EvaluateInput,
  job: JobHandle,
): Promise<EvaluationResult> {
  const started = performance.now();
  job.progress('Reading histories');
  const data = await evaluationData(context.store, model, input, job.signal);
  // Before the interactions are handed over to a worker.
  const cuts = evaluationCuts(context.store, model, data);
  const { methods, leftOut } = await rankBaselines(context, model, data, input.ease, job);
  job.progress('Bundle', 0);
  const conditions = queryPlan(model, { vectors: input.vectors, topics: [], horizon: 'real-time', outcome: undefined });
  const judged = await judgeModel(context.engine, model, data.users, conditions, job.signal, (fraction) =>
    job.progress('Bundle', fraction),
  );
  job.progress('Slates');
  const slates = await judgeSlates(context, model, data, input.seed, job.signal);
  job.progress('Intervals');
  const ks = [...new Set(input.k)].toSorted((left, right) => left - right);
  const slice = (name: string, chosen: readonly number[]) => evaluationSlice(name, chosen, judged.ranks, methods, ks, input.seed);
  const whole = slice('all users', [...data.users.keys()]);
  return {
    ...whole,
    dataset: model.dataset.name,
    bundle: model.name,
    split: input.split,
    auc: headAucs(model, judged),
    ...(slates === undefined ? {} : { slates }),
    slices: cuts.map(({ name, users }) => slice(name, users)),
    rules: evaluationRules(
      model,
      input.split,
      data,
      conditions.map(({ name }) => name),
      slates !== undefined,
      [...leftOut, ...(input.ease ? [] : ['EASE is left out, as asked.'])],
    ),
    findings: evaluationFindings(model, input.split, data, whole, ks[0] ?? 10),
    seconds: (performance.now() - started) / 1000,
  };
}

async function rankBaselines(
  { compute }: HostContext,
  model: ServedModel,
  data: EvaluationData,
  ease: boolean,
  job: JobHandle,
): Promise<{ readonly methods: readonly RankedMethod[]; readonly leftOut: readonly string[] }> {
  const methods: RankedMethod[] = [];
  const leftOut: string[] = [];
  const input = {
    interactions: data.interactions,
    users: Int32Array.from(data.users, ({ user }) => user),
    targets: Int32Array.from(data.users, ({ targetRow }) => targetRow),
    seenExcluded: model.bundle.manifest.seenExcluded,
    ease,
  };
  await compute.use(async (tasks) => {
    for await (const part of tasks['evaluate.baselines'](input, { signal: job.signal })) {
      if (part.type === 'progress') job.progress(`Baselines: ${part.phase.toLowerCase()}`, part.fraction);
      else if (part.type === 'baseline') methods.push(part.baseline);
      else leftOut.push(`${part.name} is left out: ${part.reason}`);
    }
  });
  return { methods, leftOut };
}

function headAucs(model: ServedModel, { probabilities, actions }: ModelJudgement): Readonly<Record<string, number>> {
  const { heads } = model.bundle.manifest;
  return Object.fromEntries(
    heads.flatMap((head, bit) => {
      const scores = Float64Array.from(actions, (_, event) => probabilities[event * heads.length + bit] ?? 0);
      const value = auc(
        scores,
        actions.map((bits) => (bits >>> bit) & 1),
      );
      return value === undefined ? [] : [[head, value]];
    }),
  );
}
