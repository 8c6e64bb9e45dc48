import { Tensor } from 'onnxruntime-node';
import type { ArmInputs } from '../../../core/learn/arm-inputs.ts';
import type { FactoredShape } from '../../../core/learn/factored-shape.ts';
import { buildPolicyStep } from './policy-graph.ts';
import { floats, total } from './tensors.ts';
import { type NetBatch, TowersSession } from './towers-session.ts';

/** The graphs of one softmax policy. The `rewards` of its batches are advantages: (R - b) / mu. */
export class PolicySession {
  readonly #session: TowersSession;
  readonly #entropyShare: number;

  static async open(shape: FactoredShape, arms: ArmInputs, entropyShare: number): Promise<PolicySession> {
    return new PolicySession(await TowersSession.open(buildPolicyStep(shape), shape, arms), entropyShare);
  }

  private constructor(session: TowersSession, entropyShare: number) {
    this.#session = session;
    this.#entropyShare = entropyShare;
  }

  /** Minus the mean over the batch of pi / mu (R - b), minus the share of the mean entropy; and its gradient. */
  async gradient(parameters: Float32Array, batch: NetBatch): Promise<{ readonly loss: number; readonly gradient: Float32Array }> {
    const { value, entropy, gradient } = await this.#step(parameters, batch, ['value', 'entropy', 'gradient']);
    return { loss: (this.#entropyShare * total(entropy) - total(value)) / batch.rows, gradient: floats(gradient) };
  }

  /** The same, summed over the batch. */
  async loss(parameters: Float32Array, batch: NetBatch): Promise<number> {
    const { value, entropy } = await this.#step(parameters, batch, ['value', 'entropy']);
    return this.#entropyShare * total(entropy) - total(value);
  }

  towers(...given: Parameters<TowersSession['towers']>): ReturnType<TowersSession['towers']> {
    return this.#session.towers(...given);
  }

  close(): Promise<void> {
    return this.#session.close();
  }

  #step(parameters: Float32Array, batch: NetBatch, outputs: readonly string[]): ReturnType<TowersSession['step']> {
    const { rows, rewards } = batch;
    const own = {
      advantage: new Tensor('float32', rewards, [rows, 1]),
      scale: new Tensor('float32', Float32Array.of(-1 / rows), [1, 1]),
      entropyScale: new Tensor('float32', Float32Array.of(this.#entropyShare / rows), [1, 1]),
    };
    return this.#session.step(parameters, batch, own, outputs);
  }
}
