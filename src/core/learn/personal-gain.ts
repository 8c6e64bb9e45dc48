import type { FactoredShape } from './factored-shape.ts';
import type { CentredTable } from './centred-table.ts';
import type { LoggedRows, StateOutputs } from './tower-outputs.ts';

/** How much of the personal part of one head is kept, and why. */
export interface PersonalFactor {
  /** 0 to 1; 0 where the validation rows give no evidence. */
  readonly factor: number;
  /** Standard errors by which the personal part explains held-out rewards, clustered by user. */
  readonly z: number;
  /** Standard deviation of the personal part over the validation rows, in standard deviations of the reward, before the factor. */
  readonly spread: number;
}

/** One-sided 0.1%: below it nothing personal is claimed. Several rewards are tried, again and again, so a 1% rule would claim something every other week. */
const neededErrors = 3.09;

/**
 * Regresses what is left of the held-out rewards on the personal part: its slope is how much of it is real (a net that learned noise has slope 0), its standard
 * error says whether there is anything at all.
 */
export class PersonalGain {
  readonly #shape: FactoredShape;
  readonly #table: CentredTable;
  readonly #products: Float64Array;
  readonly #squares: Float64Array;
  /** Sums of (left x personal) and personal squared by user, for the errors. */
  readonly #users = new Map<number, Float64Array>();
  #rows = 0;

  constructor(shape: FactoredShape, table: CentredTable) {
    this.#shape = shape;
    this.#table = table;
    this.#products = new Float64Array(shape.heads);
    this.#squares = new Float64Array(shape.heads);
  }

  add(state: StateOutputs, logged: LoggedRows): void {
    const { heads, rank } = this.#shape;
    const { centre, shared, fixed, factors } = this.#table;
    const width = heads * rank;
    for (let row = 0; row < state.rows; row += 1) {
      this.#rows += 1;
      const action = logged.action[row] ?? 0;
      const id = logged.user?.[row] ?? -1;
      // Rows without a user stand for themselves.
      const sums = this.#cluster(id >= 0 ? id : -this.#rows);
      for (let head = 0; head < heads; head += 1) {
        let left = (logged.rewards[row * heads + head] ?? 0) - (state.base[row * heads + head] ?? 0) - (fixed[action * heads + head] ?? 0);
        let personal = 0;
        for (let factor = head * rank; factor < (head + 1) * rank; factor += 1) {
          const value = state.factors[row * width + factor] ?? 0;
          left -= value * (shared[factor] ?? 0);
          personal += (value - (centre[factor] ?? 0)) * (factors[action * width + factor] ?? 0);
        }
        this.#products[head] = (this.#products[head] ?? 0) + left * personal;
        this.#squares[head] = (this.#squares[head] ?? 0) + personal * personal;
        sums[head] = (sums[head] ?? 0) + left * personal;
      }
    }
  }

  /** `needed`: standard errors below which nothing is kept. */
  factors(needed = neededErrors): readonly PersonalFactor[] {
    return Array.from({ length: this.#shape.heads }, (_, head) => {
      const product = this.#products[head] ?? 0;
      const square = this.#squares[head] ?? 0;
      let variance = 0;
      for (const sums of this.#users.values()) variance += (sums[head] ?? 0) ** 2;
      const z = variance > 0 ? product / Math.sqrt(variance) : 0;
      return {
        factor: z >= needed && square > 0 ? Math.min(1, product / square) : 0,
        z,
        spread: Math.sqrt(square / Math.max(1, this.#rows)),
      };
    });
  }

  #cluster(id: number): Float64Array {
    const known = this.#users.get(id);
    if (known !== undefined) return known;
    const made = new Float64Array(this.#shape.heads);
    this.#users.set(id, made);
    return made;
  }
}
