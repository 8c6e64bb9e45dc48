import { Tensor } from 'onnxruntime-node';
import type { ArmInputs } from '../../../core/learn/arm-inputs.ts';
import type { FactoredShape } from '../../../core/learn/factored-shape.ts';
import { buildPolicyStep } from './policy-graph.ts';
import { floats, total } from './tensors.ts';
import { type NetBatch, TowersSession } from './towers-session.ts';

/** The graphs of one softmax policy. The `rewards` of its batches are advantages: (R - b) / mu. */
export class PolicySession {
  readonly #session: TowersSession;

  static async open(shape: FactoredShape, arms: ArmInputs): Promise<PolicySession> {
    return new PolicySession(await TowersSession.open(buildPolicyStep(shape), shape, arms));
  }

  private constructor(session: TowersSession) {
    this.#session = session;
  }

  /** Minus the mean of pi / mu (R - b) over the batch, and the gradient of the loss with its entropy. */
  async gradient(
    parameters: Float32Array,
    batch: NetBatch,
    entropyShare: number,
  ): Promise<{ readonly loss: number; readonly gradient: Float32Array }> {
    const { value, gradient } = await this.#session.step(parameters, batch, advantages(batch, entropyShare), ['value', 'gradient']);
    return { loss: -total(value) / batch.rows, gradient: floats(gradient) };
  }

  /** Sum over the batch of pi / mu (R - b). */
  async value(parameters: Float32Array, batch: NetBatch): Promise<number> {
    const { value } = await this.#session.step(parameters, batch, advantages(batch, 0), ['value']);
    return total(value);
  }

  towers(...given: Parameters<TowersSession['towers']>): ReturnType<TowersSession['towers']> {
    return this.#session.towers(...given);
  }

  close(): Promise<void> {
    return this.#session.close();
  }
}

function advantages({ rows, rewards }: NetBatch, entropyShare: number): Record<string, Tensor> {
  return {
    advantage: new Tensor('float32', rewards, [rows, 1]),
    scale: new Tensor('float32', Float32Array.of(-1 / rows), [1, 1]),
    entropyScale: new Tensor('float32', Float32Array.of(entropyShare / rows), [1, 1]),
  };
}
