import { Worker } from 'node:worker_threads';
import { nodePortChannel } from '../../rpc/channels/node-port.ts';
import { connect } from '../../rpc/connect.ts';
import { RpcError } from '../../rpc/error.ts';
import type { Client } from '../../rpc/procedure.ts';
import { workerUrl } from '../worker-url.ts';
import { computeContract, type ComputeContract } from './contract.ts';

/** At most this many threads: the host's own, the engine's and these share the machine. */
const defaultWorkers = 2;
/** How long a worker may take to stop by itself before it is terminated; nothing native runs there, so that is safe. */
const stopWithinMs = 2_000;

/** Long CPU work off the host's thread, in long-lived workers that are started when first needed. */
export interface ComputeClient {
  /** Gives `work` an idle worker, alone, until its promise settles; waits while all are busy. */
  use<T>(work: (tasks: Client<ComputeContract>) => Promise<T>): Promise<T>;
  /** Refuses new work, asks the workers to stop and waits for it. */
  close(): Promise<void>;
}

interface Slot {
  readonly worker: Worker;
  readonly tasks: Client<ComputeContract>;
  readonly exited: Promise<void>;
  /** Set once the thread is gone. */
  gone: { readonly reason: string } | undefined;
  busy: boolean;
}

export interface ComputeOptions {
  readonly workers?: number;
  readonly url?: URL;
}

export function createComputeClient(options: ComputeOptions = {}): ComputeClient {
  const most = options.workers ?? defaultWorkers;
  const slots = new Set<Slot>();
  const waiting: { readonly resolve: (slot: Slot) => void; readonly reject: (error: unknown) => void }[] = [];
  let closing: Promise<void> | undefined;

  function start(): Slot {
    const worker = new Worker(options.url ?? workerUrl('compute-worker'));
    const { promise: exited, resolve } = Promise.withResolvers<void>();
    const channel = nodePortChannel(worker);
    const slot: Slot = { worker, tasks: connect(channel, computeContract), exited, gone: undefined, busy: true };
    let reason: string | undefined;
    worker.on('error', (error) => {
      reason = error instanceof Error ? error.message : String(error);
    });
    worker.once('exit', (code) => {
      slot.gone = { reason: reason ?? `exit code ${code}` };
      slots.delete(slot);
      channel.close();
      resolve();
      replace();
    });
    slots.add(slot);
    return slot;
  }

  /** A place came free with the worker that died; who waits gets a new one. */
  function replace(): void {
    if (closing !== undefined || slots.size >= most) return;
    const next = waiting.shift();
    if (next !== undefined) next.resolve(start());
  }

  function acquire(): Slot | Promise<Slot> {
    if (closing !== undefined) throw closedError();
    for (const slot of slots) {
      if (slot.busy) continue;
      slot.busy = true;
      return slot;
    }
    if (slots.size < most) return start();
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  }

  function release(slot: Slot): void {
    if (slot.gone !== undefined) return;
    const next = waiting.shift();
    if (next === undefined) slot.busy = false;
    else next.resolve(slot);
  }

  async function use<T>(work: (tasks: Client<ComputeContract>) => Promise<T>): Promise<T> {
    const slot = await acquire();
    try {
      return await work(slot.tasks);
    } catch (error) {
      if (error instanceof RpcError && error.code === 'disconnected') {
        // The channel may tell of the end before the thread's own `exit` does; a channel that broke by itself takes its thread along.
        void slot.worker.terminate();
        await slot.exited;
        if (closing !== undefined) throw closedError();
        throw new RpcError({
          code: 'unavailable',
          message: `A background worker stopped unexpectedly (${slot.gone?.reason ?? 'unknown reason'}); nothing was kept. Try again.`,
        });
      }
      throw error;
    } finally {
      release(slot);
    }
  }

  async function stop(slot: Slot): Promise<void> {
    const timer = setTimeout(() => void slot.worker.terminate(), stopWithinMs);
    slot.tasks['worker.stop']({}).catch(() => undefined);
    await slot.exited;
    clearTimeout(timer);
  }

  function close(): Promise<void> {
    closing ??= Promise.resolve().then(async () => {
      for (const one of waiting.splice(0)) one.reject(closedError());
      await Promise.all([...slots].map(stop));
    });
    return closing;
  }

  return { use, close };
}

function closedError(): RpcError {
  return new RpcError({ code: 'unavailable', message: 'The console is closing; no new work is started.' });
}
