import { setImmediate } from 'node:timers/promises';
import { RpcError } from '../../../rpc/error.ts';

/** Longest stretch of work before the event loop, and with it a cancel, gets its turn. */
const stretchMs = 30;

/** Keeps a long task responsive: gives way when its stretch is over and stops when the caller has cancelled. */
export class Breath {
  readonly #signal: AbortSignal;
  #since = performance.now();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** Throws `cancelled` when the caller has asked for the stop. */
  check(): void {
    if (this.#signal.aborted) throw new RpcError({ code: 'cancelled', message: 'Cancelled.' });
  }

  async take(): Promise<void> {
    this.check();
    if (performance.now() - this.#since < stretchMs) return;
    await setImmediate();
    this.#since = performance.now();
    this.check();
  }

  /** Runs a core generator that yields now and then. */
  async run<T>(work: Generator<void, T>): Promise<T> {
    for (;;) {
      const step = work.next();
      if (step.done === true) return step.value;
      await this.take();
    }
  }
}
