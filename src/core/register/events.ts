import type { PointStatus } from '../policy/sweep-result.ts';
import type { DrillFailure, FallbackReason } from '../serving/decision.ts';
import type { ServingLimits, StaticFallback } from '../serving/serving-rule.ts';
import type { PolicyChoice } from './chosen-policy.ts';
import type { GuardrailVerdict } from './guardrails.ts';

/** A frontier was frozen under its digest. */
export interface SnapshotEvent {
  readonly what: 'snapshot';
  readonly snapshot: number;
  readonly hash: string;
  readonly dataset: string;
  readonly log: string;
  readonly run: number;
}

/** One policy of a snapshot was proposed for operation. */
export interface ProposeEvent extends PolicyChoice {
  readonly what: 'propose';
  readonly policy: number;
  readonly dataset: string;
  readonly snapshot: number;
  readonly status: PointStatus;
  readonly reason: string;
  readonly guardrails: readonly GuardrailVerdict[];
  /** When static weights are served instead; the usual limits where it was not said. */
  readonly serving?: ServingLimits;
  /** What is served instead; kept here as well, so that it is known where the snapshot cannot be believed. */
  readonly fallback?: StaticFallback;
}

/** A second name approved a proposal; it is live from here on. */
export interface ApproveEvent {
  readonly what: 'approve';
  readonly policy: number;
  readonly dataset: string;
}

/** The live policy was taken back, to an earlier approved one or to the log's own production. */
export interface RollbackEvent {
  readonly what: 'rollback';
  readonly dataset: string;
  readonly from: number;
  readonly to: number | 'production';
  readonly reason: string;
}

/** A version of a named set of utility weights. */
export interface WeightsEvent {
  readonly what: 'weights';
  readonly name: string;
  readonly version: number;
  readonly weights: Readonly<Record<string, number>>;
  readonly reason: string;
}

/** One request of a drill: what was made to fail, and what was answered. */
export interface DrillCase {
  readonly injected: DrillFailure | 'none';
  readonly source: 'policy' | 'fallback';
  readonly reason?: FallbackReason;
  /** Name of the action that was answered. */
  readonly action: string;
  /** The healthy request got the policy's own answer; a failure got the static one, for its own reason. */
  readonly held: boolean;
}

/** Each failure was caused on purpose, to see what a policy then answers. */
export interface DrillEvent {
  readonly what: 'drill';
  readonly policy: number;
  readonly dataset: string;
  /** Row of the log that was asked for. */
  readonly request: number;
  readonly limits: ServingLimits;
  readonly cases: readonly DrillCase[];
}

/** Everything the register can record. */
export type RegisterEvent = SnapshotEvent | ProposeEvent | ApproveEvent | RollbackEvent | WeightsEvent | DrillEvent;
