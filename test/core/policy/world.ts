import type { ExplorationData } from '../../../src/core/policy/exploration-data.ts';
import { RandomStream } from '../../../src/core/random/random-stream.ts';

export interface WorldOptions {
  readonly rows: number;
  readonly seed: number;
  readonly arms?: number;
  /** How far context moves the best arm; 0: all requests alike. */
  readonly heterogeneity: number;
  /** Rows per user; no users when absent. */
  readonly perUser?: number;
}

/** Expected reward of an arm for a request with taste x in [-1, 1]: objective 0 likes low arms, objective 1 high ones. */
export function expectedReward(objective: number, arm: number, arms: number, taste: number, heterogeneity: number): number {
  const place = arm / (arms - 1);
  const slope = objective === 0 ? -0.15 : 0.15;
  return 0.4 + slope * (place - 0.5) + heterogeneity * taste * (place - 0.5) * (objective === 0 ? 1 : 0.6);
}

/** A uniform log of two binary rewards with known truth. Arm 1 is in production. */
export function makeWorld(options: WorldOptions): ExplorationData & { readonly taste: Float64Array } {
  const { rows, seed, arms = 4, heterogeneity, perUser } = options;
  const stream = new RandomStream(seed, 'world');
  const unit = (row: number) => (perUser === undefined ? row : Math.floor(row / perUser));
  const taste = Float64Array.from({ length: rows }, (_, row) => 2 * stream.uniform(4e6 + unit(row)) - 1);
  const action = Int32Array.from({ length: rows }, (_, row) => stream.int(1e6 + row, arms));
  const reward = (objective: number) =>
    Float64Array.from({ length: rows }, (_, row) =>
      stream.uniform((2 + objective) * 1e6 + row) < expectedReward(objective, action[row] ?? 0, arms, taste[row] ?? 0, heterogeneity)
        ? 1
        : 0,
    );
  return {
    rows,
    actions: Array.from({ length: arms }, (_, arm) => `arm ${arm}`),
    action,
    propensity: new Float64Array(rows).fill(1 / arms),
    objectives: ['saves', 'depth'],
    rewards: [reward(0), reward(1)],
    ...(perUser === undefined ? {} : { user: Int32Array.from({ length: rows }, (_, row) => unit(row)) }),
    context: [
      { name: 'taste', kind: 'numeric', data: taste },
      { name: 'noise', kind: 'numeric', data: Float64Array.from({ length: rows }, (_, row) => stream.normal(6e6 + row)) },
      { name: 'kind', kind: 'category', data: Int32Array.from({ length: rows }, (_, row) => stream.int(7e6 + row, 5)) },
    ],
    production: 1,
    taste,
  };
}
