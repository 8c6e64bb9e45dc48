import { z } from 'zod';
import { call, nothing, returns, stream } from './procedure.ts';

export type JobState = 'running' | 'done' | 'failed' | 'cancelled' | 'interrupted';
export type JobKind = 'import' | 'sweep' | 'evaluate' | 'train' | 'world' | 'verify';

/** Long work, kept in a table so that a reload of the page or of the host loses nothing. Times are Unix milliseconds. */
export interface Job {
  readonly id: number;
  readonly kind: JobKind;
  /** What a person would call it: `Import ml-latest-small`. */
  readonly title: string;
  readonly state: JobState;
  /** The phase in words, and how far it is in [0, 1] where that is known. */
  readonly phase: string;
  readonly fraction?: number;
  /** What it works from, present while it runs: a world's preset and seed. */
  readonly parameters?: Readonly<Record<string, string | number>>;
  readonly startedAtMs: number;
  readonly endedAtMs?: number;
  /** Present when done: an `ImportResult`, a `WorldResult`, or `{ run: number }`. */
  readonly result?: unknown;
  readonly error?: { readonly code: string; readonly message: string; readonly file?: string; readonly line?: number };
}

const jobId = z.strictObject({ job: z.int() });

export const jobsContract = {
  'jobs.list': call(nothing, returns<{ readonly jobs: readonly Job[] }>()),
  'jobs.get': call(jobId, returns<Job>()),
  'jobs.cancel': call(jobId, returns<Job>()),
  /** Every state of one job from now on, ending after the last. */
  'jobs.watch': stream(jobId, returns<Job>()),
};
