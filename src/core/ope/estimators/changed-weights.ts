/** Weights cut at `limit`: clipped IPS and clipped DR. */
export function clippedWeights(weight: Float64Array, limit: number): Float64Array {
  return weight.map((value) => Math.min(value, limit));
}

/** Weights above `threshold` set to 0: SWITCH-DR, and the logged part of SWITCH. */
export function switchedWeights(weight: Float64Array, threshold: number): Float64Array {
  return weight.map((value) => (value <= threshold ? value : 0));
}

/** Optimistic shrinkage w -> l w / (w^2 + l) (Su et al. 1907.09623): l = 0 gives 0, l = infinity the weight itself. */
export function shrunkWeights(weight: Float64Array, lambda: number): Float64Array {
  if (lambda === Infinity) return weight.slice();
  return weight.map((value) => (value === 0 || lambda === 0 ? 0 : (lambda * value) / (value * value + lambda)));
}

/** Sub-Gaussian form w -> w / (1 - l + l w), l in [0, 1] (Metelli et al. 2021): l = 0 is IPS, l = 1 makes every positive weight 1. */
export function subGaussianWeights(weight: Float64Array, lambda: number): Float64Array {
  return weight.map((value) => (value === 0 ? 0 : value / (1 - lambda + lambda * value)));
}
