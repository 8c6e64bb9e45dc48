import type { Finding } from '../ope/finding.ts';
import type { ObjectiveInterval } from './sweep-result.ts';

/** Whether a log can carry a decision, and how small a one. */
export interface LogHealth {
  readonly dataset: string;
  readonly log: string;
  readonly rows: number;
  /** 0 where the log names none. */
  readonly users: number;
  readonly production?: string;
  /** Rows of the control arm's own draws, where the log marks them. */
  readonly controlRows?: number;
  readonly arms: readonly { readonly action: number; readonly name: string; readonly rows: number }[];
  readonly propensity: {
    readonly min: number;
    readonly max: number;
    /** Equal steps from `min` to `max`; one step where all are alike. */
    readonly histogram: readonly { readonly low: number; readonly high: number; readonly rows: number }[];
  };
  /** Mean weight of some policies, which is 1 where propensities are right. */
  readonly weights: readonly WeightTest[];
  /** Rows per group and action, where the log has a cohort column. */
  readonly support?: {
    readonly column: string;
    readonly groups: readonly {
      readonly name: string;
      readonly rows: number;
      readonly users: number;
      readonly armRows: readonly number[];
    }[];
  };
  /** Rewards over time, where the log has times: equal numbers of rows in each step. */
  readonly drift: readonly RewardDrift[];
  /** What exploring cost: the uniform part against the control arm. */
  readonly cost: readonly ExplorationCost[];
  readonly power: readonly LogPower[];
  readonly findings: readonly Finding[];
}

export interface WeightTest {
  readonly policy: string;
  readonly meanWeight: number;
  readonly se: number;
  /** Distance from 1 in standard errors. */
  readonly errors: number;
  /** Kish effective sample size of the policy on this log. */
  readonly ess: number;
}

export interface RewardDrift {
  readonly reward: string;
  readonly steps: readonly {
    readonly fromMs: number;
    readonly toMs: number;
    readonly rows: number;
    readonly mean: number;
    readonly se: number;
  }[];
  /** Largest distance of a step from the mean of all, in standard errors. */
  readonly errors: number;
}

export interface ExplorationCost {
  readonly reward: string;
  readonly explored: number;
  readonly control: number;
  /** explored / control - 1. */
  readonly lift: number;
  readonly interval: ObjectiveInterval;
}

export interface LogPower {
  readonly objective: string;
  readonly level: number;
  readonly power: number;
  /** Standard error of the lift of one action for everybody against production, the middle one of all actions: on all rows, and on those a sweep scores. */
  readonly seLift: number;
  readonly seLiftScored: number;
  /** Smallest lift that is shown with the stated power on the scored rows. */
  readonly detectable: number;
  /** Rows of the whole log that it takes to show a lift. */
  readonly rowsFor: readonly { readonly lift: number; readonly rows: number }[];
}
