import type { ExportedUserEmbedding } from '../learn/exported-embedding.ts';
import type { ChoiceRule } from '../serving/choose-action.ts';
import type { CohortWeights } from '../serving/net-choice.ts';

/** How one input of the exported net is made from the context of a request. */
export type ExportedFeature =
  | {
      readonly input: string;
      readonly column: string;
      readonly type: 'number' | 'log1p';
      /** The input is (value - mean) / deviation, of log(1 + value) for `log1p`; limited to [-8, 8]; 0 where the value is missing. */
      readonly mean: number;
      readonly deviation: number;
    }
  | { readonly input: string; readonly column: string; readonly type: 'missing' }
  | {
      readonly input: string;
      readonly column: string;
      readonly type: 'level';
      /** The input is 1 where the value is one of these. */
      readonly levels: readonly (string | number)[];
    };

/** One logged request: what it knows, and the action that the policy takes. */
export interface ProbeRow {
  readonly context: Readonly<Record<string, number | string | null>>;
  readonly inputs: readonly number[];
  readonly action: number;
}

/** The net behind a policy, so that another program can take the same actions and check that it does. */
export interface PolicyNetwork {
  /** An ONNX file in base64: `state` f32 [N, inputs] -> `q` f32 [N, actions, heads]. */
  readonly onnx: string;
  /** SHA-256 of the ONNX file. */
  readonly sha256: string;
  /** `own`: learned for this policy, its answers are preferences up to a constant per request; `predictions`: the sweep's, its answers are predicted rewards. */
  readonly of: 'own' | 'predictions';
  /** One per input of the net, in order. */
  readonly features: readonly ExportedFeature[];
  /** The heads of the net, in order. */
  readonly objectives: readonly string[];
  /** One weight per head, the same for every request; absent where each cohort has its own. */
  readonly weights?: readonly number[];
  readonly cohorts?: {
    readonly column: string;
    readonly weights: readonly CohortWeights[];
    /** Action of every other request. */
    readonly otherwise: number;
  };
  /** How weights and `q` make a choice; `scoreActions` of the core. */
  readonly rule: ChoiceRule;
  /** Present where features are made from a long-term user embedding. */
  readonly userEmbedding?: ExportedUserEmbedding;
  /** Logged requests with the action the policy takes. */
  readonly probes: readonly ProbeRow[];
}
