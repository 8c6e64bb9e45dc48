/** Mean and standard deviation of one objective over the learning rows: heads are trained on (reward - mean) / deviation. */
export interface RewardScale {
  readonly mean: number;
  readonly deviation: number;
}

export function rewardScale(rewards: Float64Array, rows: Int32Array): RewardScale {
  let mean = 0;
  let squares = 0;
  for (let place = 0; place < rows.length; place += 1) {
    const value = rewards[rows[place] ?? 0] ?? 0;
    const difference = value - mean;
    mean += difference / (place + 1);
    squares += difference * (value - mean);
  }
  return { mean, deviation: Math.sqrt(squares / Math.max(1, rows.length - 1)) || 1 };
}
