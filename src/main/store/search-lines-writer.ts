import type { StoreDatabase } from './database.ts';
import { foldText } from './fold.ts';

/** Lines of one search block. */
export const searchBlockLines = 1024;

export type SearchKind = 'item' | 'user' | 'session';

/** Gathers one folded line per dense number, in order, and stores full blocks as they fill. Called inside a slice's transaction. */
export class SearchLinesWriter {
  readonly #database: StoreDatabase;
  readonly #dataset: number;
  readonly #kind: SearchKind;
  #lines: string[] = [];
  #block = 0;

  constructor(database: StoreDatabase, dataset: number, kind: SearchKind) {
    this.#database = database;
    this.#dataset = dataset;
    this.#kind = kind;
  }

  add(text: string): void {
    this.#lines.push(foldText(text));
    if (this.#lines.length === searchBlockLines) this.flush();
  }

  flush(): void {
    // A block of empty lines (sessions without names) can never be found.
    if (this.#lines.some((line) => line !== '')) {
      this.#database
        .statement('INSERT INTO search_blocks (dataset, kind, block, text) VALUES (?, ?, ?, ?)')
        .run(this.#dataset, this.#kind, this.#block, this.#lines.join('\n'));
    }
    this.#lines = [];
    this.#block += 1;
  }
}
