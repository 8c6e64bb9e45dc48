import { Worker } from 'node:worker_threads';
import type { Connection } from './connection.ts';

/** Pages in the log at which writers wait for it to be folded in: 16 MiB. */
const mostPages = 4096;

const workerUrl = new URL(import.meta.url.endsWith('.ts') ? './checkpoint-worker.ts' : './checkpoint-worker.js', import.meta.url);

/**
 * Keeps the write-ahead log short while much is written. Folding it in waits for the disk for tens of milliseconds, so a thread of its own does it,
 * and only whoever writes in bulk waits.
 */
export class Checkpointer {
  readonly #connection: Connection;
  readonly #path: string;
  #worker: Worker | undefined;
  #under: Promise<void> | undefined;
  #foldedPages = 0;

  constructor(connection: Connection, path: string) {
    this.#connection = connection;
    this.#path = path;
  }

  /** Called between two slices: returns at once while the log is short. */
  async relieve(): Promise<void> {
    if (this.#under === undefined && this.#pagesSince() < mostPages) return;
    this.#under ??= this.#checkpoint().finally(() => (this.#under = undefined));
    await this.#under;
  }

  /** Stops the thread, after what it does now. */
  async close(): Promise<void> {
    await this.#under;
    const worker = this.#worker;
    if (worker === undefined) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    worker.once('exit', () => resolve());
    worker.ref();
    worker.postMessage('stop');
    await promise;
  }

  #pages(): number {
    const [state] = this.#connection.pragma('wal_checkpoint(NOOP)') as readonly { readonly log: number }[];
    return state?.log ?? 0;
  }

  /** A log that a reader keeps from starting over only grows; what was folded in already does not count. */
  #pagesSince(): number {
    const pages = this.#pages();
    if (pages < this.#foldedPages) this.#foldedPages = 0;
    return pages - this.#foldedPages;
  }

  async #checkpoint(): Promise<void> {
    try {
      await this.#ask(this.#worker ?? this.#start());
    } catch {
      // Without its thread the log is folded in here: slower for the host, as safe for the data.
      this.#connection.pragma('wal_checkpoint(PASSIVE)');
    }
    this.#foldedPages = this.#pages();
  }

  #start(): Worker {
    const worker = new Worker(workerUrl, { workerData: this.#path });
    this.#worker = worker;
    // `ask` hears of errors while it waits; at other times the thread does nothing that could fail.
    worker.on('error', () => undefined);
    worker.once('exit', () => (this.#worker = undefined));
    return worker;
  }

  async #ask(worker: Worker): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onExit = () => reject(new Error('The checkpoint worker ended.'));
    worker.once('message', resolve);
    worker.once('exit', onExit);
    worker.ref();
    try {
      worker.postMessage('checkpoint');
      await promise;
    } finally {
      worker.off('message', resolve);
      worker.off('exit', onExit);
      worker.unref();
    }
  }
}
