import { normalQuantile } from './normal.ts';

/** Quantile of Student's t with `freedom` degrees of freedom (a positive number), by bisection on the distribution function. */
export function studentQuantile(probability: number, freedom: number): number {
  if (!(probability > 0 && probability < 1) || !(freedom > 0)) return Number.NaN;
  if (probability === 0.5) return 0;
  if (freedom > 1e7) return normalQuantile(probability);
  if (probability < 0.5) return -studentQuantile(1 - probability, freedom);
  let low = 0;
  let high = 1;
  while (studentProbability(high, freedom) < probability && high < 1e12) high *= 2;
  for (let step = 0; step < 200 && high - low > 1e-13 * high; step += 1) {
    const middle = (low + high) / 2;
    if (studentProbability(middle, freedom) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Distribution function of Student's t for t >= 0: 1 - I_{v/(v+t^2)}(v/2, 1/2) / 2. */
function studentProbability(t: number, freedom: number): number {
  return 1 - incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2;
}

/** Regularised incomplete beta function by its continued fraction (DLMF 8.17.22), evaluated backwards. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b)) / a;
  const depth = Math.ceil(40 + 4 * Math.sqrt(Math.max(a, b)));
  let fraction = 1;
  for (let term = Math.min(depth, 20_000); term >= 1; term -= 1) {
    const half = Math.floor(term / 2);
    const coefficient =
      term % 2 === 0
        ? (half * (b - half) * x) / ((a + 2 * half - 1) * (a + 2 * half))
        : (-(a + half) * (a + b + half) * x) / ((a + 2 * half) * (a + 2 * half + 1));
    fraction = 1 + coefficient / fraction;
  }
  return front / fraction;
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** Logarithm of the gamma function: Stirling's series (DLMF 5.11.1) after shifting the argument above 10. */
function logGamma(x: number): number {
  let shifted = x;
  let product = 1;
  while (shifted < 10) {
    product *= shifted;
    shifted += 1;
  }
  const square = shifted * shifted;
  const series =
    1 / (12 * shifted) -
    1 / (360 * shifted * square) +
    1 / (1260 * shifted * square * square) -
    1 / (1680 * shifted * square * square * square);
  return (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
}
