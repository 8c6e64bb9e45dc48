import { logarithm } from '../elementary.ts';
import { activityCohorts } from '../request-history.ts';
import { stateColumns } from '../log-columns.ts';
import { surfaces } from '../sequence.ts';

const counts = 11;
const shares = 5;
const recentShares = 3;
const deviceLevels = stateColumns.find(({ name }) => name === 'device')?.levels?.length ?? 0;
const levels = [deviceLevels, surfaces.length, activityCohorts.length];
/** Inputs of the regression: a constant, a flag for a missing number, and what `stateInputs` says. */
export const inputCount = 2 + counts + shares + recentShares + 1 + levels.reduce((sum, length) => sum + length - 1, 0);

/**
 * A state as inputs of a linear regression: logarithms of the counts and of the hours, counts per visit, recent counts, the hour, and one input per level of a
 * category after its first. `state` is in the order of `stateColumns`.
 */
export function stateInputs(state: readonly number[], into: Float64Array): void {
  let place = 0;
  const put = (value: number) => {
    into[place] = value;
    place += 1;
  };
  put(1);
  put(state.some((value) => Number.isNaN(value)) ? 1 : 0);
  for (let count = 0; count < counts; count += 1) put(logarithm(1 + known(state[count])));
  const visits = known(state[shares]);
  for (let count = 0; count < shares; count += 1) put(known(state[count]) / (1 + visits));
  for (let count = counts - 1 - recentShares; count < counts - 1; count += 1) put(known(state[count]) / 20);
  put(known(state[counts]) / 24);
  levels.forEach((length, category) => {
    for (let level = 1; level < length; level += 1) put(state[counts + 1 + category] === level ? 1 : 0);
  });
}

function known(value: number | undefined): number {
  return value === undefined || Number.isNaN(value) ? 0 : value;
}
