import type { Plant } from './planted.ts';

/** A mean with its interval. */
export interface Rate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** Rows it is the mean of; absent in cards that were made before it was kept. */
  readonly rows?: number;
}

/** What a request of a log brings of one reward. */
export interface BaseRate {
  readonly log: string;
  readonly reward: string;
  /** Over all rows, whatever the arm. */
  readonly all: Rate;
  /** Over the rows that production's weights served, drawn or in the control arm. */
  readonly production: Rate;
}

/** How much of one hidden intensity the visible state tells. */
export interface Explained {
  readonly outcome: string;
  /** R squared on users that the regression did not see; absent where the intensity does not vary. */
  readonly rSquared?: number;
}

/** The card of a world, measured when it is made: a summary for readers, in which no user can be told from another. */
export interface WorldCard {
  /** Level of the intervals; users are the clusters. */
  readonly level: number;
  readonly rates: readonly BaseRate[];
  /** Share of the exploration log's requests with at most one save. */
  readonly atMostOneSave: number;
  /** Requests of the exploration log by hidden taste (rows) and activity as of the request (columns). */
  readonly cohorts: {
    readonly tastes: readonly string[];
    readonly activities: readonly string[];
    readonly requests: readonly (readonly number[])[];
  };
  /** A linear regression of each hidden intensity on the state that a policy may see. */
  readonly explained: {
    readonly outcomes: readonly Explained[];
    /** Rows learned on, and rows of other users that the R squared is measured on. */
    readonly learnedRows: number;
    readonly heldOutRows: number;
    readonly state: readonly string[];
  };
  readonly planted: readonly Plant[];
}
