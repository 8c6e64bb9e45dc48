import { z } from 'zod';
import type { ItemCard } from './datasets.ts';
import { call, datasetName, returns } from './procedure.ts';
import type { SequenceEvent } from './sessions.ts';

export interface StageTime {
  readonly ms: number;
  /** What went through the stage: events, query vectors, items searched, candidates. */
  readonly count: number;
  /** Floating-point operations of the stage by the model's declared sizes, attention counted; undefined where the bundle does not declare them. */
  readonly flops?: number;
}

export interface Candidate {
  readonly item: ItemCard;
  /** Which query vector fetched it. */
  readonly source: string;
  /** Every query vector whose pool holds it. */
  readonly sources: readonly string[];
  readonly retrievalScore: number;
  /** Predicted probability per head, in the order of `heads`. */
  readonly heads: readonly number[];
  /** w_i x h_i per head. */
  readonly contributions: readonly number[];
  readonly utility: number;
  /** 1 = first by utility. */
  readonly rank: number;
}

/** One query vector of a request and what it brought. */
export interface QueryVector {
  readonly name: string;
  readonly norm: number;
  /** Share of the candidates it may claim; the shares of a request sum to 1. */
  readonly share: number;
  /** Candidates it was the first to claim. */
  readonly claimed: number;
  /** Candidates that no other vector's pool holds. */
  readonly alone: number;
  /** Entropy in bits of the topics of its pool; undefined without topics. */
  readonly topicEntropy?: number;
}

export type HistoryEdit = 'masked' | 'dropped' | 'inserted' | 'moved';

/** One event that the model read or an edit took away. `seq` is the position in the unedited sequence; an inserted event has -1 - its place in `insert`. */
export type HistoryEvent = SequenceEvent & { readonly edit?: HistoryEdit };

export const horizons = ['real-time', 'long-term', 'both'] as const;
export type Horizon = (typeof horizons)[number];

/** What a bundle's query vectors can be conditioned on, besides the outcomes, which are its heads. */
export interface QueryAbilities {
  readonly topics: readonly string[];
  /** Times ahead that a vector can be made for; the first is the next event. */
  readonly offsets: readonly string[];
}

export interface InspectResult {
  readonly dataset: string;
  readonly bundle: string;
  readonly user: string;
  /** Number of events of the sequence that stand before this request. */
  readonly at: number;
  readonly heads: readonly string[];
  readonly weights: readonly number[];
  readonly stages: {
    readonly encode: StageTime;
    /** Making the query vectors. */
    readonly generate: StageTime;
    readonly retrieve: StageTime;
    readonly rank: StageTime;
    readonly utility: StageTime;
  };
  /** True when the engine still had the encoded history: encoding then took no time. */
  readonly kept: boolean;
  /** Events that went through the model now: of an edited history only those that follow the beginning it shares with a kept one. */
  readonly read: number;
  readonly queries: readonly QueryVector[];
  /** Candidates claimed within the shares, how many of them were distinct, and the topic entropy in bits of what went on to ranking. */
  readonly pool: { readonly fetched: number; readonly unique: number; readonly topicEntropy?: number };
  /** The long-term user embedding, where the request uses it: made every night at 0:00 UTC and stored, so it knows nothing of the request's own day. */
  readonly longTerm?: {
    /** It knows every event before; undefined where the events that are read have no night between them, or no times. */
    readonly asOfMs?: number;
    /** Events it was made from. */
    readonly events: number;
    /** True when it was in the store already. */
    readonly stored: boolean;
  };
  readonly abilities: QueryAbilities;
  readonly candidates: readonly Candidate[];
  /** The history that was read, oldest first, with what was edited. */
  readonly history: readonly HistoryEvent[];
  /** Events that the bundle reads at most: of a longer history, the newest. */
  readonly historyLength: number;
  /** What the user really did next, and where it came: undefined when there is nothing next or it was not a candidate. */
  readonly actual?: { readonly event: SequenceEvent; readonly rank?: number; readonly retrievalRank?: number };
  readonly seenExcluded: boolean;
  readonly provider: string;
}

/** The stages of one way to answer a request, in the order they run. */
export type PathStages = readonly {
  readonly stage: 'encode' | 'generate' | 'retrieve' | 'rank';
  readonly ms: number;
  readonly flops: number;
}[];

/** One request answered both ways, one run each after a warm-up, on the same device. */
export interface RequestCost {
  /** Encoded once; candidates scored from the kept keys and values. */
  readonly shared: PathStages;
  /** A retrieval model and a ranking model of the same depth and width, each of which reads the history for itself. */
  readonly twoModels: PathStages;
  readonly provider: string;
}

/** What one event of the history is worth to one candidate: its value with the whole history less its value without the event. */
export interface EventAttribution {
  /** As `HistoryEvent.seq`. */
  readonly seq: number;
  readonly utility: number;
  /** Difference of each head's probability. */
  readonly heads: readonly number[];
  /** Difference of the retrieval score. */
  readonly retrievalScore: number;
}

