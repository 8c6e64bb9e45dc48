import type { PointStatus } from '../policy/sweep-result.ts';
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

/** One point of a snapshot was proposed for operation. */
export interface ProposeEvent {
  readonly what: 'propose';
  readonly policy: number;
  readonly dataset: string;
  readonly snapshot: number;
  readonly point: number;
  readonly alpha: number | readonly number[];
  readonly status: PointStatus;
  readonly reason: string;
  readonly guardrails: readonly GuardrailVerdict[];
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

/** Everything the register can record. */
export type RegisterEvent = SnapshotEvent | ProposeEvent | ApproveEvent | RollbackEvent | WeightsEvent;
