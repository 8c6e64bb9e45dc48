import type { CurveRows } from './alpha-curve.ts';
import { nextUp } from './row-envelope.ts';
import { StepCollector, type StepSums } from './step-sums.ts';

/** Rows between two pauses. */
const slice = 512;
const columns = 3;

/**
 * Reward@HIT of every alpha: each row is reduced to the stretch of alpha on which its logged action is the policy's own choice, found by comparing that
 * action with every other. Far less work than the whole envelope, and all that this estimator needs.
 */
export class HitCurve {
  readonly #sums: StepSums;
  readonly #now = new Float64Array(columns);

  constructor(sums: StepSums) {
    this.#sums = sums;
  }

  /** Hits at this alpha and their mean reward of either objective (NaN without any). */
  at(alpha: number): { readonly hits: number; readonly rewardAtHit: readonly [number, number] } {
    this.#sums.at(alpha, this.#now);
    const [hits = 0, first = 0, second = 0] = this.#now;
    return { hits, rewardAtHit: [first / hits, second / hits] };
  }
}

/** Builds the curve over the rows of the uniform part of a log. */
export function* buildHitCurve(rows: Omit<CurveRows, 'inverse' | 'slates'>): Generator<void, HitCurve> {
  const { n, arms, production, action, rewards, explored } = rows;
  const [one, two] = rows.predictions;
  const [divisor0, divisor1] = rows.divisors;
  const steps = new StepCollector(columns, n);
  const values = new Float64Array(columns);
  const atStart = new Float64Array(columns);
  for (let row = 0; row < n; row += 1) {
    if (row % slice === slice - 1) yield;
    if (explored === false || (typeof explored !== 'boolean' && explored[row] !== 1)) continue;
    const own = action[row] ?? 0;
    const place0 = row * one.stride;
    const place1 = row * two.stride;
    const start = one.preference[place0 + own] ?? 0;
    const end = two.preference[place1 + own] ?? 0;
    let low = 0;
    let high = Infinity;
    for (let arm = 0; arm < arms && low < high; arm += 1) {
      if (arm === own) continue;
      const ahead0 = start - (one.preference[place0 + arm] ?? 0);
      const ahead1 = end - (two.preference[place1 + arm] ?? 0);
      if (ahead0 > 0 && ahead1 > 0) continue;
      const winsTies = own === production || (arm !== production && own < arm);
      if (ahead0 < 0 && ahead1 < 0) high = 0;
      else if (ahead0 <= 0 && ahead1 <= 0) {
        // Level at one end or both, and never ahead.
        if (!winsTies) high = 0;
        else if (ahead0 < 0) low = Math.max(low, 1);
        else if (ahead1 < 0) high = Math.min(high, nextUp(0));
      } else {
        const fall = ahead0 / divisor0;
        const at = fall / (fall - ahead1 / divisor1);
        if (ahead0 > ahead1) high = Math.min(high, winsTies ? nextUp(at) : at);
        else low = Math.max(low, winsTies ? at : nextUp(at));
      }
    }
    if (!(low < high)) continue;
    values[0] = 1;
    values[1] = rewards[0][row] ?? 0;
    values[2] = rewards[1][row] ?? 0;
    if (low === 0) for (let column = 0; column < columns; column += 1) atStart[column] = (atStart[column] ?? 0) + (values[column] ?? 0);
    else steps.addAll(low, values, 1);
    if (high <= 1) steps.addAll(high, values, -1);
  }
  return new HitCurve(yield* steps.finish(atStart));
}
