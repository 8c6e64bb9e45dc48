import type { Influence } from '../ope/influence.ts';
import { interval, type Interval } from '../ope/interval.ts';
import { chooseActions } from './choose-actions.ts';
import { choicePredictions, estimateBy, scoreChoices, type ScoringRows, type SweepEstimator } from './scoring.ts';
import type { Predictions } from './predictions.ts';

/**
 * What choosing per request adds over the single arm that the learned model likes best at the same weights, averaged over the alphas of a sweep.
 * In the direction of the weights no mix of arms is better than the best single one, so this is the distance above the mixed static frontier.
 */
export class GainOverStatic {
  readonly #rows: ScoringRows;
  readonly #estimator: SweepEstimator;
  readonly #production: number | undefined;
  readonly #averages: readonly Predictions[];
  readonly #statics = new Map<number, readonly Influence[]>();
  readonly #terms: Float64Array;
  #value = 0;
  #scale = 0;
  #count = 0;

  constructor(rows: ScoringRows, estimator: SweepEstimator, production: number | undefined) {
    this.#production = production;
    this.#rows = rows;
    this.#estimator = estimator;
    this.#averages = rows.predictions.map((part) => averagePreference(part, rows));
    this.#terms = new Float64Array(rows.n);
  }

  /** Adds one policy: its weights per raw unit, and its headline influences per objective. */
  add(weights: readonly number[], influences: readonly Influence[]): void {
    const arm = chooseActions(this.#averages, weights, 1, this.#rows.arms, this.#production)[0] ?? 0;
    const statics = this.#static(arm);
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
    const { clusters } = this.#rows;
    return { value, scale: this.#scale / count, ...interval({ value, terms }, level, clusters === undefined ? {} : { clusters }) };
  }

  #static(arm: number): readonly Influence[] {
    const known = this.#statics.get(arm);
    if (known !== undefined) return known;
    const chosen = new Int32Array(this.#rows.n).fill(arm);
    const policy = scoreChoices(this.#rows, chosen);
    const made = this.#rows.rewards.map((_, objective) =>
      estimateBy(this.#estimator, this.#rows, objective, policy, choicePredictions(this.#rows, objective, chosen)),
    );
    this.#statics.set(arm, made);
    return made;
  }
}

function averagePreference(part: Predictions, rows: ScoringRows): Predictions {
  if (part.stride === 0) return part;
  const totals = new Float64Array(rows.arms);
  for (let row = 0; row < rows.n; row += 1)
    for (let arm = 0; arm < rows.arms; arm += 1) totals[arm] = (totals[arm] ?? 0) + (part.preference[row * part.stride + arm] ?? 0);
  return { base: new Float64Array(1), preference: Float32Array.from(totals, (value) => value / rows.n), stride: 0 };
}
