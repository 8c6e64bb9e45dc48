import type { Predictions } from './predictions.ts';

/** Rows over which it is felt how often the ends of the envelope change. */
const memory = 256;
/** Ends that are new in a row, of two, above which no row tells anything about the next. */
const mostNew = 1.5;
/** More than the rounding of a height, as a share of its parts. */
const rounding = 2 ** -50;

/**
 * Narrows a row's arms to those that may be on its upper envelope, and puts them nearly in the order of their stretches. The arms at both ends and in the
 * middle of the last rows' envelopes are likely to be high again: two lines through them leave little above. Whatever is guessed, no arm of the envelope is
 * left out, nor one that is level with it.
 */
export class LikelyArms {
  /** All arms in their usual order, and then those that were kept of the row. */
  readonly list: Int32Array;
  /** Arms at the ends and in the middle of the last envelope; and the ones there before. */
  left = 0;
  right = 0;
  middle = 0;
  #otherLeft = 0;
  #otherRight = 0;
  #otherMiddle = 0;
  /** The true ends of the last row. */
  #lastLeft = 0;
  #lastRight = 0;
  /** Ends that are new in a row: a moving mean, at most 2. */
  #newEnds = 0;
  readonly #first: Predictions;
  readonly #second: Predictions;
  readonly #arms: number;
  readonly #keys: Float64Array;

  constructor(first: Predictions, second: Predictions, divisors: readonly [number, number], arms: number) {
    this.#first = first;
    this.#second = second;
    this.#arms = arms;
    this.#keys = new Float64Array(arms);
    this.list = new Int32Array(2 * arms + 1);
    this.list.set(usualOrder(first, second, divisors, arms));
  }

  /** Lists the arms that may be on the envelope, behind all arms; answers how many. */
  collect(place0: number, place1: number): number {
    return this.#newEnds > mostNew ? this.#collectScattered(place0, place1) : this.#collectAlike(place0, place1);
  }

  /** Takes note of what was on the envelope. */
  learn(left: number, middle: number, right: number): void {
    this.#newEnds += (Number(this.#lastLeft !== left) + Number(this.#lastRight !== right) - this.#newEnds) / memory;
    this.#lastLeft = left;
    this.#lastRight = right;
    if (left !== this.left) {
      this.#otherLeft = this.left;
      this.left = left;
    }
    if (right !== this.right) {
      this.#otherRight = this.right;
      this.right = right;
    }
    if (middle !== this.middle) {
      this.#otherMiddle = this.middle;
      this.middle = middle;
    }
  }

