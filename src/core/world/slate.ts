import { outcomeCount } from './outcomes.ts';

/** Picks the candidates with the highest utility, best first; of equal ones the earlier. */
export class SlateRanker {
  readonly #utility: Float64Array;
  readonly #taken = new Set<number>();

  constructor(slate: number) {
    this.#utility = new Float64Array(slate);
  }

  /** Writes candidate places into `into`, whose length is the slate's. */
  rank(heads: Float64Array, bonus: Float64Array, weights: readonly number[], into: Int32Array): void {
    const best = this.#utility;
    const size = into.length;
    const count = heads.length / outcomeCount;
    let filled = 0;
    let least = -Infinity;
    for (let place = 0; place < count; place += 1) {
      const utility = utilityOf(heads, bonus, weights, place);
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

  /** Whether `rank` would give this very slate: known after a few candidates where it would not. */
  gives(heads: Float64Array, bonus: Float64Array, weights: readonly number[], slate: Int32Array): boolean {
    const taken = this.#taken;
    let before = -1;
    let least = Infinity;
    for (const place of slate) {
      const utility = utilityOf(heads, bonus, weights, place);
      if (before >= 0 && !(utility < least || (utility === least && before < place))) return false;
      before = place;
      least = utility;
    }
    taken.clear();
    for (const place of slate) taken.add(place);
    for (let place = 0; place < bonus.length; place += 1) {
      if (taken.has(place)) continue;
      const utility = utilityOf(heads, bonus, weights, place);
      if (utility > least || (utility === least && place < before)) return false;
    }
    return true;
  }
}

/** Utility of one candidate; the order of the sum is part of the world, since another order rounds otherwise. */
function utilityOf(heads: Float64Array, bonus: Float64Array, weights: readonly number[], place: number): number {
  const at = place * outcomeCount;
  return (
    (bonus[place] ?? 0) +
    (weights[0] ?? 0) * (heads[at] ?? 0) +
    (weights[1] ?? 0) * (heads[at + 1] ?? 0) +
    (weights[2] ?? 0) * (heads[at + 2] ?? 0) +
    (weights[3] ?? 0) * (heads[at + 3] ?? 0) +
    (weights[4] ?? 0) * (heads[at + 4] ?? 0) +
    (weights[5] ?? 0) * (heads[at + 5] ?? 0)
  );
}
