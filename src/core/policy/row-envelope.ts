import type { Predictions } from './predictions.ts';

/** The next larger double of a value in [0, 1]: a little over half a unit in the last place, which rounds up. */
export function nextUp(value: number): number {
  return value === 0 ? Number.MIN_VALUE : value + value * halfUnit;
}

const halfUnit = 2 ** -53 * 1.001;

/**
 * The upper envelope of one row's lines (1 - alpha) x first[arm] + alpha x second[arm] over alpha in [0, 1]: which arm is best where. Exact up to the
 * rounding of a crossing, ties included: as in `choosing` they go to production, then to the lower arm, at a crossing itself too. Arrays are used again
 * for the next row.
 */
export class RowEnvelope {
  /** Best arm of each stretch, and the alpha from which it is best; a stretch ends just below the start of the next. `from[0]` is 0. */
  readonly arm: Int32Array;
  readonly from: Float64Array;
  count = 0;
  readonly #first: Predictions;
  readonly #second: Predictions;
  readonly #divisor0: number;
  readonly #divisor1: number;
  readonly #production: number;
  readonly #arms: number;
  readonly #rivals: Int32Array;
  readonly #waiting: Int32Array;
  /** Where the present row starts in either matrix. */
  #place0 = 0;
  #place1 = 0;

  /** `divisors` make the objectives comparable. */
  constructor(first: Predictions, second: Predictions, divisors: readonly [number, number], arms: number, production: number | undefined) {
    this.#first = first;
    this.#second = second;
    this.#divisor0 = divisors[0];
    this.#divisor1 = divisors[1];
    this.#production = production ?? -1;
    this.#arms = arms;
    this.#rivals = new Int32Array(arms);
    this.#waiting = new Int32Array(arms + 1);
    // A crossing may give two stretches: one for the crossing itself.
    this.arm = new Int32Array(2 * arms + 4);
    this.from = new Float64Array(2 * arms + 4);
  }

  /** Finds the stretches of `row`. */
  find(row: number): void {
    const production = this.#production;
    const arms = this.#arms;
    const one = this.#first.preference;
    const two = this.#second.preference;
    const place0 = row * this.#first.stride;
    const place1 = row * this.#second.stride;
    this.#place0 = place0;
    this.#place1 = place1;
    // At either end: the highest line, and among those as high the one that is highest just inside.
    let left = 0;
    let leftStart = -Infinity;
    let leftEnd = -Infinity;
    let atStart = 0;
    let right = 0;
    let rightStart = -Infinity;
    let rightEnd = -Infinity;
    let atEnd = 0;
    for (let arm = 0; arm < arms; arm += 1) {
      const low = one[place0 + arm] ?? 0;
      const high = two[place1 + arm] ?? 0;
      if (low >= leftStart) {
        if (low > leftStart) {
          leftStart = low;
          leftEnd = high;
          left = arm;
          atStart = arm;
        } else if (high > leftEnd) {
          leftEnd = high;
          left = arm;
        }
      }
      if (high >= rightEnd) {
        if (high > rightEnd) {
          rightEnd = high;
          rightStart = low;
          right = arm;
          atEnd = arm;
        } else if (low > rightStart) {
          rightStart = low;
          right = arm;
        }
      }
    }
    if (production >= 0) {
      const low = one[place0 + production] ?? 0;
      const high = two[place1 + production] ?? 0;
      if (low === leftStart) {
        atStart = production;
        if (high === leftEnd) left = production;
      }
      if (high === rightEnd) {
        atEnd = production;
        if (low === rightStart) right = production;
      }
    }
    this.count = 0;
    this.#add(0, atStart);
    if (left !== atStart) this.#add(nextUp(0), left);
    if (left !== right) this.#between(left, right);
    if (atEnd !== right) this.#add(1, atEnd);
  }

