import type { ColumnData } from '../dataset/column.ts';
import type { LogColumn, LogSchema } from '../dataset/log-schema.ts';
import { gridActions, productionAction } from './grid.ts';
import { outcomes } from './outcomes.ts';
import type { WorldRecipe } from './recipe.ts';
import { candidateSources } from './request.ts';
import { activityCohort, activityCohorts, type RequestState } from './request-history.ts';
import { surfaces } from './sequence.ts';
import { dayMs } from './time.ts';

const devices = ['phone', 'tablet', 'web'] as const;

/** Name of the exploration log inside its dataset. */
export const explorationLog = 'exploration';

const rewardColumns: readonly LogColumn[] = outcomes.map((name) => ({ name, role: 'reward', type: 'u8' }));

/**
 * What a policy may see: everything is dated before the request, and nothing of it is hidden truth. Counts look back 28 days; `recent_*` count over the last 20
 * steps.
 */
export const stateColumns: readonly LogColumn[] = [
  ...['saves_28d', 'p2p_28d', 'clicks_28d', 'outbound_28d', 'hides_28d', 'visits_28d'].map((name): LogColumn => ({
    name,
    role: 'context',
    type: 'i16',
  })),
  { name: 'active_days_28d', role: 'context', type: 'u8' },
  ...['recent_saves', 'recent_p2p', 'recent_clicks'].map((name): LogColumn => ({ name, role: 'context', type: 'i16' })),
  { name: 'hours_since_last', role: 'context', type: 'f32' },
  { name: 'hour', role: 'context', type: 'u8' },
  { name: 'device', role: 'context', type: 'u8', levels: devices },
  { name: 'surface', role: 'context', type: 'u8', levels: surfaces },
  { name: 'cohort', role: 'context', type: 'u8', levels: activityCohorts },
];

/** Who was served what, when, and with which probability: the first columns of every log of a world. */
export const rowColumns: readonly LogColumn[] = [
  { name: 'request', role: 'request', type: 'i32' },
  { name: 'user', role: 'user', type: 'i32' },
  { name: 'at', role: 'at', type: 'f64' },
  { name: 'action', role: 'action', type: 'u8' },
  { name: 'propensity', role: 'propensity', type: 'f64' },
];

/** Columns of the exploration log in their stored order. */
export function explorationColumns(recipe: WorldRecipe): readonly LogColumn[] {
  const positions = Array.from({ length: recipe.ranker.slate }, (_, place) => place + 1);
  return [
    ...rowColumns,
    ...rewardColumns,
    ...stateColumns,
    // 1 where the action was drawn for exploration, 0 in the control arm; the propensity is the marginal one.
    { name: 'explore_flag', role: 'detail', type: 'u8' },
    // Bit a is set where action a gives the same slate in the same order: 49 bits in one number, exact below 2^53.
    { name: 'same_slate', role: 'detail', type: 'f64' },
    ...positions.map((place): LogColumn => ({ name: `item_${place}`, role: 'item', type: 'i16' })),
    // Bit o is set where the user did outcome o with the item of this position.
    ...positions.map((place): LogColumn => ({ name: `outcomes_${place}`, role: 'detail', type: 'u8' })),
  ];
}

export function explorationSchema(recipe: WorldRecipe, rows: number): LogSchema {
  const actions = gridActions(recipe);
  const production = actions[productionAction(recipe)]?.name;
  return {
    name: explorationLog,
    kind: 'exploration',
    rows,
    columns: explorationColumns(recipe),
    actions: actions.map(({ name, weights }) => ({
      name,
      weights: Object.fromEntries(outcomes.map((outcome, index) => [outcome, weights[index] ?? 0])),
    })),
    ...(production === undefined ? {} : { production }),
    candidates: { heads: outcomes, sources: candidateSources },
    randomised: true,
  };
}

/** Values of `stateColumns`, in their order. */
export function stateValues(state: RequestState, atMs: number, device: number, surface: number): readonly number[] {
  const hour = Math.floor((atMs % dayMs) / 3_600_000);
  const { counts, visits, activeDays, recent, hoursSinceLast } = state;
  return [...counts, visits, activeDays, ...recent, hoursSinceLast, hour, device, surface, activityCohort(activeDays)];
}

/** Index into `devices` for a level in [0, 1). */
export function deviceAt(level: number): number {
  return devices.indexOf(level < 0.65 ? 'phone' : level < 0.75 ? 'tablet' : 'web');
}

const makers: Readonly<Record<LogColumn['type'], (length: number) => ColumnData>> = {
  f64: (length) => new Float64Array(length),
  f32: (length) => new Float32Array(length),
  i32: (length) => new Int32Array(length),
  i16: (length) => new Int16Array(length),
  u8: (length) => new Uint8Array(length),
};

/** Empty columns for a block of rows. */
export function emptyColumns(columns: readonly LogColumn[], rows: number): ColumnData[] {
  return columns.map(({ type }) => makers[type](rows));
}
