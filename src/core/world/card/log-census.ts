import type { ColumnData } from '../../dataset/column.ts';
import type { LogSchema } from '../../dataset/log-schema.ts';
import { KeyedRandom } from '../keyed-random.ts';
import { stateColumns } from '../log-columns.ts';
import { outcomeCount, saveOutcome } from '../outcomes.ts';
import { makeUser, tasteCohorts, type WorldUser } from '../population.ts';
import { activityCohorts } from '../request-history.ts';
import type { World } from '../world.ts';
import { addMoments, addRow, emptyMoments, type Moments } from './moments.ts';
import { inputCount, stateInputs } from './state-inputs.ts';

/** What the card counts in a stretch of the exploration log. Hidden tastes go into it as sums alone. */
export interface LogCensus {
  rows: number;
  atMostOneSave: number;
  /** Requests by taste and activity: taste * activities + activity. */
  readonly cohorts: Float64Array;
  /** Half the users each. */
  readonly learned: Moments;
  readonly heldOut: Moments;
}

export function emptyCensus(): LogCensus {
  return {
    rows: 0,
    atMostOneSave: 0,
    cohorts: new Float64Array(tasteCohorts.length * activityCohorts.length),
    learned: emptyMoments(inputCount, outcomeCount),
    heldOut: emptyMoments(inputCount, outcomeCount),
  };
}

/** Adds `more` to `into`. */
export function addCensus(into: LogCensus, more: LogCensus): void {
  into.rows += more.rows;
  into.atMostOneSave += more.atMostOneSave;
  more.cohorts.forEach((count, place) => (into.cohorts[place] = (into.cohorts[place] ?? 0) + count));
  addMoments(into.learned, more.learned);
  addMoments(into.heldOut, more.heldOut);
}

/** Takes the census of rows of the exploration log; yields now and then, so that the caller can give way. */
export function* takeCensus(world: World, { columns: schema }: LogSchema, columns: readonly ColumnData[]): Generator<void, LogCensus> {
  const census = emptyCensus();
  const find = (name: string) => columns[schema.findIndex((column) => column.name === name)];
  const [users, saves, activity] = [find('user'), columns[schema.findIndex(({ role }) => role === 'reward') + saveOutcome], find('cohort')];
  const state = stateColumns.map(({ name }) => find(name));
  const split = new KeyedRandom(world.seed, 'world-card');
  const inputs = new Float64Array(inputCount);
  let user: WorldUser | undefined;
  let moments = census.learned;
  for (let row = 0; row < (users?.length ?? 0); row += 1) {
    if (user === undefined || user.index !== users?.[row]) {
      user = makeUser(world.recipe, world.seed, users?.[row] ?? 0);
      moments = split.start(user.index).uniform() < 0.5 ? census.learned : census.heldOut;
      yield;
    }
    census.rows += 1;
    if ((saves?.[row] ?? 0) <= 1) census.atMostOneSave += 1;
    const cell = user.cohort * activityCohorts.length + (activity?.[row] ?? 0);
    census.cohorts[cell] = (census.cohorts[cell] ?? 0) + 1;
    const values = state.map((column) => column?.[row] ?? 0);
    stateInputs(values, inputs);
    addRow(moments, inputs, user.intensity);
  }
  return census;
}
