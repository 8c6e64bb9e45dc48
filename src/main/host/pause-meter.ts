import type { HostPause } from '../../contract/system.ts';

const tickMs = 5;

/** Watches the host thread: a timer that should fire every 5 ms and came late shows how long the thread was kept. */
export class PauseMeter {
  #longestMs = 0;
  #sinceMs = performance.now();
  #lastMs = performance.now();
  readonly #timer: NodeJS.Timeout;

  constructor() {
    this.#timer = setInterval(() => {
      const now = performance.now();
      this.#longestMs = Math.max(this.#longestMs, now - this.#lastMs - tickMs);
      this.#lastMs = now;
    }, tickMs);
    this.#timer.unref();
  }

  /** The longest pause since the last reading. */
  read(): HostPause {
    const now = performance.now();
    const pause = { longestMs: this.#longestMs, sinceMs: now - this.#sinceMs };
    this.#longestMs = 0;
    this.#sinceMs = now;
    return pause;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
