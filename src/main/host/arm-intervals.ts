import { setImmediate } from 'node:timers/promises';
import { clustersOf } from '../../core/ope/clusters.ts';
import { interval } from '../../core/ope/interval.ts';
import type { ObjectiveInterval } from '../../core/policy/sweep-result.ts';

const level = 0.95;

/** One entry per arm; undefined where nothing can be said. */
export type ArmIntervals = readonly (ObjectiveInterval | undefined)[];

/** Rows of each arm, in file order. */
export function rowsByArm(action: ArrayLike<number>, arms: number): readonly Int32Array[] {
  const counts = new Int32Array(arms);
  for (let row = 0; row < action.length; row += 1) counts[action[row] ?? 0] = (counts[action[row] ?? 0] ?? 0) + 1;
  const rows = Array.from(counts, (count) => new Int32Array(count));
  const filled = new Int32Array(arms);
  for (let row = 0; row < action.length; row += 1) {
    const arm = action[row] ?? 0;
    const place = filled[arm] ?? 0;
    const own = rows[arm];
    if (own !== undefined) own[place] = row;
    filled[arm] = place + 1;
  }
  return rows;
}

/**
 * Intervals around the on-policy mean of one objective per arm; rows of one user are one unit where the log names users. Pauses after each arm, so that
 * the host's thread is not held. Undefined where an arm has fewer than two units, or all its rewards are alike: that says nothing of how others would spread.
 */
export async function armIntervals(
  objective: string,
  rewards: ArrayLike<number>,
  rows: readonly Int32Array[],
  users: ArrayLike<number> | undefined,
): Promise<ArmIntervals> {
  const intervals: (ObjectiveInterval | undefined)[] = [];
  for (const own of rows) {
    let total = 0;
    for (const row of own) total += rewards[row] ?? 0;
    const value = total / own.length;
    const terms = Float64Array.from(own, (row) => (rewards[row] ?? 0) - value);
    const clusters = users === undefined ? undefined : clustersOf(Int32Array.from(own, (row) => users[row] ?? -1));
    const units = clusters?.count ?? own.length;
    if (units < 2 || terms.every((term) => term === terms[0])) intervals.push(undefined);
    else {
      const { low, high } = interval({ value, terms }, level, clusters === undefined ? {} : { clusters });
      intervals.push({ objective, low, high, level });
    }
    await setImmediate();
  }
  return intervals;
}
