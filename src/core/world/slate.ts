import { outcomeCount } from './outcomes.ts';

/** Picks the candidates with the highest utility, best first; of equal ones the earlier. */
export class SlateRanker {
  readonly #utility: Float64Array;

  constructor(slate: number) {
    this.#utility = new Float64Array(slate);
  }

  /** Writes candidate places into `into`, whose length is the slate's. */
  rank(heads: Float64Array, bonus: Float64Array, weights: readonly number[], into: Int32Array): void {
    const [w0 = 0, w1 = 0, w2 = 0, w3 = 0, w4 = 0, w5 = 0] = weights;
    const best = this.#utility;
    const size = into.length;
    const count = heads.length / outcomeCount;
    let filled = 0;
    let least = -Infinity;
    for (let place = 0; place < count; place += 1) {
      const at = place * outcomeCount;
      const utility =
        (bonus[place] ?? 0) +
        w0 * (heads[at] ?? 0) +
        w1 * (heads[at + 1] ?? 0) +
        w2 * (heads[at + 2] ?? 0) +
        w3 * (heads[at + 3] ?? 0) +
        w4 * (heads[at + 4] ?? 0) +
        w5 * (heads[at + 5] ?? 0);
      if (filled === size && !(utility > least)) continue;
      let slot = filled < size ? filled : size - 1;
      while (slot > 0 && (best[slot - 1] ?? 0) < utility) {
        best[slot] = best[slot - 1] ?? 0;
        into[slot] = into[slot - 1] ?? 0;
        slot -= 1;
      }
      best[slot] = utility;
      into[slot] = place;
      if (filled < size) filled += 1;
      if (filled === size) least = best[size - 1] ?? -Infinity;
    }
  }
}
