import { z } from 'zod';
import type { ItemCard } from './datasets.ts';
import { call, datasetName, returns } from './procedure.ts';
import type { SequenceEvent } from './sessions.ts';

export interface RetrievedItem {
  readonly item: ItemCard;
  readonly score: number;
}

export interface ReplayStep {
  /** Position inside the session, from 0. */
  readonly index: number;
  readonly at: string;
  /** What the user really did at this step. */
  readonly event: SequenceEvent;
  /** What retrieval would have shown from the history before this step, best first. */
  readonly retrieved: readonly RetrievedItem[];
  /** 1 = first; undefined when there is no history yet, or the actual item is outside the bundle's catalogue or left out as already seen. */
  readonly rankOfActual?: number;
}

export interface ReplayResult {
  readonly dataset: string;
  readonly bundle: string;
  readonly session: string;
  readonly user: string;
  readonly k: number;
  /** True when items already in the user's history are left out of retrieval. */
  readonly seenExcluded: boolean;
  readonly steps: readonly ReplayStep[];
  /** Over the steps that have a rank. */
  readonly metrics: { readonly scored: number; readonly recall: number; readonly meanReciprocalRank: number; readonly medianRank?: number };
  readonly encodeMs: number;
  readonly retrieveMs: number;
}

/** Value of a metric with a 95% interval from a bootstrap over users. */
export interface Measured {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface EvaluationSlice {
  readonly name: string;
  readonly n: number;
  /** Per k. */
  readonly recall: Readonly<Record<string, Measured>>;
  readonly ndcg: Readonly<Record<string, Measured>>;
  readonly hit: Readonly<Record<string, Measured>>;
  readonly baselines: Readonly<
    Record<
      string,
      { readonly recall: Readonly<Record<string, Measured>>; readonly ndcg: Readonly<Record<string, Measured>>; readonly setting?: string }
    >
  >;
  /** Bundle minus baseline over the same users, paired bootstrap. */
  readonly differences: Readonly<
    Record<string, { readonly recall: Readonly<Record<string, Measured>>; readonly ndcg: Readonly<Record<string, Measured>> }>
  >;
}

/** Quality of the heads over logged slates: each slate's items ranked by one head, against what the user did with them. */
export interface SlateQuality {
  readonly slates: number;
  readonly users: number;
  /** Per head, over the slates where the outcome happened at all; means over users. */
  readonly heads: Readonly<
    Record<
      string,
      {
        readonly slates: number;
        /** Share of slates with such an item among the first three by this head, as the log showed them, and by chance. */
        readonly hit3: Measured;
        readonly logged3: Measured;
        readonly chance3: number;
        /** Area under the ROC curve inside each slate, averaged, and over all slates' items at once; undefined without both outcomes. */
        readonly aucPerRequest?: Measured;
        readonly aucPooled?: number;
      }
    >
  >;
}

export interface EvaluationResult extends EvaluationSlice {
  readonly dataset: string;
  readonly bundle: string;
  readonly split: 'leave-last-out' | 'temporal';
  /** Per head, over held-out events with both outcomes present. */
  readonly auc: Readonly<Record<string, number>>;
  /** Present where the dataset logs which items a slate showed. */
  readonly slates?: SlateQuality;
  /** Other cuts of the same run, e.g. users whose last events do not tie in time. */
  readonly slices: readonly EvaluationSlice[];
  /** The rules in words: target, seen items, ties, how baselines were tuned, whether training held these rows out. */
  readonly rules: readonly string[];
  /** What this many users can and cannot show. */
  readonly findings: readonly string[];
  readonly seconds: number;
}

const target = { dataset: datasetName, bundle: datasetName };

export const rankingContract = {
  'replay.session': call(
    z.strictObject({ ...target, session: z.string().max(200), k: z.int().min(1).max(500).default(10) }),
    returns<ReplayResult>(),
  ),
  /** Starts the evaluation as a job whose result names a run that holds an `EvaluationResult`. */
  'evaluate.start': call(
    z.strictObject({
      ...target,
      split: z.enum(['leave-last-out', 'temporal']).default('leave-last-out'),
      k: z.array(z.int().min(1).max(1000)).min(1).max(8).default([10, 20]),
      users: z.int().min(1).optional(),
      seed: z.int().min(0).default(1),
      /** Query vectors per request: a target counts when any of them fetches it. */
      vectors: z.union([z.literal(1), z.literal(4), z.literal(16)]).default(1),
      /** False leaves EASE out, whose matrix takes a minute on some thousand items. */
      ease: z.boolean().default(true),
    }),
    returns<{ readonly job: number }>(),
  ),
};
