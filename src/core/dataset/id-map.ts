/** Source ids (text) to dense numbers, in the order of their first appearance. */
export class IdMap {
  readonly #numbers = new Map<string, number>();
  readonly #ids: string[] = [];

  get size(): number {
    return this.#ids.length;
  }

  /** The number of an id, given out now if it is new. */
  add(id: string): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    const next = this.#ids.length;
    this.#numbers.set(id, next);
    this.#ids.push(id);
    return next;
  }

  find(id: string): number | undefined {
    return this.#numbers.get(id);
  }

  id(number: number): string {
    return this.#ids[number] ?? '';
  }

  ids(): readonly string[] {
    return this.#ids;
  }
}
