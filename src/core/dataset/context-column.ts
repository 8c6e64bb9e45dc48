import type { ColumnData } from './column.ts';
import { GrowingColumn } from './growing-column.ts';
import { IdMap } from './id-map.ts';
import { isMissing, parseNumber } from './parse-number.ts';

/** A categorical column with more distinct texts says nothing a policy could learn from, and its dictionary would grow without bound. */
export const levelLimit = 10_000;

export type FinishedContext =
  | { readonly type: 'number'; readonly blocks: ColumnData[] }
  | { readonly type: 'category'; readonly levels: readonly string[]; readonly blocks: ColumnData[] }
  | { readonly type: 'dropped' };

/**
 * A context column whose kind is known only at its end: numbers as long as every value is one, else categories. Both readings are kept side by side
 * until one of them is ruled out, so that the file is read once and no text (`01`, `1.0`) is changed.
 */
export class ContextColumn {
  #numbers: GrowingColumn | undefined = new GrowingColumn('f64');
  #codes: GrowingColumn | undefined = new GrowingColumn('i32');
  readonly #levels = new IdMap();

  push(text: string): void {
    if (isMissing(text)) {
      this.#numbers?.push(Number.NaN);
      this.#codes?.push(-1);
      return;
    }
    const value = this.#numbers === undefined ? undefined : parseNumber(text);
    if (value === undefined) this.#numbers = undefined;
    else this.#numbers?.push(value);
    if (this.#codes === undefined) return;
    if (this.#levels.size >= levelLimit && this.#levels.find(text) === undefined) this.#codes = undefined;
    else this.#codes.push(this.#levels.add(text));
  }

  finish(): FinishedContext {
    if (this.#numbers !== undefined) return { type: 'number', blocks: this.#numbers.take() };
    if (this.#codes !== undefined) return { type: 'category', levels: this.#levels.ids(), blocks: this.#codes.take() };
    return { type: 'dropped' };
  }
}
