import { solveRidge } from '../../policy/cholesky.ts';

/** Sums of products of a regression with several targets: they add up over stretches of rows. */
export interface Moments {
  rows: number;
  /** inputs x inputs, upper half. */
  readonly inputs: Float64Array;
  /** targets x inputs. */
  readonly cross: Float64Array;
  /** Per target its sum and its sum of squares. */
  readonly targets: Float64Array;
}

export function emptyMoments(inputs: number, targets: number): Moments {
  return {
    rows: 0,
    inputs: new Float64Array(inputs * inputs),
    cross: new Float64Array(targets * inputs),
    targets: new Float64Array(2 * targets),
  };
}

/** Adds one row. */
export function addRow(moments: Moments, inputs: Float64Array, targets: Float64Array): void {
  const size = inputs.length;
  moments.rows += 1;
  for (let one = 0; one < size; one += 1) {
    const value = inputs[one] ?? 0;
    if (value === 0) continue;
    const first = one * size;
    for (let other = one; other < size; other += 1)
      moments.inputs[first + other] = (moments.inputs[first + other] ?? 0) + value * (inputs[other] ?? 0);
    for (let target = 0; target < targets.length; target += 1)
      moments.cross[target * size + one] = (moments.cross[target * size + one] ?? 0) + value * (targets[target] ?? 0);
  }
  for (let target = 0; target < targets.length; target += 1) {
    const value = targets[target] ?? 0;
    moments.targets[2 * target] = (moments.targets[2 * target] ?? 0) + value;
    moments.targets[2 * target + 1] = (moments.targets[2 * target + 1] ?? 0) + value * value;
  }
}

/** Adds `more` to `into`. */
export function addMoments(into: Moments, more: Moments): void {
  into.rows += more.rows;
  for (const name of ['inputs', 'cross', 'targets'] as const)
    more[name].forEach((value, place) => (into[name][place] = (into[name][place] ?? 0) + value));
}

/**
 * R squared of each target on the rows of `heldOut`, by least squares fitted on those of `learned`; undefined where a target does not vary.
 */
export function heldOutRSquared(learned: Moments, heldOut: Moments): readonly (number | undefined)[] {
  const size = Math.sqrt(learned.inputs.length);
  const whole = learned.inputs.map((_, place) => at(learned, size, Math.floor(place / size), place % size));
  return Array.from({ length: learned.targets.length / 2 }, (_, target) => {
    const weights = solveRidge(whole, learned.cross.slice(target * size, (target + 1) * size), 1e-6 * learned.rows, size);
    const [sum = 0, squares = 0] = heldOut.targets.subarray(2 * target);
    const spread = squares - (sum * sum) / heldOut.rows;
    if (!(spread > 1e-9 * heldOut.rows)) return undefined;
    let residual = squares;
    for (let one = 0; one < size; one += 1) {
      residual -= 2 * (weights[one] ?? 0) * (heldOut.cross[target * size + one] ?? 0);
      for (let other = 0; other < size; other += 1) residual += (weights[one] ?? 0) * (weights[other] ?? 0) * at(heldOut, size, one, other);
    }
    return 1 - residual / spread;
  });
}

/** The matrix of products is kept as its upper half. */
function at({ inputs }: Moments, size: number, one: number, other: number): number {
  return inputs[one <= other ? one * size + other : other * size + one] ?? 0;
}