  /** One pass in the usual order, against the lines through the likely arms. */
  #collectAlike(place0: number, place1: number): number {
    const one = this.#first.preference;
    const two = this.#second.preference;
    const { list } = this;
    const arms = this.#arms;
    this.#chooseEnds(place0, place1);
    const { left, right } = this;
    const left0 = one[place0 + left] ?? 0;
    const left1 = two[place1 + left] ?? 0;
    const right0 = one[place0 + right] ?? 0;
    const right1 = two[place1 + right] ?? 0;
    this.#chooseMiddle(place0, place1);
    let middle0 = one[place0 + this.middle] ?? 0;
    let middle1 = two[place1 + this.middle] ?? 0;
    const over = (right1 - left1) * (middle0 - left0) + (left0 - right0) * (middle1 - left1);
    if (!(over > 0 && middle0 < left0 && middle1 < right1)) {
      middle0 = right0;
      middle1 = right1;
    }
    let most1 = right1;
    const leftRise = middle1 - left1;
    const leftFall = left0 - middle0;
    const rightRise = right1 - middle1;
    const rightFall = middle0 - right0;
    // Where two of them are in no order, their line says nothing: everything is below it.
    let leftHeight = Infinity;
    let rightHeight = Infinity;
    if (leftFall > 0 && leftRise > 0) {
      leftHeight = heightOf(leftRise, leftFall, left0, left1, middle0, middle1);
      if (rightFall > 0 && rightRise > 0) rightHeight = heightOf(rightRise, rightFall, middle0, middle1, right0, right1);
    } else most1 = left1;
    let to = arms;
    // Places are integers of 32 bits throughout, or reading and writing them would check for more.
    const base0 = place0 | 0;
    const base1 = place1 | 0;
    for (let place = 0; place < arms; place = (place + 1) | 0) {
      const arm = list[place] ?? 0;
      const x = one[(base0 + arm) | 0] ?? 0;
      const y = two[(base1 + arm) | 0] ?? 0;
      list[to] = arm;
      // Without branches, which would often be guessed wrongly.
      const under = Number(leftRise * x + leftFall * y < leftHeight) & Number(rightRise * x + rightFall * y < rightHeight);
      to = (to + (1 ^ (Number(x < left0) & Number(y < most1) & under))) | 0;
    }
    return to - arms;
  }

  /** Of the last arm at either end and the one there before, the one that is higher now. */
  #chooseEnds(place0: number, place1: number): void {
    const one = this.#first.preference;
    const two = this.#second.preference;
    const { left, right } = this;
    if ((one[place0 + this.#otherLeft] ?? 0) > (one[place0 + left] ?? 0)) {
      this.left = this.#otherLeft;
      this.#otherLeft = left;
    }
    if ((two[place1 + this.#otherRight] ?? 0) > (two[place1 + right] ?? 0)) {
      this.right = this.#otherRight;
      this.#otherRight = right;
    }
  }

  /** Of the last two in the middle, the one that is further above the line of both ends now. */
  #chooseMiddle(place0: number, place1: number): void {
    const one = this.#first.preference;
    const two = this.#second.preference;
    const { left, right, middle } = this;
    const other = this.#otherMiddle;
    const rise = (two[place1 + right] ?? 0) - (two[place1 + left] ?? 0);
    const fall = (one[place0 + left] ?? 0) - (one[place0 + right] ?? 0);
    const before = rise * (one[place0 + middle] ?? 0) + fall * (two[place1 + middle] ?? 0);
    if (!(rise * (one[place0 + other] ?? 0) + fall * (two[place1 + other] ?? 0) > before)) return;
    this.middle = other;
    this.#otherMiddle = middle;
  }

  /** Where the last rows tell nothing: finds both ends and the arm furthest above their line first, and sorts what is left. */
  #collectScattered(place0: number, place1: number): number {
    this.#findEnds(place0, place1);
    const one = this.#first.preference;
    const two = this.#second.preference;
    const { list } = this;
    const arms = this.#arms | 0;
    const base0 = place0 | 0;
    const base1 = place1 | 0;
    const left = this.left | 0;
    const right = this.right | 0;
    const left0 = one[(base0 + left) | 0] ?? 0;
    const left1 = two[(base1 + left) | 0] ?? 0;
    const right0 = one[(base0 + right) | 0] ?? 0;
    const right1 = two[(base1 + right) | 0] ?? 0;
    const rise = right1 - left1;
    const fall = left0 - right0;
    const height = heightOf(rise, fall, left0, left1, right0, right1);
    let end = arms;
    for (let arm = 0; arm < arms; arm = (arm + 1) | 0) {
      const x = one[(base0 + arm) | 0] ?? 0;
      const y = two[(base1 + arm) | 0] ?? 0;
      list[end] = arm;
      end = (end + (1 ^ (Number(rise * x + fall * y < height) & Number(x < left0) & Number(y < right1)))) | 0;
    }
    let most = height;
    let middle = right;
    for (let place = arms; place < end; place = (place + 1) | 0) {
      const arm = list[place] ?? 0;
      const over = rise * (one[(base0 + arm) | 0] ?? 0) + fall * (two[(base1 + arm) | 0] ?? 0);
      if (over > most) {
        most = over;
        middle = arm;
      }
    }
    const middle0 = one[(base0 + middle) | 0] ?? 0;
    const middle1 = two[(base1 + middle) | 0] ?? 0;
    const leftRise = middle1 - left1;
    const leftFall = left0 - middle0;
    const leftHeight = heightOf(leftRise, leftFall, left0, left1, middle0, middle1);
    const rightRise = right1 - middle1;
    const rightFall = middle0 - right0;
    const rightHeight = heightOf(rightRise, rightFall, middle0, middle1, right0, right1);
    let to = arms;
    for (let place = arms; place < end; place = (place + 1) | 0) {
      const arm = list[place] ?? 0;
      const x = one[(base0 + arm) | 0] ?? 0;
      const y = two[(base1 + arm) | 0] ?? 0;
      list[to] = arm;
      const under = Number(leftRise * x + leftFall * y < leftHeight) & Number(rightRise * x + rightFall * y < rightHeight);
      to = (to + (1 ^ (Number(x < left0) & Number(y < right1) & under))) | 0;
    }
    this.#sort((to - arms) | 0, base0);
    return to - arms;
  }

  /** The highest arm at either end. */
  #findEnds(place0: number, place1: number): void {
    const one = this.#first.preference;
    const two = this.#second.preference;
    const arms = this.#arms | 0;
    const base0 = place0 | 0;
    const base1 = place1 | 0;
    let left = this.left | 0;
    let right = this.right | 0;
    let most0 = one[(base0 + left) | 0] ?? 0;
    let most1 = two[(base1 + right) | 0] ?? 0;
    for (let arm = 0; arm < arms; arm = (arm + 1) | 0) {
      const value0 = one[(base0 + arm) | 0] ?? 0;
      const value1 = two[(base1 + arm) | 0] ?? 0;
      if (value0 > most0) {
        most0 = value0;
        left = arm;
      }
      if (value1 > most1) {
        most1 = value1;
        right = arm;
      }
    }
    this.left = left;
    this.right = right;
  }

  /** Sorts the few that were kept, the highest at alpha = 0 first, by insertion. */
  #sort(kept: number, base0: number): void {
    const one = this.#first.preference;
    const { list } = this;
    const keys = this.#keys;
    const from = this.#arms | 0;
    for (let place = 0; place < kept; place = (place + 1) | 0) {
      const arm = list[(from + place) | 0] ?? 0;
      const x = one[(base0 + arm) | 0] ?? 0;
      let at = place;
      while (at > 0) {
        const before = keys[(at - 1) | 0] ?? 0;
        if (!(before < x)) break;
        keys[at] = before;
        list[(from + at) | 0] = list[(from + at - 1) | 0] ?? 0;
        at = (at - 1) | 0;
      }
      keys[at] = x;
      list[(from + at) | 0] = arm;
    }
  }
}

