import type { HostPause } from '../../contract/system.ts';

const tickMs = 5;

/**
 * Watches the host thread: a timer that should fire every 5 ms and came late shows how long the thread was kept. The processor time this thread used
 * inside a pause tells its own work (a task) from waiting for a processor that other processes had.
 */
export class PauseMeter {
  #longestMs = 0;
  #longestBusyMs = 0;
  #sinceMs = performance.now();
  #lastMs = performance.now();
  #lastBusyMs = busyMs();
  readonly #timer: NodeJS.Timeout;

  constructor() {
    this.#timer = setInterval(() => {
      const now = performance.now();
      const busy = busyMs();
      this.#longestMs = Math.max(this.#longestMs, now - this.#lastMs - tickMs);
      this.#longestBusyMs = Math.max(this.#longestBusyMs, busy - this.#lastBusyMs);
      this.#lastMs = now;
      this.#lastBusyMs = busy;
    }, tickMs);
    this.#timer.unref();
  }

  /** The longest pause since the last reading. */
  read(): HostPause {
    const now = performance.now();
    const pause = { longestMs: this.#longestMs, longestBusyMs: this.#longestBusyMs, sinceMs: now - this.#sinceMs };
    this.#longestMs = 0;
    this.#longestBusyMs = 0;
    this.#sinceMs = now;
    return pause;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

/** Processor time of this thread, in milliseconds. */
function busyMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
