import type { FactoredModel } from './factored-model.ts';
import type { FactoredShape } from './factored-shape.ts';
import type { NetInputs } from './net-inputs.ts';
import type { CurvePoint } from './train.ts';

/** A learned Q-net with everything that is needed to use it, to show how it came about and to learn it again. */
export interface LearnedNetwork {
  readonly kind: 'network';
  readonly seed: number;
  readonly objectives: readonly string[];
  readonly shape: FactoredShape;
  readonly inputs: NetInputs;
  /** One per input, in order. */
  readonly inputNames: readonly string[];
  /** Names of the weights that describe an action. */
  readonly actionHeads: readonly string[];
  /** The flat parameters of both towers, as training left them. */
  readonly parameters: Float32Array;
  readonly model: FactoredModel;
  readonly curve: readonly CurvePoint[];
  /** Why training ended. */
  readonly end: 'patience' | 'epochs' | 'stopped';
  readonly rows: { readonly train: number; readonly validation: number };
  readonly seconds: number;
}
