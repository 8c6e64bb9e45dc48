import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ArmInputs } from '../../../core/learn/arm-inputs.ts';
import type { FactoredShape } from '../../../core/learn/factored-shape.ts';
import type { ActionTable, StateOutputs } from '../../../core/learn/tower-outputs.ts';
import { sessionOptions } from '../session-options.ts';
import { buildQNetStep, buildTowersGraph } from './q-net-graph.ts';
import { floats, total } from './tensors.ts';

/** One batch: inputs [rows, inputs], actions, standardised rewards [rows, heads]. */
export interface NetBatch {
  readonly rows: number;
  readonly inputs: Float32Array;
  readonly action: Int32Array;
  readonly rewards: Float32Array;
}

/** The graphs of one Q-net on one thread of the CPU, where equal inputs give equal bits. */
export class NetSession {
  readonly #shape: FactoredShape;
  readonly #step: InferenceSession;
  readonly #towers: InferenceSession;
  readonly #arms: Readonly<Record<string, Tensor>>;

  static async open(shape: FactoredShape, arms: ArmInputs): Promise<NetSession> {
    const options = sessionOptions('cpu', 1);
    const step = await InferenceSession.create(buildQNetStep(shape), options);
    try {
      return new NetSession(shape, arms, step, await InferenceSession.create(buildTowersGraph(shape), options));
    } catch (error) {
      await step.release();
      throw error;
    }
  }

  private constructor(shape: FactoredShape, arms: ArmInputs, step: InferenceSession, towers: InferenceSession) {
    this.#shape = shape;
    this.#step = step;
    this.#towers = towers;
    this.#arms = arms.width === 0 ? {} : { arms: new Tensor('float32', arms.values, [shape.actions, arms.width]) };
  }

  /** Mean over the batch of the squared errors summed over heads, and its gradient. */
  async gradient(parameters: Float32Array, batch: NetBatch): Promise<{ readonly loss: number; readonly gradient: Float32Array }> {
    const { errors, gradient } = await this.#step.run(this.#feeds(parameters, batch));
    return { loss: total(errors) / batch.rows, gradient: floats(gradient) };
  }

  /** Squared errors summed over heads and rows. */
  async errors(parameters: Float32Array, batch: NetBatch): Promise<number> {
    const { errors } = await this.#step.run(this.#feeds(parameters, batch), ['errors']);
    return total(errors);
  }

  async towers(
    parameters: Float32Array,
    rows: number,
    inputs: Float32Array,
  ): Promise<{ readonly state: StateOutputs; readonly table: ActionTable }> {
    const { base, factors, table } = await this.#towers.run({
      parameters: new Tensor('float32', parameters, [parameters.length]),
      x: new Tensor('float32', inputs, [rows, this.#shape.inputs]),
      ...this.#arms,
    });
    return { state: { rows, base: floats(base), factors: floats(factors) }, table: floats(table) };
  }

  async close(): Promise<void> {
    await this.#step.release();
    await this.#towers.release();
  }

  #feeds(parameters: Float32Array, { rows, inputs, action, rewards }: NetBatch): Record<string, Tensor> {
    return {
      parameters: new Tensor('float32', parameters, [parameters.length]),
      x: new Tensor('float32', inputs, [rows, this.#shape.inputs]),
      ...this.#arms,
      chosen: new Tensor('int32', action, [rows, 1]),
      rewards: new Tensor('float32', rewards, [rows, this.#shape.heads]),
      scale: new Tensor('float32', Float32Array.of(1 / rows), [1, 1]),
    };
  }
}
