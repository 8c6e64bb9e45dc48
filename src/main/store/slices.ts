import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Connection } from './connection.ts';
import type { StoreDatabase } from './database.ts';

/** What a slice should hold the thread for; half of what is promised (20 ms), because rows differ and other processes take the processor away. */
const targetMs = 6;
const leastRows = 16;
const mostRows = 16_384;

/**
 * Runs work over many rows as many short transactions, giving the thread back after each. The number of rows follows the measured time,
 * so one value of this class serves one kind of row.
 */
export class Slices {
  #rows: number;

  constructor(firstRows = 256) {
    this.#rows = firstRows;
  }

  /** Calls `work(from, to)` until `total` is covered; `proceed` is asked before each slice and stops everything by throwing. */
  async run(database: StoreDatabase, total: number, proceed: () => void, work: (from: number, to: number) => void): Promise<void> {
    for (let from = 0; from < total;) {
      proceed();
      const to = Math.min(total, from + this.#rows);
      const start = performance.now();
      inTransaction(database.connection, () => work(from, to));
      this.#learn(to - from, performance.now() - start);
      from = to;
      await database.checkpoints.relieve();
      await nextTurn();
    }
  }

  /** Calls `work(limit)` until it answers that fewer rows than `limit` were left. */
  async drain(database: StoreDatabase, proceed: () => void, work: (limit: number) => number): Promise<void> {
    for (;;) {
      proceed();
      const limit = this.#rows;
      const start = performance.now();
      const done = inTransaction(database.connection, () => work(limit));
      this.#learn(limit, performance.now() - start);
      await database.checkpoints.relieve();
      await nextTurn();
      if (done < limit) return;
    }
  }

  #learn(rows: number, elapsedMs: number): void {
    if (rows < this.#rows && elapsedMs < targetMs) return;
    const factor = Math.min(2, Math.max(0.25, targetMs / Math.max(elapsedMs, 0.05)));
    this.#rows = Math.round(Math.min(mostRows, Math.max(leastRows, this.#rows * factor)));
  }
}

/** All of `work` or nothing of it. */
export function inTransaction<T>(database: Connection, work: () => T): T {
  return database.transaction(work).immediate();
}
