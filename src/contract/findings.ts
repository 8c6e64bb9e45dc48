import { z } from 'zod';
import { type RequestInput, requestInput, type WhyNotReason } from './inspect.ts';
import { call, datasetName, returns } from './procedure.ts';

/** One line of an observed order. */
export interface ObservedItem {
  readonly id: string;
  readonly title: string;
  readonly rank: number;
  readonly utility: number;
}

/** What a request showed when it was looked at. Items go by their source ids, so that an observation outlives the dataset's numbers. */
export interface Observation {
  readonly bundle: string;
  /** Names the bundle's content, not its name. */
  readonly bundleHash: string;
  readonly datasetHash: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly heads: readonly string[];
  readonly weights: readonly number[];
  /** The first of the order. */
  readonly top: readonly ObservedItem[];
  /** The item the finding is about, where it is about one. */
  readonly item?: {
    readonly id: string;
    readonly title: string;
    readonly reason: WhyNotReason;
    /** Rank it has or would have had among the candidates; undefined outside the bundle. */
    readonly rank?: number;
    readonly utility?: number;
    /** The best rank any query vector gave it. */
    readonly retrievalRank?: number;
  };
  /** What the user really did next. */
  readonly actual?: { readonly id: string; readonly title: string; readonly rank?: number; readonly retrievalRank?: number };
}

/** What a finding says should hold; a rerun answers whether it does. */
const expectation = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('in-top'), item: z.string().max(400), k: z.int().min(1).max(1000) }),
  z.strictObject({ type: z.literal('not-in-top'), item: z.string().max(400), k: z.int().min(1).max(1000) }),
]);
export type Expectation = z.infer<typeof expectation>;

/** A request kept with what it showed, who kept it and why. */
export interface Finding {
  readonly id: number;
  readonly createdAtMs: number;
  readonly author: string;
  readonly note: string;
  /** The whole request: dataset, bundle, user, position, weights, edits, conditions. */
  readonly request: RequestInput;
  readonly expect?: Expectation;
  readonly observation: Observation;
}

/** Where one item of either order's top stood and stands now. */
export interface ObservedMove {
  readonly id: string;
  readonly title: string;
  readonly before?: number;
  readonly after?: number;
}

/** A finding looked at again. */
export interface FindingRerun {
  readonly finding: number;
  readonly before: Observation;
  readonly after: Observation;
  /** Items of both tops, of `depth` places. */
  readonly overlap: number;
  readonly depth: number;
  /** Items whose place changed, entered or left. */
  readonly moves: readonly ObservedMove[];
  /** Whether the order of the top, and what is said of the item, are the same. */
  readonly same: boolean;
  /** Whether the finding's expectation held then and holds now; undefined without one. */
  readonly held?: { readonly before: boolean; readonly after: boolean };
}

const findingId = z.int().min(1);

export const findingsContract = {
  /** The newest first; of one dataset where it is named. */
  'findings.list': call(z.strictObject({ dataset: datasetName.optional() }), returns<{ readonly findings: readonly Finding[] }>()),
  /** Runs the request and keeps it with what it shows. */
  'findings.create': call(
    z.strictObject({
      request: requestInput,
      /** Source id of the item that this is about. */
      item: z.string().max(400).optional(),
      author: z.string().trim().min(1).max(200),
      note: z.string().trim().min(1).max(4000),
      expect: expectation.optional(),
    }),
    returns<Finding>(),
  ),
  'findings.remove': call(z.strictObject({ finding: findingId }), returns<{ readonly removed: number }>()),
  /** Runs a finding's request again, on its own bundle or another of the same dataset. */
  'findings.rerun': call(z.strictObject({ finding: findingId, bundle: datasetName.optional() }), returns<FindingRerun>()),
  /** Findings as one document or one table; all when none is named. */
  'findings.export': call(
    z.strictObject({ format: z.enum(['json', 'csv']), findings: z.array(findingId).max(10_000).optional() }),
    returns<{ readonly text: string; readonly findings: number }>(),
  ),
};
