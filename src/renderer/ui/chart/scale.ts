export type Domain = readonly [number, number];

const niceSteps = [1, 2, 2.5, 5, 10];

/** Round values inside the domain, at most `most` of them, for an axis. */
export function niceTicks([low, high]: Domain, most = 6): readonly number[] {
  const span = high - low;
  if (!(span > 0) || !Number.isFinite(span)) return [low];
  const rough = span / Math.max(1, most - 1);
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = (niceSteps.find((candidate) => candidate * magnitude >= rough * (1 - 1e-9)) ?? 10) * magnitude;
  const ticks: number[] = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index += 1) {
    ticks.push(Number((index * step).toPrecision(12)));
  }
  return ticks;
}

/** The smallest domain that holds every finite value, widened by `share` of its span on both sides; a single value gets room around it. */
export function paddedDomain(values: Iterable<number>, share = 0.06): Domain {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [0, 1];
  const room = high > low ? (high - low) * share : Math.abs(low) * 0.1 || 1;
  return [low - room, high + room];
}

/** Pixel of a value on a linear axis that runs from `from` to `to`. */
export function toPixel(value: number, [low, high]: Domain, from: number, to: number): number {
  return high === low ? (from + to) / 2 : from + ((value - low) / (high - low)) * (to - from);
}
