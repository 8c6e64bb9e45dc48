import { RpcError } from '../../rpc/error.ts';

interface Waiting<Item, Output> {
  readonly item: Item;
  readonly signal: AbortSignal;
  readonly resolve: (output: Output) => void;
  readonly reject: (error: unknown) => void;
}

export interface BatchRules<Item, Output> {
  /** Items of one batch have the same key. */
  readonly key: (item: Item) => string;
  /** Most items that may run together, for a batch of this key. */
  readonly limit: (item: Item) => number;
  /** Runs one bounded batch; answers in the order of the items. */
  readonly run: (items: readonly Item[]) => Promise<readonly Output[]>;
}

/**
 * Collects what arrives while a batch runs and runs it together, across requests, in bounded batches. A run blocks its thread, so stopping and
 * cancelling take effect between two batches: what was cancelled is left out, what waits at a stop is refused.
 */
export class Batcher<Item, Output> {
  readonly #rules: BatchRules<Item, Output>;
  #waiting: Waiting<Item, Output>[] = [];
  #working: Promise<void> | undefined;
  #stopped = false;

  constructor(rules: BatchRules<Item, Output>) {
    this.#rules = rules;
  }

  submit(item: Item, signal: AbortSignal): Promise<Output> {
    if (this.#stopped) return Promise.reject(stopping());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, signal, resolve, reject });
      this.#working ??= this.#work();
    });
  }

  /** True while something runs or waits. */
  get busy(): boolean {
    return this.#working !== undefined;
  }

  /** Resolves when nothing runs or waits any more. */
  async idle(): Promise<void> {
    while (this.#working !== undefined) await this.#working;
  }

  /** Refuses what waits and resolves when the batch that runs has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { reject } of waiting) reject(stopping());
    await this.#working;
  }

  async #work(): Promise<void> {
    // One turn of the loop between batches, so that new requests, cancels and a stop get in.
    for (;;) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      const batch = this.#next();
      if (batch.length === 0) break;
      try {
        const outputs = await this.#rules.run(batch.map(({ item }) => item));
        batch.forEach(({ resolve, reject }, index) => {
          const output = outputs[index];
          if (output === undefined) reject(new Error('A batch answered fewer items than it was given.'));
          else resolve(output);
        });
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#working = undefined;
  }

  #next(): readonly Waiting<Item, Output>[] {
    const live: Waiting<Item, Output>[] = [];
    for (const entry of this.#waiting) {
      if (entry.signal.aborted) entry.reject(new RpcError({ code: 'cancelled', message: 'Cancelled.' }));
      else live.push(entry);
    }
    const first = live[0];
    if (first === undefined) {
      this.#waiting = [];
      return [];
    }
    const key = this.#rules.key(first.item);
    const limit = Math.max(1, this.#rules.limit(first.item));
    const batch: Waiting<Item, Output>[] = [];
    this.#waiting = live.filter((entry) => {
      if (batch.length >= limit || this.#rules.key(entry.item) !== key) return true;
      batch.push(entry);
      return false;
    });
    return batch;
  }
}

function stopping(): RpcError {
  return new RpcError({ code: 'unavailable', message: 'The engine is stopping.' });
}