/** How high the line through two arms is in its own direction: less by what rounding may hide, so that no arm on the line is taken to be below it. */
function heightOf(rise: number, fall: number, from0: number, from1: number, to0: number, to1: number): number {
  const one = rise * from0 + fall * from1;
  const two = rise * to0 + fall * to1;
  const largest = rise * Math.max(Math.abs(from0), Math.abs(to0)) + fall * Math.max(Math.abs(from1), Math.abs(to1));
  return (one < two ? one : two) - rounding * largest;
}

/** The arms as the stretches of most rows follow each other, by the means of some rows. */
function usualOrder(first: Predictions, second: Predictions, divisors: readonly [number, number], arms: number): Int32Array {
  const sampled = 64;
  const lead = new Float64Array(arms);
  const rows = Math.max(rowsOf(first), rowsOf(second));
  const step = Math.max(1, Math.floor(rows / sampled));
  for (let row = 0; row < rows; row += step)
    for (let arm = 0; arm < arms; arm += 1) {
      const value0 = first.preference[row * first.stride + arm] ?? 0;
      const value1 = second.preference[row * second.stride + arm] ?? 0;
      lead[arm] = (lead[arm] ?? 0) + value0 / divisors[0] - value1 / divisors[1];
    }
  return Int32Array.from(lead.keys()).sort((a, b) => (lead[b] ?? 0) - (lead[a] ?? 0));
}

function rowsOf({ preference, stride }: Predictions): number {
  return stride === 0 ? 1 : Math.floor(preference.length / stride);
}