  /** All stretches from the one of `left` to the one of `right`. */
  #between(left: number, right: number): void {
    const one = this.#first.preference;
    const two = this.#second.preference;
    const place0 = this.#place0;
    const place1 = this.#place1;
    const rivals = this.#rivals;
    const waiting = this.#waiting;
    const arms = this.#arms;
    let at = this.#crossing(left, right);
    let weight0 = (1 - at) / this.#divisor0;
    let weight1 = at / this.#divisor1;
    let height = weight0 * (one[place0 + left] ?? 0) + weight1 * (two[place1 + left] ?? 0);
    // Only a line that reaches the crossing of the two ends' lines can be on the envelope.
    let rivalCount = 0;
    for (let arm = 0; arm < arms; arm += 1) {
      if (weight0 * (one[place0 + arm] ?? 0) + weight1 * (two[place1 + arm] ?? 0) < height) continue;
      rivals[rivalCount] = arm;
      rivalCount += 1;
    }
    rivalCount = this.#withoutEnds(rivalCount, left, right);
    let now = left;
    let depth = 0;
    waiting[0] = right;
    for (;;) {
      const next = waiting[depth] ?? 0;
      let highest = height;
      let best = -1;
      // Who is chosen at the crossing itself.
      let chosen = this.#preferred(now, next);
      for (let place = 0; place < rivalCount; place += 1) {
        const arm = rivals[place] ?? 0;
        const value = weight0 * (one[place0 + arm] ?? 0) + weight1 * (two[place1 + arm] ?? 0);
        if (value > highest) {
          highest = value;
          best = place;
        } else if (value === height) chosen = this.#preferred(chosen, arm);
      }
      if (best >= 0) {
        depth += 1;
        waiting[depth] = rivals[best] ?? 0;
        rivalCount -= 1;
        for (let place = best; place < rivalCount; place += 1) rivals[place] = rivals[place + 1] ?? 0;
      } else {
        if (chosen === next) this.#add(at, next);
        else {
          if (chosen !== now) this.#add(at, chosen);
          this.#add(nextUp(at), next);
        }
        now = next;
        depth -= 1;
        if (depth < 0) return;
      }
      at = this.#crossing(now, waiting[depth] ?? 0);
      weight0 = (1 - at) / this.#divisor0;
      weight1 = at / this.#divisor1;
      height = weight0 * (one[place0 + now] ?? 0) + weight1 * (two[place1 + now] ?? 0);
    }
  }

  /** Takes the two ends out of the rivals and puts production first, which wins ties. */
  #withoutEnds(count: number, left: number, right: number): number {
    const rivals = this.#rivals;
    let kept = 0;
    for (let place = 0; place < count; place += 1) {
      const arm = rivals[place] ?? 0;
      if (arm === left || arm === right) continue;
      if (arm === this.#production) {
        for (let later = kept; later > 0; later -= 1) rivals[later] = rivals[later - 1] ?? 0;
        rivals[0] = arm;
      } else rivals[kept] = arm;
      kept += 1;
    }
    return kept;
  }

  /** Alpha at which the line of `right`, lower at 0 and higher at 1, meets that of `left`. */
  #crossing(left: number, right: number): number {
    const one = this.#first.preference;
    const two = this.#second.preference;
    const ahead = ((one[this.#place0 + left] ?? 0) - (one[this.#place0 + right] ?? 0)) / this.#divisor0;
    const behind = ((two[this.#place1 + right] ?? 0) - (two[this.#place1 + left] ?? 0)) / this.#divisor1;
    if (!(ahead > 0)) return 0;
    if (!(behind > 0)) return 1;
    return ahead / (ahead + behind);
  }

  #preferred(one: number, two: number): number {
    if (one === this.#production || two === this.#production) return this.#production;
    return one < two ? one : two;
  }

  #add(from: number, arm: number): void {
    const before = this.count === 0 ? 0 : (this.from[this.count - 1] ?? 0);
    this.from[this.count] = from > before ? from : before;
    this.arm[this.count] = arm;
    this.count += 1;
  }
}
