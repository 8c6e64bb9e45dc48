import { Tensor } from 'onnxruntime-node';
import type { ArmInputs } from '../../../core/learn/arm-inputs.ts';
import type { FactoredShape } from '../../../core/learn/factored-shape.ts';
import { buildQNetStep } from './q-net-graph.ts';
import { floats, total } from './tensors.ts';
import { type NetBatch, TowersSession } from './towers-session.ts';

/** The graphs of one Q-net. */
export class NetSession {
  readonly #shape: FactoredShape;
  readonly #session: TowersSession;

  static async open(shape: FactoredShape, arms: ArmInputs): Promise<NetSession> {
    return new NetSession(shape, await TowersSession.open(buildQNetStep(shape), shape, arms));
  }

  private constructor(shape: FactoredShape, session: TowersSession) {
    this.#shape = shape;
    this.#session = session;
  }

  /** Mean over the batch of the squared errors summed over heads, and its gradient. */
  async gradient(parameters: Float32Array, batch: NetBatch): Promise<{ readonly loss: number; readonly gradient: Float32Array }> {
    const { errors, gradient } = await this.#session.step(parameters, batch, this.#rewards(batch), ['errors', 'gradient']);
    return { loss: total(errors) / batch.rows, gradient: floats(gradient) };
  }

  /** Squared errors summed over heads and rows. */
  async loss(parameters: Float32Array, batch: NetBatch): Promise<number> {
    const { errors } = await this.#session.step(parameters, batch, this.#rewards(batch), ['errors']);
    return total(errors);
  }

  towers(...given: Parameters<TowersSession['towers']>): ReturnType<TowersSession['towers']> {
    return this.#session.towers(...given);
  }

  close(): Promise<void> {
    return this.#session.close();
  }

  #rewards({ rows, rewards }: NetBatch): Record<string, Tensor> {
    return {
      rewards: new Tensor('float32', rewards, [rows, this.#shape.heads]),
      scale: new Tensor('float32', Float32Array.of(1 / rows), [1, 1]),
    };
  }
}
