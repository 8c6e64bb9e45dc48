import { RandomStream } from '../random/random-stream.ts';

export interface BootstrapInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Means over users with percentile intervals of a bootstrap over users (Efron and Tibshirani 1993, section 13.3). Every series is resampled with the same
 * draws, so that the interval of a series of differences is the paired one. Series are parallel, one value per user.
 *
 * @param level coverage, e.g. 0.95
 */
export function pairedBootstrap(
  series: readonly Float64Array[],
  options: { readonly seed: number; readonly resamples?: number; readonly level?: number },
): readonly BootstrapInterval[] {
  const users = series[0]?.length ?? 0;
  const resamples = options.resamples ?? 1000;
  const tail = (1 - (options.level ?? 0.95)) / 2;
  if (users === 0) return series.map(() => ({ value: Number.NaN, low: Number.NaN, high: Number.NaN }));
  const random = new RandomStream(options.seed, 'evaluation bootstrap');
  const means = series.map(() => new Float64Array(resamples));
  const counts = new Float64Array(users);
  for (let resample = 0; resample < resamples; resample++) {
    counts.fill(0);
    for (let draw = 0; draw < users; draw++) {
      const user = random.int(resample * users + draw, users);
      counts[user] = (counts[user] ?? 0) + 1;
    }
    series.forEach((values, index) => {
      let sum = 0;
      for (let user = 0; user < users; user++) sum += (counts[user] ?? 0) * (values[user] ?? 0);
      const row = means[index];
      if (row !== undefined) row[resample] = sum / users;
    });
  }
  return series.map((values, index) => {
    const sorted = (means[index] ?? new Float64Array(0)).sort();
    return { value: values.reduce((sum, value) => sum + value, 0) / users, low: quantile(sorted, tail), high: quantile(sorted, 1 - tail) };
  });
}

/** Linear interpolation between order statistics. */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below] ?? Number.NaN;
  return low + (at - below) * ((sorted[below + 1] ?? low) - low);
}
