import type { ColumnData } from '../../dataset/column.ts';
import type { LogSchema } from '../../dataset/log-schema.ts';
import type { Rate } from './world-card.ts';

/** Sums of each user of a stretch of rows, users in order: per user the rows, then the sum of every reward. */
export interface UserSums {
  readonly users: Int32Array;
  readonly all: Float64Array;
  readonly production: Float64Array;
}

/** Adds a stretch of rows up by user; the rows of one user stand together. */
export function sumByUser(schema: LogSchema, columns: readonly ColumnData[]): UserSums {
  const column = (role: string) => columns[schema.columns.findIndex((one) => one.role === role)];
  const [user, action] = [column('user'), column('action')];
  const rewards = schema.columns.flatMap((one, index) => (one.role === 'reward' ? [columns[index]] : []));
  const production = schema.actions.findIndex(({ name }) => name === schema.production);
  const users: number[] = [];
  const all: number[] = [];
  const produced: number[] = [];
  const width = 1 + rewards.length;
  for (let row = 0; row < (user?.length ?? 0); row += 1) {
    if (users.at(-1) !== user?.[row]) {
      users.push(user?.[row] ?? -1);
      for (let place = 0; place < width; place += 1) {
        all.push(0);
        produced.push(0);
      }
    }
    const first = (users.length - 1) * width;
    for (const sums of action?.[row] === production ? [all, produced] : [all]) {
      sums[first] = (sums[first] ?? 0) + 1;
      rewards.forEach((data, reward) => (sums[first + 1 + reward] = (sums[first + 1 + reward] ?? 0) + (data?.[row] ?? 0)));
    }
  }
  return { users: Int32Array.from(users), all: Float64Array.from(all), production: Float64Array.from(produced) };
}

/** Two-sided quantile of the normal distribution at `rateLevel`. */
const quantile = 1.959_963_984_540_054;
export const rateLevel = 0.95;

/**
 * Means of rewards with intervals that take users as clusters: a ratio of sums, its variance linearised. Sums of users are added in order; a user may be
 * split over two of them.
 */
export class RateMeter {
  readonly #width: number;
  /** Sums of the user that came last, who may go on. */
  #user = -1;
  readonly #open: Float64Array;
  /** Users, rows, rows squared; then per reward its sum, its square and its product with the rows. */
  readonly #totals: Float64Array;

  constructor(rewards: number) {
    this.#width = 1 + rewards;
    this.#open = new Float64Array(this.#width);
    this.#totals = new Float64Array(3 * (1 + rewards));
  }

  add(users: Int32Array, sums: Float64Array): void {
    users.forEach((user, index) => {
      if (user !== this.#user) this.#close();
      this.#user = user;
      for (let place = 0; place < this.#width; place += 1)
        this.#open[place] = (this.#open[place] ?? 0) + (sums[index * this.#width + place] ?? 0);
    });
  }

  /** One rate per reward. */
  rates(): readonly Rate[] {
    this.#close();
    const [users = 0, rows = 0, rowsSquared = 0] = this.#totals;
    return Array.from({ length: this.#width - 1 }, (_, reward) => {
      const [sum = 0, squared = 0, product = 0] = this.#totals.subarray(3 * (1 + reward));
      const mean = sum / rows;
      const residual = squared - 2 * mean * product + mean * mean * rowsSquared;
      const half = (quantile * Math.sqrt(Math.max(0, residual) * (users / (users - 1)))) / rows;
      return { mean, low: mean - half, high: mean + half, rows };
    });
  }

  #close(): void {
    const [rows = 0] = this.#open;
    if (rows > 0) {
      const add = (place: number, value: number) => (this.#totals[place] = (this.#totals[place] ?? 0) + value);
      add(0, 1);
      add(1, rows);
      add(2, rows * rows);
      for (let reward = 1; reward < this.#width; reward += 1) {
        const sum = this.#open[reward] ?? 0;
        add(3 * reward, sum);
        add(3 * reward + 1, sum * sum);
        add(3 * reward + 2, sum * rows);
      }
    }
    this.#open.fill(0);
  }
}
