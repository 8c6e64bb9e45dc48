import type { ExplorationData } from './exploration-data.ts';

export interface Divisors {
  readonly values: readonly number[];
  /** The rule in words. */
  readonly rule: string;
}

/**
 * What makes objectives comparable before alpha is applied: each is divided by its on-policy mean over the learning rows, so that alpha trades relative
 * changes; where the mean is not at least 3 standard errors above 0, by its standard deviation.
 */
export function divisorsOf(data: ExplorationData, rows: Int32Array): Divisors {
  const words: string[] = [];
  const values = data.objectives.map((objective, index) => {
    const rewards = data.rewards[index] ?? new Float64Array(0);
    let mean = 0;
    let squares = 0;
    rows.forEach((row, place) => {
      const value = rewards[row] ?? 0;
      const difference = value - mean;
      mean += difference / (place + 1);
      squares += difference * (value - mean);
    });
    const deviation = Math.sqrt(squares / Math.max(rows.length - 1, 1));
    const byMean = mean > (3 * deviation) / Math.sqrt(rows.length);
    words.push(`${objective} by its ${byMean ? 'mean' : 'standard deviation'}`);
    return byMean ? mean : deviation || 1;
  });
  return { values, rule: `${words.join(', ')} over the learning rows` };
}
