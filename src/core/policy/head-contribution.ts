import type { HeadContribution, HeadSample, WeightSweep } from './head-health.ts';

/** Weights at which a share curve is read. */
const sweepSteps = 13;
/** Candidates a share curve is read over at most: spread over all of them. */
const mostCandidates = 40_000;

/** Who carries the utility under production's weights, and as each weight moves through its range; undefined where production has no weights. */
export function* headContribution(sample: HeadSample): Generator<void, HeadContribution | undefined> {
  const { heads, production, ranges } = sample;
  if (production === undefined || ranges === undefined) return undefined;
  const { name, weights } = production;
  const current = sharesOf(sample, weights);
  yield;
  const sweeps: WeightSweep[] = [];
  for (const [head, headName] of heads.entries()) {
    const range = ranges[head];
    const weight = weights[head] ?? 0;
    const explored = range !== undefined && range.high > range.low;
    const [low, high] = explored ? [range.low, range.high] : [Math.min(0, 2 * weight), Math.max(0, 2 * weight)];
    if (low === high) continue;
    const steps: WeightSweep['steps'][number][] = [];
    for (let step = 0; step < sweepSteps; step += 1) {
      const moved = low + ((high - low) * step) / (sweepSteps - 1);
      steps.push({
        weight: moved,
        ...sharesOf(
          sample,
          weights.map((one, index) => (index === head ? moved : one)),
        ),
      });
      yield;
    }
    sweeps.push({ head: headName, explored, steps });
  }
  return { action: name, weights, ...current, sweeps };
}

/** Mean over candidates of each part of |w_1 p_1| + ... + |bonus|; candidates without any utility are left out. */
function sharesOf(
  { heads, values, bonus }: HeadSample,
  weights: readonly number[],
): { readonly shares: readonly number[]; readonly boost: number } {
  const width = heads.length;
  const sums = new Float64Array(width + 1);
  const every = Math.max(1, Math.ceil(bonus.length / mostCandidates));
  const parts = new Float64Array(width + 1);
  let counted = 0;
  for (let candidate = 0; candidate < bonus.length; candidate += every) {
    let total = 0;
    for (let head = 0; head < width; head += 1) {
      const part = Math.abs((weights[head] ?? 0) * (values[candidate * width + head] ?? 0));
      parts[head] = part;
      total += part;
    }
    parts[width] = Math.abs(bonus[candidate] ?? 0);
    total += parts[width] ?? 0;
    if (!(total > 0)) continue;
    counted += 1;
    for (let part = 0; part <= width; part += 1) sums[part] = (sums[part] ?? 0) + (parts[part] ?? 0) / total;
  }
  const means = Array.from(sums, (sum) => (counted === 0 ? 0 : sum / counted));
  return { shares: means.slice(0, width), boost: means[width] ?? 0 };
}
