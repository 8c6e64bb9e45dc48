import { IdMap } from './id-map.ts';
import type { ImportItem } from './import-part.ts';

/** The catalogue in dense order: first the items file in its own order, then what only the log names. */
export class ItemTable {
  readonly #map = new IdMap();
  readonly #items: ImportItem[] = [];
  readonly #placeholder: (id: string) => string;
  #added = 0;

  /** `placeholder` titles an item that no items file describes. */
  constructor(placeholder: (id: string) => string) {
    this.#placeholder = placeholder;
  }

  get size(): number {
    return this.#map.size;
  }

  /** Items that only the log names. */
  get added(): number {
    return this.#added;
  }

  /** Adds a described item; false when the id is there already (the first description stays). */
  describe(item: ImportItem): boolean {
    if (this.#map.find(item.id) !== undefined) return false;
    this.#map.add(item.id);
    this.#items.push(item);
    return true;
  }

  find(id: string): number | undefined {
    return this.#map.find(id);
  }

  /** The number of an item of the log. */
  number(id: string): number {
    const known = this.#map.find(id);
    if (known !== undefined) return known;
    this.#added += 1;
    this.#items.push({ id, title: this.#placeholder(id), topics: [] });
    return this.#map.add(id);
  }

  slice(first: number, end: number): readonly ImportItem[] {
    return this.#items.slice(first, end);
  }
}
