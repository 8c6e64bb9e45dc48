const sliceMs = 30;

/** Lets the worker's event loop turn (so that a cancel arrives) once enough time has passed since the last turn; throws when cancelled. */
export class Breather {
  readonly #signal: AbortSignal;
  #since = performance.now();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** True when it is time to `breathe`: cheap enough for an inner loop. */
  get due(): boolean {
    return performance.now() - this.#since >= sliceMs;
  }

  async breathe(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.#signal.throwIfAborted();
    this.#since = performance.now();
  }
}
