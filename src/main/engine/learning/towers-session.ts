import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ArmInputs } from '../../../core/learn/arm-inputs.ts';
import type { FactoredShape } from '../../../core/learn/factored-shape.ts';
import type { ActionTable, StateOutputs } from '../../../core/learn/tower-outputs.ts';
import { sessionOptions } from '../session-options.ts';
import { buildTowersGraph } from './q-net-graph.ts';
import { floats } from './tensors.ts';

/** One batch: inputs [rows, inputs], actions, and what each row is worth to each head, [rows, heads]: rewards, or advantages. */
export interface NetBatch {
  readonly rows: number;
  readonly inputs: Float32Array;
  readonly action: Int32Array;
  readonly rewards: Float32Array;
}

/** A training graph and the towers it trains, on one thread of the CPU, where equal inputs give equal bits. */
export class TowersSession {
  readonly #shape: FactoredShape;
  readonly #step: InferenceSession;
  readonly #towers: InferenceSession;
  readonly #arms: Readonly<Record<string, Tensor>>;

  static async open(step: Uint8Array, shape: FactoredShape, arms: ArmInputs): Promise<TowersSession> {
    const options = sessionOptions('cpu', 1);
    const training = await InferenceSession.create(step, options);
    try {
      return new TowersSession(shape, arms, training, await InferenceSession.create(buildTowersGraph(shape), options));
    } catch (error) {
      await training.release();
      throw error;
    }
  }

  private constructor(shape: FactoredShape, arms: ArmInputs, step: InferenceSession, towers: InferenceSession) {
    this.#shape = shape;
    this.#step = step;
    this.#towers = towers;
    this.#arms = arms.width === 0 ? {} : { arms: new Tensor('float32', arms.values, [shape.actions, arms.width]) };
  }

  /** Runs the training graph with the feeds that are its own besides the towers' and the logged actions. */
  step(
    parameters: Float32Array,
    { rows, inputs, action }: NetBatch,
    own: Readonly<Record<string, Tensor>>,
    outputs: readonly string[],
  ): Promise<InferenceSession.OnnxValueMapType> {
    const feeds = { ...this.#state(parameters, rows, inputs), chosen: new Tensor('int32', action, [rows, 1]), ...own };
    return this.#step.run(feeds, outputs);
  }

  async towers(
    parameters: Float32Array,
    rows: number,
    inputs: Float32Array,
  ): Promise<{ readonly state: StateOutputs; readonly table: ActionTable }> {
    const { base, factors, table } = await this.#towers.run(this.#state(parameters, rows, inputs));
    return { state: { rows, base: floats(base), factors: floats(factors) }, table: floats(table) };
  }

  async close(): Promise<void> {
    await this.#step.release();
    await this.#towers.release();
  }

  #state(parameters: Float32Array, rows: number, inputs: Float32Array): Record<string, Tensor> {
    return {
      parameters: new Tensor('float32', parameters, [parameters.length]),
      x: new Tensor('float32', inputs, [rows, this.#shape.inputs]),
      ...this.#arms,
    };
  }
}