export interface Attribution {
  readonly item: ItemCard;
  readonly utility: number;
  readonly heads: readonly number[];
  readonly retrievalScore: number;
  /** Oldest first. */
  readonly events: readonly EventAttribution[];
  /** Events that were read and are older than those left out here. */
  readonly older: number;
  readonly ms: number;
}

/** Where one query vector put an item among everything it may fetch. */
export interface QueryPlace {
  readonly query: string;
  /** Exact rank over the catalogue; undefined for an item that is never fetched. */
  readonly rank?: number;
  readonly score: number;
  /** How many items this vector could claim, and the score of the last of them. */
  readonly quota: number;
  readonly lastScore?: number;
}

/** Why an item was not among the first of the slate, or that it was. */
export type WhyNotReason =
  | { readonly type: 'shown'; readonly rank: number }
  /** The bundle has no vector of it. */
  | { readonly type: 'outside-bundle' }
  /** It stands in the history and seen items are left out; `rank` is where retrieval would have put it. */
  | { readonly type: 'filtered'; readonly seq: number }
  /** Retrieval did not fetch it. */
  | { readonly type: 'not-retrieved' }
  /** A candidate that ranked below the slate. */
  | { readonly type: 'ranked-below'; readonly rank: number; readonly margin: number };

export interface WhyNot {
  readonly item: ItemCard;
  /** Places of the slate. */
  readonly shown: number;
  readonly reason: WhyNotReason;
  /** Its place by every query vector, as if seen items were not left out. */
  readonly places: readonly QueryPlace[];
  /** What ranking would make of it, retrieved or not; undefined outside the bundle. */
  readonly ranking?: {
    readonly heads: readonly number[];
    readonly contributions: readonly number[];
    readonly utility: number;
    /** Its rank had it been one of the candidates. */
    readonly rank: number;
    /** Utility of the last item of the slate less its own; negative when it would have been shown. */
    readonly margin: number;
  };
}

const position = z.int().min(0);
const itemId = z.string().max(400);

/** Everything that makes one request; findings keep it whole. */
export const requestInput = z.strictObject({
  dataset: datasetName,
  bundle: datasetName,
  user: z.string().max(200),
  /** Number of events that stand before the request; all of them when left out. */
  at: position.optional(),
  weights: z.record(z.string(), z.number()).optional(),
  /** Positions in the user's sequence whose actions are hidden from the model. */
  mask: z.array(position).max(1000).default([]),
  /** Positions left out of the history. */
  drop: z.array(position).max(1000).default([]),
  /** Events that never were, each right before position `before` (the end when that is `at`); items by their source id. */
  insert: z
    .array(z.strictObject({ before: position, item: itemId, actions: z.array(z.string().max(200)).max(31).default([]) }))
    .max(100)
    .default([]),
  /** Events put elsewhere: `event` right before position `before`, one after the other. */
  move: z
    .array(z.strictObject({ event: position, before: position }))
    .max(100)
    .default([]),
  /** Retrieve for topics: every query vector is made once per topic. */
  topics: z.array(z.string().max(200)).max(16).default([]),
  /** A budget over outcomes, normalised to sum 1; all zero or left out means no condition. */
  outcome: z.record(z.string(), z.number().min(0)).optional(),
  /** Query vectors per request (before topics). */
  vectors: z.union([z.literal(1), z.literal(4), z.literal(16)]).default(1),
  horizon: z.enum(horizons).default('real-time'),
  k: z.int().min(1).max(1000).default(100),
});

export type RequestInput = z.infer<typeof requestInput>;

/** The parts of a request that a client leaves as they are. */
export const plainRequest: Omit<RequestInput, 'dataset' | 'bundle' | 'user' | 'at' | 'weights' | 'outcome'> = {
  mask: [],
  drop: [],
  insert: [],
  move: [],
  topics: [],
  vectors: 1,
  horizon: 'real-time',
  k: 100,
};

/** Places of a slate when nobody says otherwise. */
export const defaultSlate = 10;

export const inspectContract = {
  'inspect.request': call(requestInput, returns<InspectResult>()),
  /** What each of the newest `events` of the history, but for the newest `skip`, is worth to one item, by leaving it out. */
  'inspect.attribution': call(
    requestInput.extend({ item: itemId, events: z.int().min(1).max(256).default(64), skip: position.default(0) }),
    returns<Attribution>(),
  ),
  'inspect.whyNot': call(requestInput.extend({ item: itemId, shown: z.int().min(1).max(1000).default(defaultSlate) }), returns<WhyNot>()),
  /** Measures this request from a fresh encoding, and the same with two models. */
  'inspect.cost': call(requestInput, returns<RequestCost>()),
  /** The item with this id, then items whose title contains the text, in catalogue order. */
  'inspect.findItems': call(
    z.strictObject({ dataset: datasetName, text: z.string().max(200), limit: z.int().min(1).max(100).default(20) }),
    returns<{ readonly items: readonly ItemCard[] }>(),
  ),
};
