import type { ChangeEvent } from '../../contract/system.ts';

/** Tells every listening client that something changed. Several changes of one type in one turn are told once. */
export class Changes {
  readonly #listeners = new Set<(event: ChangeEvent) => void>();
  readonly #pending = new Set<ChangeEvent['type']>();

  publish(type: ChangeEvent['type']): void {
    if (this.#pending.size === 0) queueMicrotask(() => this.#flush());
    this.#pending.add(type);
  }

  subscribe(listener: (event: ChangeEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  #flush(): void {
    const types = [...this.#pending];
    this.#pending.clear();
    for (const type of types) for (const listener of this.#listeners) listener({ type });
  }
}
