import type { Influence } from '../ope/influence.ts';
import { interval, type Interval } from '../ope/interval.ts';
import { chooseActions } from './choose-actions.ts';
import type { Predictions } from './predictions.ts';
import type { ScoringRows } from './scoring-rows.ts';

/**
 * What choosing per request adds over the single arm that the learned model likes best at the same weights, averaged over the alphas of a sweep.
 * In the direction of the weights no mix of arms is better than the best single one, so this is the distance above the mixed static frontier.
 */
export class GainOverStatic {
  readonly #rows: ScoringRows;
  readonly #averages: readonly Predictions[];
  readonly #statics: ReadonlyMap<number, readonly Influence[]>;
  readonly #terms: Float64Array;
  #value = 0;
  #scale = 0;
  #count = 0;

  /** `statics`: headline influences per objective, of every arm that `staticFor` names; `averages`: the mean preferences of the rows. */
  constructor(rows: ScoringRows, statics: ReadonlyMap<number, readonly Influence[]>, averages: readonly Predictions[]) {
    this.#rows = rows;
    this.#statics = statics;
    this.#averages = averages;
    this.#terms = new Float64Array(rows.units);
  }

  /** Adds one policy: its weights per raw unit, and its headline influences per objective. */
  add(weights: readonly number[], influences: readonly Influence[]): void {
    const arm = staticFor(this.#averages, weights, this.#rows);
    const statics = this.#statics.get(arm) ?? [];
    weights.forEach((weight, objective) => {
      const own = influences[objective];
      const other = statics[objective];
      if (own === undefined || other === undefined) return;
      this.#value += weight * (own.value - other.value);
      this.#scale += weight * other.value;
      for (let row = 0; row < this.#terms.length; row += 1) {
        this.#terms[row] = (this.#terms[row] ?? 0) + weight * ((own.terms[row] ?? 0) - (other.terms[row] ?? 0));
      }
    });
    this.#count += 1;
  }

  /** The mean gain in scalarised units with its interval, and the mean value of the static policies in the same units. */
  result(level: number): (Interval & { readonly value: number; readonly scale: number }) | undefined {
    if (this.#count === 0) return undefined;
    const count = this.#count;
    const value = this.#value / count;
    const terms = this.#terms.map((term) => term / count);
    return { value, scale: this.#scale / count, ...interval({ value, terms }, level) };
  }
}

/** The single arm that the averages like best. */
export function staticFor(averages: readonly Predictions[], weights: readonly number[], rows: ScoringRows): number {
  return chooseActions(averages, weights, 1, rows.arms, rows.production)[0] ?? 0;
}

/** The mean preference of each arm over the rows, standing for all of them. */
export function* averagePreferences(rows: ScoringRows): Generator<void, readonly Predictions[]> {
  const averages: Predictions[] = [];
  for (const part of rows.predictions.slice(0, rows.objectives)) averages.push(yield* averagePreference(part, rows));
  return averages;
}

function* averagePreference(part: Predictions, rows: ScoringRows): Generator<void, Predictions> {
  if (part.stride === 0) return part;
  const totals = new Float64Array(rows.arms);
  for (let row = 0; row < rows.n; row += 1) {
    for (let arm = 0; arm < rows.arms; arm += 1) totals[arm] = (totals[arm] ?? 0) + (part.preference[row * part.stride + arm] ?? 0);
    if (row % 4_096 === 4_095) yield;
  }
  return { base: new Float64Array(1), preference: Float32Array.from(totals, (value) => value / rows.n), stride: 0 };
}
