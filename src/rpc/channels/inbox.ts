import type { WireMessage } from '../channel.ts';

/** Keeps what arrives before the one listener is there, and makes closing happen once: the part every channel shares. */
export class Inbox {
  #listener: ((message: WireMessage) => void) | undefined;
  #early: WireMessage[] = [];
  readonly #closeListeners = new Set<() => void>();
  #closed = false;

  get closed(): boolean {
    return this.#closed;
  }

  deliver(message: WireMessage): void {
    if (this.#closed) return;
    if (this.#listener === undefined) this.#early.push(message);
    else this.#listener(message);
  }

  onMessage(listener: (message: WireMessage) => void): () => void {
    if (this.#listener !== undefined) throw new Error('A channel has one listener.');
    this.#listener = listener;
    const early = this.#early;
    this.#early = [];
    for (const message of early) listener(message);
    return () => {
      if (this.#listener === listener) this.#listener = undefined;
    };
  }

  onClose(listener: () => void): () => void {
    if (this.#closed) {
      queueMicrotask(listener);
      return () => undefined;
    }
    this.#closeListeners.add(listener);
    return () => this.#closeListeners.delete(listener);
  }

  /** True the first time only. */
  close(): boolean {
    if (this.#closed) return false;
    this.#closed = true;
    for (const listener of this.#closeListeners) listener();
    this.#closeListeners.clear();
    return true;
  }
}
