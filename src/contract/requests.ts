import { z } from 'zod';
import type { ItemCard } from './datasets.ts';
import { call, datasetName, returns } from './procedure.ts';

/** One column of the state that a policy may see at a request. */
export interface StateValue {
  readonly name: string;
  /** A number, or the text of a category; absent where it is missing. */
  readonly value?: number | string;
}

/** One position of a served slate, from 1. */
export interface SlatePlace {
  readonly position: number;
  readonly item: ItemCard;
  /** What the user did with it, by name. */
  readonly outcomes: readonly string[];
}

/** Everything the ranker could choose from, in parallel columns: `heads` holds all heads of one candidate together. */
export interface CandidateTable {
  readonly heads: readonly string[];
  /** Heads times candidates. */
  readonly values: Float32Array;
  /**
   * Utility that production adds whatever the heads and the weights are (its boost of partners): utility = bonus + sum of weight x head, in single-precision
   * inputs. The highest utilities make the slate; of equal ones the earlier candidate comes first: `rankCandidates` of the core.
   */
  readonly bonus: Float32Array;
  /** Dense item numbers, and their cards in the same order. */
  readonly items: Int32Array;
  readonly cards: readonly ItemCard[];
  /** Where each candidate came from. */
  readonly sources: readonly string[];
}

/** One request of an exploration log. */
export interface RequestRecord {
  readonly dataset: string;
  readonly log: string;
  /** Its row in the log, from 0. */
  readonly request: number;
  readonly user?: string;
  /** ISO 8601. */
  readonly ts?: string;
  readonly state: readonly StateValue[];
  readonly action: { readonly index: number; readonly name: string; readonly weights?: Readonly<Record<string, number>> };
  /** Name of the action in production, where the log declares one. */
  readonly production?: string;
  /** Marginal probability of the logged action. */
  readonly propensity?: number;
  /** False in the control arm; absent where the log does not tell. */
  readonly explored?: boolean;
  readonly rewards: Readonly<Record<string, number>>;
  /** Empty where the log keeps no slates. */
  readonly slate: readonly SlatePlace[];
  /** Actions that give this very slate, the logged one included; absent where the log does not tell. */
  readonly sameSlate?: readonly number[];
  /** Present where all candidates of this request are kept. */
  readonly candidates?: CandidateTable;
}

const logOf = { dataset: datasetName, /** The first exploration log when left out. */ log: z.string().max(200).optional() };

export const requestsContract = {
  /** One request of an exploration log, with all its candidates where they are kept. */
  'requests.get': call(z.strictObject({ ...logOf, request: z.int().min(0) }), returns<RequestRecord>()),
  /** Requests whose candidates are kept, ascending, from number `from`. */
  'requests.expanded': call(
    z.strictObject({ ...logOf, from: z.int().min(0).default(0), limit: z.int().min(1).max(1000).default(100) }),
    returns<{ readonly log: string; readonly requests: readonly number[] }>(),
  ),
};
