import type { Predictions } from './predictions.ts';

/** The next larger double of a value in [0, 1]: a little over half a unit in the last place, which rounds up. */
export function nextUp(value: number): number {
  return value === 0 ? Number.MIN_VALUE : value + value * halfUnit;
}

const halfUnit = 2 ** -53 * 1.001;
/** Numbers kept of a rival. */
const width = 3;

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
  /** Arms that may come between the two ends, each with both predictions: one array is quicker than three. */
  readonly #rivals: Float64Array;
  /** For each arm, which came after it in the last row that had it; and the arm in the middle of the last row. The next row is likely to be alike. */
  readonly #hints: Int32Array;
  #middle = 0;
  /** Best arm at one end of alpha and just inside of it; the next row is likely to have the same. */
  readonly #left = new Int32Array(2);
  readonly #right = new Int32Array(2);

  /** `divisors` make the objectives comparable. */
  constructor(first: Predictions, second: Predictions, divisors: readonly [number, number], arms: number, production: number | undefined) {
    this.#first = first;
    this.#second = second;
    this.#divisor0 = divisors[0];
    this.#divisor1 = divisors[1];
    this.#production = production ?? -1;
    this.#arms = arms;
    this.#hints = new Int32Array(arms);
    this.#rivals = new Float64Array(width * (arms + 1));
    // A crossing may give two stretches: one for the crossing itself.
    this.arm = new Int32Array(2 * arms + 4);
    this.from = new Float64Array(2 * arms + 4);
  }

  /** Finds the stretches of `row`. */
  find(row: number): void {
    const place0 = row * this.#first.stride;
    const place1 = row * this.#second.stride;
    this.#ends(place0, place1);
    const atStart = this.#left[0] ?? 0;
    const left = this.#left[1] ?? 0;
    const atEnd = this.#right[0] ?? 0;
    const right = this.#right[1] ?? 0;
    this.count = 0;
    this.#add(0, atStart);
    if (left !== atStart) this.#add(nextUp(0), left);
    if (left !== right) this.#between(left, right, place0, place1);
    if (atEnd !== right) this.#add(1, atEnd);
  }

  /** The highest line at either end. Starts from those of the last row; where several are as high, `#extreme` looks again. */
  #ends(place0: number, place1: number): void {
    const one = this.#first.preference;
    const two = this.#second.preference;
    const arms = this.#arms;
    let left = this.#left[0] ?? 0;
    let right = this.#right[0] ?? 0;
    let most0 = one[place0 + left] ?? 0;
    let most1 = two[place1 + right] ?? 0;
    // How many others are as high; what it starts from meets itself.
    let level0 = -1;
    let level1 = -1;
    for (let arm = 0; arm < arms; arm += 1) {
      const value0 = one[place0 + arm] ?? 0;
      const value1 = two[place1 + arm] ?? 0;
      if (value0 >= most0) {
        level0 = value0 > most0 ? 0 : level0 + 1;
        most0 = value0;
        left = arm;
      }
      if (value1 >= most1) {
        level1 = value1 > most1 ? 0 : level1 + 1;
        most1 = value1;
        right = arm;
      }
    }
    this.#left[0] = left;
    this.#left[1] = left;
    this.#right[0] = right;
    this.#right[1] = right;
    if (level0 > 0) this.#extreme(one, place0, two, place1, this.#left);
    if (level1 > 0) this.#extreme(two, place1, one, place0, this.#right);
  }

  /** The highest line at one end, and among those as high the one that is highest just inside. Starts from what is in `found`. */
  #extreme(main: Float32Array, mainPlace: number, side: Float32Array, sidePlace: number, found: Int32Array): void {
    const arms = this.#arms;
    const production = this.#production;
    let at = found[0] ?? 0;
    let inside = at;
    let most = main[mainPlace + at] ?? 0;
    let beside = side[sidePlace + at] ?? 0;
    for (let arm = 0; arm < arms; arm += 1) {
      const value = main[mainPlace + arm] ?? 0;
      if (value < most) continue;
      const other = side[sidePlace + arm] ?? 0;
      if (value > most) {
        most = value;
        beside = other;
        at = arm;
        inside = arm;
        continue;
      }
      if (arm < at) at = arm;
      if (other > beside || (other === beside && arm < inside)) {
        beside = other;
        inside = arm;
      }
    }
    if (production >= 0 && main[mainPlace + production] === most) {
      at = production;
      if (side[sidePlace + production] === beside) inside = production;
    }
    found[0] = at;
    found[1] = inside;
  }

  /** All stretches from the one of `left` to the one of `right`: from each to the line that crosses it first. */
  #between(left: number, right: number, place0: number, place1: number): void {
    const one = this.#first.preference;
    const two = this.#second.preference;
    const rivals = this.#rivals;
    const hints = this.#hints;
    let count = this.#reaching(left, right, place0, place1);
    const chord0 = (one[place0 + left] ?? 0) - (one[place0 + right] ?? 0);
    const chord1 = (two[place1 + right] ?? 0) - (two[place1 + left] ?? 0);
    let most = -Infinity;
    let now = left;
    while (now !== right) {
      const now0 = one[place0 + now] ?? 0;
      const now1 = two[place1 + now] ?? 0;
      // The line that crosses first rises most for what it falls. The one that did so in the last row is likely to do it again.
      let next = hints[now] ?? 0;
      let fall = now0 - (one[place0 + next] ?? 0);
      let rise = (two[place1 + next] ?? 0) - now1;
      if (!(fall > 0 && rise > 0)) {
        next = right;
        fall = now0 - (one[place0 + right] ?? 0);
        rise = (two[place1 + right] ?? 0) - now1;
      }
      const guess = next;
      let level = 0;
      let kept = 0;
      for (let place = 0; place < count; place += width) {
        const arm = rivals[place] ?? 0;
        const value0 = rivals[place + 1] ?? 0;
        const value1 = rivals[place + 2] ?? 0;
        // Those whose stretch would have been before stay behind.
        const ahead = Number(value0 < now0);
        rivals[kept] = arm;
        rivals[kept + 1] = value0;
        rivals[kept + 2] = value1;
        kept += width * ahead;
        const otherFall = now0 - value0;
        const otherRise = value1 - now1;
        const above = otherRise * fall - otherFall * rise;
        level += Number(above === 0) & ahead;
        if (above > 0 && ahead === 1) {
          next = arm;
          fall = otherFall;
          rise = otherRise;
          level = 0;
        }
      }
      count = kept;
      let chosen = this.#preferred(now, next);
      // The guess is level with itself.
      if (level > Number(next === guess)) {
        // Several lines through one point: the last of them goes on.
        for (let place = 0; place < count; place += width) {
          const otherFall = now0 - (rivals[place + 1] ?? 0);
          const otherRise = (rivals[place + 2] ?? 0) - now1;
          if (otherRise * fall - otherFall * rise !== 0) continue;
          const arm = rivals[place] ?? 0;
          chosen = this.#preferred(chosen, arm);
          if (otherFall > fall || (otherFall === fall && this.#preferred(next, arm) === arm)) {
            next = arm;
            fall = otherFall;
            rise = otherRise;
          }
        }
      }
      const fallen = fall * this.#divisor1;
      const at = fallen / (fallen + rise * this.#divisor0);
      if (chosen === next) this.#add(at, next);
      else {
        if (chosen !== now) this.#add(at, chosen);
        this.#add(nextUp(at), next);
      }
      hints[now] = next;
      if (next === right) break;
      const next0 = now0 - fall;
      const over = chord1 * next0 + chord0 * (now1 + rise);
      if (over > most) {
        most = over;
        this.#middle = next;
      }
      now = next;
    }
  }

  /**
   * Lists the arms that may come between these two, both included: those that reach the crossing of their lines; or, where the line of the last row's
   * middle arm is above that crossing, its crossings with either.
   */
  #reaching(left: number, right: number, place0: number, place1: number): number {
    const one = this.#first.preference;
    const two = this.#second.preference;
    const arms = this.#arms;
    const rivals = this.#rivals;
    const left0 = one[place0 + left] ?? 0;
    const left1 = two[place1 + left] ?? 0;
    const right0 = one[place0 + right] ?? 0;
    const right1 = two[place1 + right] ?? 0;
    let middle0 = one[place0 + this.#middle] ?? 0;
    let middle1 = two[place1 + this.#middle] ?? 0;
    const over = (right1 - left1) * (middle0 - left0) + (left0 - right0) * (middle1 - left1);
    if (!(over > 0 && middle0 < left0 && middle1 < right1)) {
      middle0 = right0;
      middle1 = right1;
    }
    const leftRise = middle1 - left1;
    const leftFall = left0 - middle0;
    const leftHeight = lesser(leftRise * left0 + leftFall * left1, leftRise * middle0 + leftFall * middle1);
    const rightRise = right1 - middle1;
    const rightFall = middle0 - right0;
    const rightHeight =
      rightFall > 0 ? lesser(rightRise * middle0 + rightFall * middle1, rightRise * right0 + rightFall * right1) : Infinity;
    let kept = 0;
    for (let arm = 0; arm < arms; arm += 1) {
      const value0 = one[place0 + arm] ?? 0;
      const value1 = two[place1 + arm] ?? 0;
      rivals[kept] = arm;
      rivals[kept + 1] = value0;
      rivals[kept + 2] = value1;
      kept +=
        width *
        (Number(leftRise * value0 + leftFall * value1 >= leftHeight) | Number(rightRise * value0 + rightFall * value1 >= rightHeight));
    }
    return kept;
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

function lesser(one: number, two: number): number {
  return one < two ? one : two;
}
