import type { EvaluationSlice } from '../../../contract/ranking.ts';
import type { TrainingSplit } from '../../../core/bundle/manifest.ts';
import { type EvaluationData, temporalShare } from './evaluation-data.ts';
import type { EvaluationSplit } from './held-out.ts';
import type { ServedModel } from './served-model.ts';

/** Did training hold these targets out? `undefined` when it did; else why not, as the second half of a sentence. */
export function seenInTraining(training: TrainingSplit, split: EvaluationSplit, data: EvaluationData): string | undefined {
  if (training.kind === 'none') return 'its training held nothing out';
  if (split === 'leave-last-out' && training.kind === 'leave-last-out') return undefined;
  const cutMs = training.cutMs ?? Number.POSITIVE_INFINITY;
  if (training.kind === 'leave-last-out')
    return 'its training held out only the last positive event of each user, not everything after the cut';
  if (split === 'temporal') return cutMs <= data.cutMs ? undefined : 'its training read events after the cut';
  const inside = data.users.filter(({ targetAtMs }) => !(targetAtMs >= cutMs)).length;
  return inside === 0
    ? undefined
    : `its training held out events from ${iso(cutMs)} on, and ${inside} of the ${data.users.length} targets are earlier`;
}

/** How the figures were made, one rule a sentence. */
export function evaluationRules(
  model: ServedModel,
  split: EvaluationSplit,
  data: EvaluationData,
  queries: readonly string[],
  withSlates: boolean,
  leftOut: readonly string[],
): readonly string[] {
  const { seenExcluded, vectors, training } = model.bundle.manifest;
  const seen = seenInTraining(training.split, split, data);
  return [
    split === 'leave-last-out'
      ? 'Target: the last positive event of each user, ties in time by file order; history: every event before it.'
      : `Target: the first positive event of each user at or after ${iso(data.cutMs)} (${temporalShare * 100}% of the timed events are earlier); history: every event before that time.`,
    `Ranking: all ${vectors.rows} items of the bundle's catalogue, without sampling; equal scores keep catalogue order.`,
    ...(queries.length === 1
      ? []
      : [
          `Retrieval: a target is in the first k when any of ${queries.length} query vectors (${queries.join('; ')}) has it there; the baselines have one list each.`,
        ]),
    seenExcluded
      ? 'Items of the history are left out for the bundle and the baselines alike; a target that is such an item counts as a miss for all.'
      : 'Items of the history stay in for the bundle and the baselines alike.',
    seen === undefined
      ? `Training: the bundle's record says that these targets were held out (${training.split.kind}).`
      : `Training: ${seen}, by the bundle's record.`,
    'Baselines: settings chosen by NDCG@10 on the positive event before the target, predicted from what stands before it; then learned again from all events before the target.',
    'Intervals: 95%, percentiles of 1,000 bootstrap resamples of users, the same resamples for every method, so differences are paired.',
    'AUC per head: over the target and up to 49 events after it of every user, each scored from the state before it; absent where a head has one outcome only. The target itself is positive by choice.',
    ...(withSlates
      ? [
          'Slates: up to 5 logged slates of every user at or after the target, each scored from the history before it; HIT@3 per head over slates where the outcome happened, mean over users; beside it the order in which the log showed the items, and chance.',
        ]
      : []),
    ...leftOut,
  ];
}

/** What this many users can and cannot show. */
export function evaluationFindings(
  model: ServedModel,
  split: EvaluationSplit,
  data: EvaluationData,
  whole: EvaluationSlice,
  k: number,
): readonly string[] {
  const seen = seenInTraining(model.bundle.manifest.training.split, split, data);
  const n = whole.n;
  const recall = whole.recall[String(k)]?.value ?? 0;
  // With no hit or only hits the binomial error is 0; one hit more or less is then the least it can be.
  const error = Math.max(Math.sqrt((recall * (1 - recall)) / n), 1 / n);
  const repeated = data.users.filter(({ repeated }) => repeated).length;
  const missing = data.users.filter(({ targetRow }) => targetRow < 0).length;
  return [
    ...(seen === undefined ? [] : [`These figures are not a test: ${seen}.`]),
    `With ${n} users the standard error of recall@${k} is about ${error.toFixed(3)}; a difference below ${(2 * error).toFixed(3)} between unpaired runs cannot be told from chance.`,
    ...Object.entries(whole.differences).flatMap(([name, { recall: difference }]) => {
      const measured = difference[String(k)];
      if (measured === undefined) return [];
      const { value, low, high } = measured;
      const verdict =
        low > 0 ? 'the bundle is better than' : high < 0 ? 'the bundle is worse than' : 'the bundle cannot be told apart from';
      return [`recall@${k}: ${verdict} ${name} (difference ${signed(value)}, 95% interval ${signed(low)} to ${signed(high)}).`];
    }),
    ...(repeated === 0 ? [] : [`${repeated} of ${n} targets are items the user had met before.`]),
    ...(missing === 0 ? [] : [`${missing} of ${n} targets are not in the bundle's catalogue and count as misses.`]),
    ...(data.eligible > n ? [`${n} of ${data.eligible} users were drawn at random; the others were not evaluated.`] : []),
    'Offline figures on this dataset; they say nothing about a live effect.',
  ];
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(4)}`;
}

function iso(ms: number): string {
  return Number.isFinite(ms) ? new Date(ms).toISOString() : 'an unknown time';
}
