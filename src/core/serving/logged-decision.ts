import type { Decision, DrillFailure, FallbackReason } from './decision.ts';

/** One logged answer: a fallback, or any answer of a drill. */
export interface LoggedDecision {
  readonly id: number;
  readonly atMs: number;
  readonly source: Decision['source'];
  readonly reason?: FallbackReason;
  readonly detail: string;
  /** Name of the action that was answered. */
  readonly action: string;
  readonly latencyMs: number;
  /** Row of the log that was asked for; absent where the caller brought its own features. */
  readonly request?: number;
  /** The failure that a drill caused; `none` for the healthy request of a drill. Absent in operation. */
  readonly injected?: DrillFailure | 'none';
}
