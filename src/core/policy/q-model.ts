import { type ActionSurface, fitSurface } from './action-surface.ts';
import { solveRidge } from './cholesky.ts';
import { addMoments, centred, emptyMoments, type Moments } from './moments.ts';

/**
 * Predicted reward of arm a at inputs x: intercept[a] + x . shared + x . residual[a]. `residual` is undefined where no arm differs from the others in
 * how it answers to context: every request then ranks the arms alike.
 */
export interface QModel {
  readonly width: number;
  readonly intercept: Float64Array;
  readonly shared: Float64Array;
  /** Arm by arm, `width` values each. */
  readonly residual: Float64Array | undefined;
}

/** Penalties per row of the fit; `residual` undefined means no per-arm part. */
export interface QPenalties {
  readonly shared: number;
  readonly residual: number | undefined;
  /** Where the arms form a grid: their means are shrunk towards a smooth surface over it, and their slopes put on one. */
  readonly surface?: ActionSurface | undefined;
}

/**
 * Fits by ridge in three steps: shared effects of context within arms, then each arm's own deviation from them, then intercepts. Arm means at the
 * average inputs are shrunk towards a smooth surface over the grid, or their common mean, by their estimated spread (James-Stein, so not at all below four arms):
 * many arms with few rows then do not win by luck.
 */
export function fitQModel(arms: readonly Moments[], penalties: QPenalties): QModel {
  const width = arms[0]?.sumX.length ?? 0;
  const pooled = emptyMoments(width);
  const parts = arms.map((arm) => centred(arm));
  for (const arm of arms) addMoments(pooled, arm, 1);
  const gram = new Float64Array(width * width);
  const cross = new Float64Array(width);
  for (const part of parts) {
    part.gram.forEach((value, place) => (gram[place] = (gram[place] ?? 0) + value));
    part.cross.forEach((value, place) => (cross[place] = (cross[place] ?? 0) + value));
  }
  const shared = solveRidge(gram, cross, penalties.shared * pooled.count + 1e-9, width);
  const residual = penalties.residual === undefined ? undefined : new Float64Array(arms.length * width);
  if (residual !== undefined && penalties.residual !== undefined) {
    const average = pooled.count / arms.length;
    for (let arm = 0; arm < arms.length; arm += 1) {
      const part = parts[arm];
      if (part === undefined) continue;
      const right = part.cross.slice();
      for (let row = 0; row < width; row += 1) {
        let explained = 0;
        for (let column = 0; column < width; column += 1) explained += (part.gram[row * width + column] ?? 0) * (shared[column] ?? 0);
        right[row] = (right[row] ?? 0) - explained;
      }
      residual.set(solveRidge(part.gram, right, penalties.residual * average + 1e-9, width), arm * width);
    }
  }
  if (residual !== undefined && penalties.surface !== undefined) smoothResidual(residual, penalties.surface.slopes, arms, width);
  const overall = pooled.sumX.map((value) => value / Math.max(pooled.count, 1));
  const adjusted = arms.map((arm, index) => adjustedMean(arm, index, shared, residual, overall));
  const intercept = shrink(adjusted, arms, pooled, penalties.surface?.means);
  // Back from "at average inputs" to "at zero inputs".
  for (let arm = 0; arm < arms.length; arm += 1) {
    for (let input = 0; input < width; input += 1) {
      intercept[arm] = (intercept[arm] ?? 0) - (overall[input] ?? 0) * ((shared[input] ?? 0) + (residual?.[arm * width + input] ?? 0));
    }
  }
  return { width, intercept, shared, residual };
}

/** What neighbours on the grid do differently, they do alike: each slope is put on the surface. */
function smoothResidual(residual: Float64Array, surface: readonly (readonly number[])[], arms: readonly Moments[], width: number): void {
  const counts = arms.map(({ count }) => count);
  for (let input = 0; input < width; input += 1) {
    const own = arms.map((_, arm) => residual[arm * width + input] ?? 0);
    fitSurface(surface, own, counts).forEach((value, arm) => (residual[arm * width + input] = value));
  }
}

/** Mean reward of an arm as it would be at the average inputs of all arms. */
function adjustedMean(
  arm: Moments,
  index: number,
  shared: Float64Array,
  residual: Float64Array | undefined,
  overall: Float64Array,
): number {
  if (arm.count === 0) return Number.NaN;
  const width = shared.length;
  let value = arm.sumY / arm.count;
  for (let input = 0; input < width; input += 1) {
    value -=
      ((arm.sumX[input] ?? 0) / arm.count - (overall[input] ?? 0)) * ((shared[input] ?? 0) + (residual?.[index * width + input] ?? 0));
  }
  return value;
}

function shrink(
  means: readonly number[],
  arms: readonly Moments[],
  pooled: Moments,
  surface: readonly (readonly number[])[] | undefined,
): Float64Array {
  const seen = arms.filter((arm) => arm.count > 0);
  const grand = pooled.sumY / Math.max(pooled.count, 1);
  // Each arm's mean is expected at the surface, or at the mean of all.
  const counts = arms.map(({ count }) => count);
  const expected = surface === undefined ? new Float64Array(arms.length).fill(grand) : fitSurface(surface, means, counts);
  const fitted = surface?.[0]?.length ?? 1;
  let within = 0;
  for (const arm of seen) within += arm.sumYY - (arm.sumY * arm.sumY) / arm.count;
  const variance = within / Math.max(pooled.count - seen.length, 1);
  let spread = 0;
  means.forEach((mean, index) => {
    const count = arms[index]?.count ?? 0;
    if (count > 0) spread += (mean - (expected[index] ?? grand)) ** 2 - variance / count;
  });
  const between = Math.max(spread / Math.max(seen.length - fitted, 1), 0);
  const strength = Math.max(seen.length - fitted - 2, 0) / Math.max(seen.length - fitted, 1);
  return Float64Array.from(means, (mean, index) => {
    const centre = expected[index] ?? grand;
    const count = arms[index]?.count ?? 0;
    if (count === 0) return centre;
    const noise = variance / count;
    return between + noise === 0 ? mean : centre + (1 - (strength * noise) / (between + noise)) * (mean - centre);
  });
}
