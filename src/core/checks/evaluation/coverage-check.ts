import { evaluate } from '../../ope/evaluate.ts';
import type { OpeData } from '../../ope/ope-data.ts';
import { RandomStream } from '../../random/random-stream.ts';
import type { CheckDefinition } from '../check-definition.ts';

const [redraws, users, rowsPerUser] = [400, 60, 20];
const rows = users * rowsPerUser;
/** Reward of a user who neither likes nor dislikes everything; half of the users are `lean` above, half below. */
const [centre, lean] = [0.5, 0.3];

export const coverageCheck: CheckDefinition = {
  batch: 'methods',
  claim: {
    name: 'interval-coverage',
    area: 'evaluation',
    claim: 'When users are drawn anew, 95% intervals clustered by user hold the true value about 95 times in a hundred.',
    // Three standard errors of a share over 400 redraws beyond either end.
    bound: { least: 0.9, most: 0.985 },
    control: { name: 'intervals that take the rows of a user as independent', bound: { most: 0.85 } },
  },
  *measure(shelf) {
    let clustered = 0;
    let single = 0;
    for (let redraw = 0; redraw < redraws; redraw += 1) {
      const { user, ...data } = drawUsers(shelf.seed, redraw);
      if (covers({ ...data, user })) clustered += 1;
      if (covers(data)) single += 1;
      yield;
    }
    return {
      value: clustered / redraws,
      control: single / redraws,
      detail: `${redraws} redraws of ${users} users with ${rowsPerUser} rows each.`,
    };
  },
};

function drawUsers(seed: number, redraw: number): OpeData & { readonly user: Int32Array } {
  const draws = new RandomStream(seed, `check coverage ${redraw}`);
  const numbers = Array.from({ length: rows }, (_, row) => row);
  const user = Int32Array.from(numbers, (row) => Math.floor(row / rowsPerUser));
  const likes = Array.from({ length: users }, (_, index) => (draws.uniform(2 * rows + index) < 0.5 ? lean : -lean));
  return {
    rows,
    actions: 2,
    user,
    action: Int32Array.from(numbers, (row) => draws.int(row, 2)),
    propensity: new Float64Array(rows).fill(0.5),
    reward: Float64Array.from(numbers, (row) => (draws.uniform(rows + row) < centre + (likes[user[row] ?? 0] ?? 0) ? 1 : 0)),
    target: Float64Array.of(1, 0),
  };
}

function covers(data: OpeData): boolean {
  const [estimate] = evaluate(data, { objective: 'reward', level: 0.95, estimators: ['ips'] }).estimates;
  return estimate !== undefined && estimate.low <= centre && centre <= estimate.high;
}
