import type { Finding } from '../ope/finding.ts';

/** What the ranker's heads said over the time of a log, and how much of the utility each of them carries. */
export interface HeadHealth {
  readonly heads: readonly string[];
  /** Requests that were looked at, and candidates of them. */
  readonly requests: number;
  readonly candidates: number;
  /** Empty where the log has no times. */
  readonly drift: readonly HeadDrift[];
  /** Absent where no action in production has weights. */
  readonly contribution?: HeadContribution;
  readonly findings: readonly Finding[];
}

/** One head over the time of a log; requests are the independent units. */
export interface HeadDrift {
  readonly head: string;
  /** Equal shares of time; quantiles are of candidates. */
  readonly steps: readonly {
    readonly fromMs: number;
    readonly toMs: number;
    readonly requests: number;
    readonly mean: number;
    readonly se: number;
    readonly low: number;
    readonly median: number;
    readonly high: number;
  }[];
  /** Where the means before and after differ most, in standard errors. */
  readonly change?: {
    readonly atMs: number;
    readonly before: number;
    readonly after: number;
    /** after / before. */
    readonly ratio: number;
    readonly errors: number;
  };
  /** Population stability index of the later candidates against the earlier ones, over tenths of the earlier: 0.1 is a shift, 0.25 a large one. */
  readonly stability: number;
}

/** Mean over candidates of |w_h p_h| / sum of all |w_j p_j|, what production adds outside the heads included. */
export interface HeadContribution {
  /** Name of the action whose weights these are. */
  readonly action: string;
  readonly weights: readonly number[];
  /** One per head under these weights; `boost` is what production adds whatever the heads say. They sum to 1. */
  readonly shares: readonly number[];
  readonly boost: number;
  /** The same as one weight moves and all others stay. */
  readonly sweeps: readonly WeightSweep[];
}

export interface WeightSweep {
  readonly head: string;
  /** The range of the log's actions; where its actions never move this weight, twice production's. */
  readonly explored: boolean;
  readonly steps: readonly { readonly weight: number; readonly shares: readonly number[]; readonly boost: number }[];
}

/** Candidates of some requests, all in parallel columns: `counts` says how many each request has, `values` holds all heads of a candidate together. */
export interface HeadSample {
  readonly heads: readonly string[];
  readonly counts: Int32Array;
  readonly values: Float32Array;
  readonly bonus: Float32Array;
  /** Unix milliseconds per request; absent where the log has no times. */
  readonly at?: Float64Array;
  /** Production's action, where it has weights: one weight per head. */
  readonly production?: { readonly name: string; readonly weights: readonly number[] };
  /** Least and largest weight per head among the log's actions; absent where actions have no weights. */
  readonly ranges?: readonly { readonly low: number; readonly high: number }[];
}
