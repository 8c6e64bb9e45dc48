import type { SweepResult } from '../policy/sweep-result.ts';
import type { LogAction } from '../dataset/log-schema.ts';

/** A frontier as it stood, with everything needed to make it again. Stored under the digest of its canonical JSON and never changed. */
export interface FrontierSnapshot {
  readonly schema: 1;
  /** Version of the console that swept. */
  readonly console: string;
  readonly run: number;
  readonly sweptAt: string;
  readonly dataset: { readonly name: string; readonly hash: string };
  readonly log: {
    readonly name: string;
    readonly rows: number;
    readonly actions: readonly LogAction[];
    /** First and last request of the log in UTC; absent where it has no times. */
    readonly window?: { readonly from: string; readonly to: string };
  };
  /** The whole sweep: objectives, learner, estimator, split and seed, divisors, reference and its rule, level, every point, arms, findings. */
  readonly result: SweepResult;
}

/** As much of it as tells how its policies choose. */
export interface FrozenSweep extends Pick<FrontierSnapshot, 'run' | 'result'> {
  readonly log: Pick<FrontierSnapshot['log'], 'actions'>;
}
