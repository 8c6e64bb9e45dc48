/**
 * Distribution function of the standard normal. Near the centre by the series of Abramowitz and Stegun 26.2.11, in the tails by the
 * continued fraction 26.2.14; about 1e-14 relative.
 */
export function normalProbability(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  const distance = Math.abs(x);
  if (distance > 38) return x > 0 ? 1 : 0;
  const density = Math.exp((-distance * distance) / 2) / Math.sqrt(2 * Math.PI);
  let tail: number;
  if (distance < 3) {
    let term = distance;
    let total = distance;
    for (let odd = 3; Math.abs(term) > 1e-18 * total; odd += 2) {
      term *= (distance * distance) / odd;
      total += term;
    }
    tail = 0.5 - density * total;
  } else {
    let fraction = distance;
    for (let depth = 120; depth >= 1; depth -= 1) fraction = distance + depth / fraction;
    tail = density / fraction;
  }
  return x > 0 ? 1 - tail : tail;
}

/** Inverse of `normalProbability` for a probability in (0, 1), by bisection and Newton steps. */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1)) return probability === 0 ? -Infinity : probability === 1 ? Infinity : Number.NaN;
  if (probability > 0.5) return -normalQuantile(1 - probability);
  let low = -38;
  let high = 0;
  for (let step = 0; step < 20; step += 1) {
    const middle = (low + high) / 2;
    if (normalProbability(middle) < probability) low = middle;
    else high = middle;
  }
  let x = (low + high) / 2;
  for (let step = 0; step < 4; step += 1) {
    const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
    x -= (normalProbability(x) - probability) / density;
  }
  return x;
}
