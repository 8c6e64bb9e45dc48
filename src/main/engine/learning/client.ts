import { Worker } from 'node:worker_threads';
import { nodePortChannel } from '../../../rpc/channels/node-port.ts';
import { connect } from '../../../rpc/connect.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { Client } from '../../../rpc/procedure.ts';
import { workerUrl } from '../../worker-url.ts';
import {
  learningContract,
  type LearningContract,
  type LearnItem,
  type LearnProgress,
  type NetworkQuery,
  type NetworkResult,
  type PoliciesQuery,
  type PoliciesResult,
} from './contract.ts';

export interface LearnOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: LearnProgress) => void;
}

interface Running {
  readonly client: Client<LearningContract>;
  readonly exited: Promise<void>;
}

/**
 * The host's end of the learning worker: started at the first use, started anew after it died, and ended by draining. It is never terminated: ending a thread
 * while ONNX Runtime computes in it aborts the whole process.
 */
export class LearningClient {
  #running: Running | undefined;
  #closing: Promise<void> | undefined;

  /** Trains a Q-net. The typed arrays of the query are moved: empty afterwards. */
  network(query: NetworkQuery, options: LearnOptions): Promise<NetworkResult> {
    return this.#follow((client) => client['learning.network'](query, { signal: options.signal }), options);
  }

  /** Trains softmax policies and the Q-net beside them. The typed arrays of the query are moved. */
  policies(query: PoliciesQuery, options: LearnOptions): Promise<PoliciesResult> {
    return this.#follow((client) => client['learning.policies'](query, { signal: options.signal }), options);
  }

  /** Ends what is being learned after its present batch, then the thread. Safe to call twice. */
  close(): Promise<void> {
    this.#closing ??= this.#drain();
    return this.#closing;
  }

  async #follow<Result>(
    work: (client: Client<LearningContract>) => AsyncIterable<LearnItem<Result>>,
    { onProgress }: LearnOptions,
  ): Promise<Result> {
    if (this.#closing !== undefined)
      throw new RpcError({ code: 'unavailable', message: 'The console is closing; nothing is learned any more.' });
    this.#running ??= this.#spawn();
    try {
      for await (const item of work(this.#running.client)) {
        if (item.type === 'result') return item.result;
        onProgress(item.progress);
      }
    } catch (error) {
      if (error instanceof RpcError && error.code === 'disconnected')
        throw new RpcError({ code: 'unavailable', message: 'The learning worker stopped unexpectedly; nothing was kept. Try again.' });
      throw error;
    }
    throw new Error('The learning worker ended without a result.');
  }

  #spawn(): Running {
    const worker = new Worker(workerUrl('learning-worker'), { name: 'learning' });
    const { promise: exited, resolve } = Promise.withResolvers<void>();
    const running: Running = { client: connect(nodePortChannel(worker), learningContract), exited };
    // Its callers are told by the channel; without a listener an error would end the host.
    worker.on('error', () => undefined);
    worker.once('exit', () => {
      if (this.#running === running) this.#running = undefined;
      resolve();
    });
    return running;
  }

  async #drain(): Promise<void> {
    const running = this.#running;
    if (running === undefined) return;
    await running.client['learning.stop']({}).catch(() => undefined);
    await running.exited;
  }
}
