import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ArmInputs } from '../../../core/learn/arm-inputs.ts';
import type { FactoredShape } from '../../../core/learn/factored-shape.ts';
import type { ActionTable, StateOutputs } from '../../../core/learn/tower-outputs.ts';
import { sessionOptions } from '../session-options.ts';
import type { NetBatch } from './net-session.ts';
import { buildPolicyStep } from './policy-graph.ts';
import { buildTowersGraph } from './q-net-graph.ts';
import { floats, total } from './tensors.ts';

/** The graphs of one softmax policy, on one thread of the CPU. The `rewards` of its batches are advantages: (R - b) / mu. */
export class PolicySession {
  readonly #shape: FactoredShape;
  readonly #step: InferenceSession;
  readonly #towers: InferenceSession;
  readonly #arms: Readonly<Record<string, Tensor>>;

  static async open(shape: FactoredShape, arms: ArmInputs): Promise<PolicySession> {
    const options = sessionOptions('cpu', 1);
    const step = await InferenceSession.create(buildPolicyStep(shape), options);
    try {
      return new PolicySession(shape, arms, step, await InferenceSession.create(buildTowersGraph(shape), options));
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

  /** Minus the mean of pi / mu (R - b) over the batch, and the gradient of the loss with its entropy. */
  async gradient(
    parameters: Float32Array,
    batch: NetBatch,
    entropyShare: number,
  ): Promise<{ readonly loss: number; readonly gradient: Float32Array }> {
    const { value, gradient } = await this.#step.run(this.#feeds(parameters, batch, entropyShare));
    return { loss: -total(value) / batch.rows, gradient: floats(gradient) };
  }

  /** Sums over the batch: pi / mu (R - b), and the entropies. */
  async sums(parameters: Float32Array, batch: NetBatch): Promise<{ readonly value: number; readonly entropy: number }> {
    const { value, entropy } = await this.#step.run(this.#feeds(parameters, batch, 0), ['value', 'entropy']);
    return { value: total(value), entropy: -total(entropy) };
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

  #feeds(parameters: Float32Array, { rows, inputs, action, rewards }: NetBatch, entropyShare: number): Record<string, Tensor> {
    return {
      parameters: new Tensor('float32', parameters, [parameters.length]),
      x: new Tensor('float32', inputs, [rows, this.#shape.inputs]),
      ...this.#arms,
      chosen: new Tensor('int32', action, [rows, 1]),
      advantage: new Tensor('float32', rewards, [rows, 1]),
      scale: new Tensor('float32', Float32Array.of(-1 / rows), [1, 1]),
      entropyScale: new Tensor('float32', Float32Array.of(entropyShare / rows), [1, 1]),
    };
  }
}
