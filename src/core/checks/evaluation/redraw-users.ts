import type { ExplorationData } from '../../policy/exploration-data.ts';
import { RandomStream } from '../../random/random-stream.ts';

/** A population whose every expected reward is known: users come in cells that a policy sees, and have a level of their own that it does not. */
export interface Population {
  readonly users: number;
  readonly rowsPerUser: number;
  readonly cells: number;
  readonly arms: number;
  /** How far a user's own level is above or below the cell's: rows of one user are alike. */
  readonly lean: number;
  /** How far actions differ; 0: all are equal. */
  readonly spread: number;
}

const production = 1;

/** Expected reward of an action in a cell, without the user's own level. */
export function expectedIn({ cells, arms, spread }: Population, objective: number, cell: number, arm: number): number {
  const place = arm / (arms - 1) - 0.5;
  const taste = (2 * ((cell * 7) % cells)) / (cells - 1) - 1;
  return 0.5 + spread * place * (objective === 0 ? taste - 0.4 : 0.6 - taste);
}

/** The true value of a policy that is a function of the cell. */
export function trueValue(population: Population, objective: number, choose: (cell: number) => number): number {
  let total = 0;
  for (let cell = 0; cell < population.cells; cell += 1) total += expectedIn(population, objective, cell, choose(cell));
  return total / population.cells;
}

/** A log of freshly drawn users, every action as likely. */
export function drawLog(
  population: Population,
  seed: number,
  redraw: number,
): { readonly data: ExplorationData; readonly cell: Uint8Array } {
  const { users, rowsPerUser, cells, arms, lean } = population;
  const draw = new RandomStream(seed, `redraw ${redraw}`);
  const rows = users * rowsPerUser;
  const user = new Int32Array(rows);
  const cell = new Uint8Array(rows);
  const action = new Int32Array(rows);
  const rewards = [new Float64Array(rows), new Float64Array(rows)];
  for (let row = 0; row < rows; row += 1) {
    const own = Math.floor(row / rowsPerUser);
    user[row] = own;
    cell[row] = draw.int(own, cells);
    const arm = draw.int(users + row, arms);
    action[row] = arm;
    const level = draw.uniform(users + rows + own) < 0.5 ? lean : -lean;
    rewards.forEach((column, objective) => {
      const chance = expectedIn(population, objective, cell[row] ?? 0, arm) + level;
      column[row] = draw.uniform(2 * users + rows * (2 + objective) + row) < chance ? 1 : 0;
    });
  }
  return {
    cell,
    data: {
      rows,
      actions: Array.from({ length: arms }, (_, arm) => `action ${arm}`),
      action,
      propensity: new Float64Array(rows).fill(1 / arms),
      objectives: ['first', 'second'],
      rewards,
      user,
      context: [{ name: 'cell', kind: 'category', data: cell }],
      production,
    },
  };
}
