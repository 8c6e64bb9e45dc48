import { z } from 'zod';
import type { Finding } from '../core/ope/finding.ts';
import type { HeadHealth } from '../core/policy/head-health.ts';
import type { LogHealth } from '../core/policy/log-health.ts';
import type { ObjectiveInterval, SweepResult } from '../core/policy/sweep-result.ts';
import type { OpeResult } from '../core/ope/ope-result.ts';
import { call, datasetName, nothing, returns } from './procedure.ts';

/** One arm of a log over all its rows: the on-policy mean of every objective. */
export interface ArmSummary {
  readonly action: number;
  readonly name: string;
  readonly rows: number;
  readonly means: Readonly<Record<string, number>>;
  /** Around each mean, at the level they name; absent where an arm has too few rows. */
  readonly intervals?: readonly ObjectiveInterval[];
}

export interface LogDescription {
  readonly dataset: string;
  readonly log: string;
  readonly rows: number;
  /** Zero where the log names no users: rows are then taken as independent. */
  readonly users: number;
  readonly objectives: readonly string[];
  readonly arms: readonly ArmSummary[];
  /** Name of the arm in production, where the log or the format declares one. */
  readonly production?: string;
  readonly context: readonly { readonly name: string; readonly kind: 'numeric' | 'category'; readonly levels?: number }[];
  readonly propensity: { readonly min: number; readonly max: number; readonly randomised: boolean };
  readonly findings: readonly Finding[];
}

export interface Run {
  readonly id: number;
  readonly kind: 'sweep' | 'evaluate' | 'verify';
  readonly title: string;
  /** Empty for a verify run, which makes its own worlds. */
  readonly dataset: string;
  readonly createdAtMs: number;
  readonly result?: unknown;
}

export const sweepInput = z.strictObject({
  dataset: datasetName,
  log: z.string().max(200).optional(),
  objectives: z.array(z.string().max(200)).min(2).max(6).optional(),
  learner: z.enum(['prl-puts', 'drl-put', 'static']).default('prl-puts'),
  estimator: z.enum(['ips', 'snips', 'dm', 'dr']).default('dr'),
  production: z.string().max(200).optional(),
  level: z.number().gt(0.5).lt(1).default(0.95),
  /** Share of users (or rows) the policies are learned on. */
  learnShare: z.number().min(0.01).max(0.99).default(0.5),
  seed: z.int().min(0).default(1),
  /** Share of the other users whose rows confirm; half of them where it is not said. */
  confirmShare: z.number().min(0).max(0.9).optional(),
  /** What drl-put learns a policy for: weights by logged reward, in units of the log; a cost has a negative weight. */
  rewards: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(80).optional(),
        weights: z.record(z.string().max(200), z.number().min(-1e9).max(1e9)),
      }),
    )
    .min(1)
    .max(8)
    .optional(),
  /** What learns the predictions of prl-puts. */
  model: z.enum(['ridge', 'network']).optional(),
  /** Learns and scores on the same rows, and says so. */
  sameData: z.boolean().optional(),
  /** `later`: scores and confirms later requests than those learned on. */
  time: z.enum(['mixed', 'later']).optional(),
  /** `same`: credits a hit to every action that gives the same slate, where the log tells. */
  slates: z.enum(['cell', 'same']).optional(),
  /** Category column with an alpha of its own per group; `cohort` where it is not said and there is one. */
  cohorts: z.string().max(200).optional(),
  /** Margins (relative loss) and senses of the other logged rewards; each has a margin of 3% where it is not said. */
  guardrails: z
    .array(
      z.strictObject({
        reward: z.string().max(200),
        margin: z.number().min(0).max(1).optional(),
        sense: z.enum(['more', 'less']).optional(),
      }),
    )
    .max(50)
    .optional(),
  /** The bundle (SHA-256 of its manifest) whose stored long-term user embeddings join the state; none where it is not said. */
  userEmbedding: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'a bundle is named by the 64 hex digits of its hash')
    .optional(),
  /** Bootstrap replicates; 0 for none. */
  replicates: z.int().min(0).max(10_000).optional(),
});
export type SweepInput = z.infer<typeof sweepInput>;

export const tuningContract = {
  'tuning.logs': call(z.strictObject({ dataset: datasetName }), returns<{ readonly logs: readonly LogDescription[] }>()),
  /** What a log can carry: propensities, support, drift, what exploring cost, and the smallest lift it shows. */
  'tuning.health': call(z.strictObject({ dataset: datasetName, log: z.string().max(200).optional() }), returns<LogHealth>()),
  /** What the heads said over the time of a log, and how much of the utility each carries; no health where the log keeps no candidates. */
  'tuning.heads': call(
    z.strictObject({ dataset: datasetName, log: z.string().max(200).optional() }),
    returns<{ readonly health?: HeadHealth }>(),
  ),
  'tuning.ope': call(
    z.strictObject({
      dataset: datasetName,
      log: z.string().max(200),
      /** `uniform`, or one probability per action for a context-free policy. */
      target: z.union([z.literal('uniform'), z.array(z.number().min(0).max(1)).min(1).max(100_000)]),
      objective: z.string().max(200).optional(),
      estimators: z.array(z.string().max(40)).max(20).optional(),
      /** One threshold for every estimator that has one; or a rule that chooses it. */
      lambda: z.number().min(0).optional(),
      tune: z.enum(['slope', 'mse']).optional(),
      level: z.number().gt(0.5).lt(1).default(0.95),
      seed: z.int().min(0).default(1),
    }),
    returns<OpeResult>(),
  ),
  /** Starts the sweep as a job whose result names a run that holds a `SweepResult`. */
  'tuning.sweep': call(sweepInput, returns<{ readonly job: number }>()),
  'runs.list': call(nothing, returns<{ readonly runs: readonly Run[] }>()),
  'runs.get': call(z.strictObject({ run: z.int() }), returns<Run>()),
  'runs.remove': call(z.strictObject({ run: z.int() }), returns<{ readonly removed: number }>()),
};

export type { SweepResult, OpeResult, Finding };
