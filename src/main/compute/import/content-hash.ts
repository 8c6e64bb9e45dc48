import { createHash, type Hash } from 'node:crypto';

/**
 * SHA-256 over content in its stored order. Every named part has a digest of its own that grows piece by piece, so that neither the size of the pieces
 * nor their interleaving matters; the digests are joined in the order of their names.
 */
export class ContentHash {
  readonly #parts = new Map<string, Hash>();

  add(part: string, content: string | NodeJS.ArrayBufferView): void {
    let hash = this.#parts.get(part);
    if (hash === undefined) {
      hash = createHash('sha256');
      this.#parts.set(part, hash);
    }
    hash.update(content);
  }

  digest(): string {
    const whole = createHash('sha256');
    for (const name of [...this.#parts.keys()].toSorted()) whole.update(`${name}\n${this.#parts.get(name)?.digest('hex') ?? ''}\n`);
    return whole.digest('hex');
  }
}
