import { LikelyArms } from './likely-arms.ts';
import type { Predictions } from './predictions.ts';

/** The next larger double of a value in [0, 1]: a little over half a unit in the last place, which rounds up. */
export function nextUp(value: number): number {
  return value === 0 ? Number.MIN_VALUE : value + value * halfUnit;
}

const halfUnit = 2 ** -53 * 1.001;

/**
 * The upper envelope of one row's lines (1 - alpha) x first[arm] + alpha x second[arm] over alpha in [0, 1]: which arm is best where. Exact up to the
 * rounding of a crossing, ties included: as in `choosing` they go to production, then to the lower arm, at a crossing itself too. Arrays are used again
 * for the next row. An arm is a point (first, second) here: the envelope of the lines is the convex chain of the points furthest out, from the highest first
 * value to the highest second one.
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
  readonly #likely: LikelyArms;
  /** The chain: both values and the arm of each corner, and the preferred arm on the edge that leads to it (-1 for none). */
  readonly #chain0: Float64Array;
  readonly #chain1: Float64Array;
  readonly #corners: Int32Array;
  readonly #between: Int32Array;
  /** Whether several arms may be highest at an end. */
  #level = false;

  /** `divisors` make the objectives comparable. */
  constructor(first: Predictions, second: Predictions, divisors: readonly [number, number], arms: number, production: number | undefined) {
    this.#first = first;
    this.#second = second;
    this.#divisor0 = divisors[0];
    this.#divisor1 = divisors[1];
    this.#production = production ?? -1;
    this.#arms = arms;
    this.#likely = new LikelyArms(first, second, divisors, arms);
    this.#chain0 = new Float64Array(arms + 1);
    this.#chain1 = new Float64Array(arms + 1);
    this.#corners = new Int32Array(arms + 1);
    this.#between = new Int32Array(arms + 1);
    // A crossing may give two stretches: one for the crossing itself.
    this.arm = new Int32Array(2 * arms + 4);
    this.from = new Float64Array(2 * arms + 4);
  }

  /** Finds the stretches of `row`. */
  find(row: number): void {
    const place0 = row * this.#first.stride;
    const place1 = row * this.#second.stride;
    const top = this.#join(this.#likely.collect(place0, place1), place0, place1);
    this.#list(top, place0, place1);
    const corners = this.#corners;
    this.#likely.learn(corners[0] ?? 0, corners[(top + 1) >> 1] ?? 0, corners[top] ?? 0);
  }

  /**
   * Joins the likely arms to the chain and answers the place of its last corner. They come nearly in order; one that comes too late is put where it belongs
   * and what was behind it is joined anew. Values are single precision: their differences and the products of two of them are exact, and so is the sign of
   * each comparison.
   */
  #join(kept: number, place0: number, place1: number): number {
    const one = this.#first.preference;
    const two = this.#second.preference;
    const { list, middle, right } = this.#likely;
    const chain0 = this.#chain0;
    const chain1 = this.#chain1;
    const corners = this.#corners;
    const between = this.#between;
    const base0 = place0 | 0;
    const base1 = place1 | 0;
    const production = this.#production | 0;
    let place = this.#arms | 0;
    const end = (place + kept) | 0;
    let level = false;
    // What is below the line to a likely later corner is left out at once.
    let aim0 = one[(base0 + middle) | 0] ?? 0;
    let aim1 = two[(base1 + middle) | 0] ?? 0;
    const last0 = one[(base0 + right) | 0] ?? 0;
    const last1 = two[(base1 + right) | 0] ?? 0;
    let arm = list[place] ?? 0;
    let top = 0;
    let top0 = one[(base0 + arm) | 0] ?? 0;
    let top1 = two[(base1 + arm) | 0] ?? 0;
    chain0[0] = top0;
    chain1[0] = top1;
    corners[0] = arm;
    between[0] = -1;
    place = (place + 1) | 0;
    while (place < end) {
      arm = list[place] ?? 0;
      const x = one[(base0 + arm) | 0] ?? 0;
      const y = two[(base1 + arm) | 0] ?? 0;
      place = (place + 1) | 0;
      let tie = -1;
      if (x < top0 && y > top1) {
        if (x <= aim0) {
          aim0 = last0;
          aim1 = last1;
        }
        if (x > aim0 && (y - top1) * (top0 - aim0) < (top0 - x) * (aim1 - top1)) continue;
        // Corners that are no longer outside go; one that is on the line counts at its crossing.
        while (top > 0) {
          const below0 = chain0[(top - 1) | 0] ?? 0;
          const below1 = chain1[(top - 1) | 0] ?? 0;
          const above = (y - below1) * (below0 - top0) - (below0 - x) * (top1 - below1);
          if (!(above >= 0)) break;
          if (above === 0) {
            tie = corners[top] ?? 0;
            const other = between[top] ?? 0;
            if (other >= 0 && (other === production || (tie !== production && other < tie))) tie = other;
          } else tie = -1;
          top = (top - 1) | 0;
          top0 = below0;
          top1 = below1;
        }
        top = (top + 1) | 0;
      } else if (x <= top0 && y <= top1) {
        if (x < top0 && y < top1) continue;
        level = true;
        if (x < top0 || y < top1) continue;
        const other = corners[top] ?? 0;
        if (arm === production || (other !== production && arm < other)) corners[top] = arm;
        continue;
      } else if (x >= top0 && y >= top1) {
        // Nowhere below the last corner, which goes; then the arm is tried again.
        if (x === top0 || y === top1) level = true;
        if (top > 0) {
          top = (top - 1) | 0;
          top0 = chain0[top] ?? 0;
          top1 = chain1[top] ?? 0;
          place = (place - 1) | 0;
          continue;
        }
      } else if (x > top0) {
        let at = top;
        while (at > 0 && (chain0[(at - 1) | 0] ?? 0) < x) at = (at - 1) | 0;
        if (at > 0) {
          const below0 = chain0[(at - 1) | 0] ?? 0;
          const below1 = chain1[(at - 1) | 0] ?? 0;
          const fall = below0 - x;
          if (fall > 0 && (y - below1) * (below0 - (chain0[at] ?? 0)) < fall * ((chain1[at] ?? 0) - below1)) continue;
        }
        // What comes after it goes back to the list, behind it.
        while (top >= at) {
          place = (place - 1) | 0;
          list[place] = corners[top] ?? 0;
          const other = between[top] ?? 0;
          if (other >= 0) {
            place = (place - 1) | 0;
            list[place] = other;
          }
          top = (top - 1) | 0;
        }
        if (top >= 0) {
          place = (place - 1) | 0;
          list[place] = arm;
          top0 = chain0[top] ?? 0;
          top1 = chain1[top] ?? 0;
          continue;
        }
        top = 0;
      } else continue;
      chain0[top] = x;
      chain1[top] = y;
      corners[top] = arm;
      between[top] = tie;
      top0 = x;
      top1 = y;
    }
    this.#level = level;
    return top;
  }

  /** Writes the stretches of the chain, with those of a single alpha where an arm is preferred at a crossing or at an end only. */
  #list(top: number, place0: number, place1: number): void {
    const corners = this.#corners;
    const between = this.#between;
    const chain0 = this.#chain0;
    const chain1 = this.#chain1;
    const { arm, from } = this;
    const divisor0 = this.#divisor0;
    const divisor1 = this.#divisor1;
    let now = corners[0] ?? 0;
    let now0 = chain0[0] ?? 0;
    let now1 = chain1[0] ?? 0;
    let before = 0;
    let count = 1;
    arm[0] = now;
    from[0] = 0;
    if (this.#level) {
      const atStart = this.#highest(this.#first.preference, place0, now);
      if (atStart !== now) {
        arm[0] = atStart;
        arm[1] = now;
        before = nextUp(0);
        from[1] = before;
        count = 2;
      }
    }
    for (let edge = 1; edge <= top; edge += 1) {
      const next = corners[edge] ?? 0;
      const tie = between[edge] ?? 0;
      const next0 = chain0[edge] ?? 0;
      const next1 = chain1[edge] ?? 0;
      const fallen = (now0 - next0) * divisor1;
      const crossing = fallen / (fallen + (next1 - now1) * divisor0);
      now0 = next0;
      now1 = next1;
      const at = crossing > before ? crossing : before;
      let chosen = this.#preferred(now, next);
      if (tie >= 0) chosen = this.#preferred(chosen, tie);
      if (chosen === next) before = at;
      else {
        if (chosen !== now) {
          from[count] = at;
          arm[count] = chosen;
          count += 1;
        }
        before = nextUp(at);
      }
      from[count] = before;
      arm[count] = next;
      count += 1;
      now = next;
    }
    if (this.#level) {
      const atEnd = this.#highest(this.#second.preference, place1, now);
      if (atEnd !== now) {
        from[count] = before > 1 ? before : 1;
        arm[count] = atEnd;
        count += 1;
      }
    }
    this.count = count;
  }

  /** The preferred one of the arms that are as high as `highest` at its end. */
  #highest(values: Float32Array, place: number, highest: number): number {
    const most = values[place + highest] ?? 0;
    let chosen = highest;
    for (let arm = 0; arm < this.#arms; arm += 1) if (values[place + arm] === most) chosen = this.#preferred(chosen, arm);
    return chosen;
  }

  #preferred(one: number, two: number): number {
    if (one === this.#production || two === this.#production) return this.#production;
    return one < two ? one : two;
  }
}
