import type { FeatureMatrix } from './features.ts';

/** Sufficient statistics of a least-squares fit for the rows of one arm: they add up over folds. */
export interface Moments {
  count: number;
  sumY: number;
  sumYY: number;
  readonly sumX: Float64Array;
  readonly sumXY: Float64Array;
  /** Sum of x x', row-major, lower triangle only until `centred` reads it. */
  readonly sumXX: Float64Array;
}

export function emptyMoments(width: number): Moments {
  return {
    count: 0,
    sumY: 0,
    sumYY: 0,
    sumX: new Float64Array(width),
    sumXY: new Float64Array(width),
    sumXX: new Float64Array(width * width),
  };
}

export function addRow(moments: Moments, features: FeatureMatrix, place: number, y: number): void {
  const { width, values } = features;
  const start = place * width;
  moments.count += 1;
  moments.sumY += y;
  moments.sumYY += y * y;
  for (let one = 0; one < width; one += 1) {
    const x = values[start + one] ?? 0;
    if (x === 0) continue;
    moments.sumX[one] = (moments.sumX[one] ?? 0) + x;
    moments.sumXY[one] = (moments.sumXY[one] ?? 0) + x * y;
    const line = one * width;
    for (let other = 0; other <= one; other += 1) {
      moments.sumXX[line + other] = (moments.sumXX[line + other] ?? 0) + x * (values[start + other] ?? 0);
    }
  }
}

/** Adds `other`, `sign` times (-1 takes it away). */
export function addMoments(target: Moments, other: Moments, sign: 1 | -1): void {
  target.count += sign * other.count;
  target.sumY += sign * other.sumY;
  target.sumYY += sign * other.sumYY;
  addTo(target.sumX, other.sumX, sign);
  addTo(target.sumXY, other.sumXY, sign);
  addTo(target.sumXX, other.sumXX, sign);
}

/** Gram matrix and cross products about the arm's own means. */
export function centred(moments: Moments): { readonly gram: Float64Array; readonly cross: Float64Array } {
  const width = moments.sumX.length;
  const gram = new Float64Array(width * width);
  const cross = new Float64Array(width);
  const count = Math.max(moments.count, 1);
  for (let one = 0; one < width; one += 1) {
    const x = moments.sumX[one] ?? 0;
    cross[one] = (moments.sumXY[one] ?? 0) - (x * moments.sumY) / count;
    for (let other = 0; other <= one; other += 1) {
      const value = (moments.sumXX[one * width + other] ?? 0) - (x * (moments.sumX[other] ?? 0)) / count;
      gram[one * width + other] = value;
      gram[other * width + one] = value;
    }
  }
  return { gram, cross };
}

function addTo(target: Float64Array, other: Float64Array, sign: number): void {
  for (let place = 0; place < target.length; place += 1) target[place] = (target[place] ?? 0) + sign * (other[place] ?? 0);
}
