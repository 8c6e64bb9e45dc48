import { clustersOf } from '../ope/clusters.ts';
import type { SlateMasks } from './alpha-curve.ts';
import type { ExplorationData } from './exploration-data.ts';
import type { Predictions } from './predictions.ts';

export const sweepEstimators = ['ips', 'snips', 'dm', 'dr'] as const;
export type SweepEstimator = (typeof sweepEstimators)[number];

/** Some rows of one log as parallel columns, with predictions that come from other rows. Rewards: the objectives, then the others. */
export interface ScoringRows {
  readonly n: number;
  readonly arms: number;
  readonly objectives: number;
  readonly production: number | undefined;
  readonly action: Int32Array;
  /** 1 / propensity of what was logged: the action, or the whole slate where `slates` is given. */
  readonly inverse: Float64Array;
  readonly slates: SlateMasks | undefined;
  /** 1 in the part of the log that was drawn uniformly; or whether all of it was. */
  readonly explored: Uint8Array | boolean;
  readonly rewards: readonly Float64Array[];
  readonly predictions: readonly Predictions[];
  /** Independent unit of each row: its user, or the row itself. */
  readonly unit: Int32Array;
  readonly units: number;
  /** Rows of each unit. */
  readonly unitRows: Float64Array;
  /** Rows of the whole log per arm: what it can support at all. */
  readonly armRows: Int32Array;
}

/** Independent rows beyond so many are put together: any grouping of them is as good, and takes no more memory. */
const mostUnits = 65_536;

/** Gathers the given rows; `predictions` are theirs, in their order. */
export function* gatherScoringRows(
  data: ExplorationData,
  rows: Int32Array,
  predictions: readonly Predictions[],
  slates: 'cell' | 'same',
): Generator<void, ScoringRows> {
  const n = rows.length;
  const action = new Int32Array(n);
  for (let place = 0; place < n; place += 1) action[place] = data.action[rows[place] ?? 0] ?? 0;
  yield;
  const armRows = new Int32Array(data.actions.length);
  for (let row = 0; row < data.rows; row += 1) {
    const arm = data.action[row] ?? 0;
    armRows[arm] = (armRows[arm] ?? 0) + 1;
  }
  yield;
  const masks = slates === 'same' && data.sameSlate !== undefined ? slateMasks(data.sameSlate, rows) : undefined;
  yield;
  const inverse = gather(data.propensity, rows);
  for (let place = 0; place < n; place += 1) inverse[place] = 1 / (inverse[place] ?? 1);
  if (masks !== undefined) slateInverse(data, masks, inverse);
  yield;
  const rewards: Float64Array[] = [];
  for (const reward of [...data.rewards, ...(data.others ?? []).map(({ values }) => values)]) {
    rewards.push(gather(reward, rows));
    yield;
  }
  const { user } = data;
  let unit: Int32Array;
  let units = n;
  if (user === undefined) {
    units = Math.min(n, mostUnits);
    unit = new Int32Array(n);
    for (let place = 0; place < n; place += 1) unit[place] = place % units;
  } else {
    const own = new Int32Array(n);
    for (let place = 0; place < n; place += 1) own[place] = user[rows[place] ?? 0] ?? -1;
    yield;
    const clusters = clustersOf(own);
    unit = clusters.index;
    units = clusters.count;
  }
  yield;
  const unitRows = new Float64Array(units);
  for (let place = 0; place < n; place += 1) unitRows[unit[place] ?? 0] = (unitRows[unit[place] ?? 0] ?? 0) + 1;
  return {
    n,
    arms: data.actions.length,
    objectives: data.objectives.length,
    production: data.production,
    action,
    inverse,
    slates: masks,
    explored: uniformPart(data, rows),
    rewards,
    predictions,
    unit,
    units,
    unitRows,
    armRows,
  };
}

/**
 * Which of the rows were drawn uniformly: those that the log marks, or all where every row has the propensity 1 / arms; none otherwise. Reward@HIT is
 * right on these alone: control rows would count production's own traffic among the hits.
 */
export function uniformPart(data: Pick<ExplorationData, 'explored' | 'propensity' | 'actions'>, rows: Int32Array): Uint8Array | boolean {
  const { explored, propensity } = data;
  if (explored !== undefined) {
    const part = new Uint8Array(rows.length);
    for (let place = 0; place < rows.length; place += 1) part[place] = explored[rows[place] ?? 0] ?? 0;
    return part;
  }
  const expected = 1 / data.actions.length;
  for (let place = 0; place < rows.length; place += 1)
    if (Math.abs((propensity[rows[place] ?? 0] ?? 0) - expected) > 1e-6 * expected) return false;
  return true;
}

/** Predictions of rows `from` until `to`. */
export function slicePredictions(part: Predictions, from: number, to: number): Predictions {
  return {
    base: part.base.subarray(from, to),
    preference: part.stride === 0 ? part.preference : part.preference.subarray(from * part.stride, to * part.stride),
    stride: part.stride,
  };
}

function slateMasks(sameSlate: Float64Array, rows: Int32Array): SlateMasks {
  const low = new Uint32Array(rows.length);
  const high = new Uint32Array(rows.length);
  for (let place = 0; place < rows.length; place += 1) {
    const mask = sameSlate[rows[place] ?? 0] ?? 0;
    low[place] = mask % 2 ** 32;
    high[place] = Math.floor(mask / 2 ** 32);
  }
  return { low, high };
}

/** A slate's propensity is the sum over the actions that give it; each action's is taken from its own rows, where it is always the same. */
function slateInverse(data: ExplorationData, masks: SlateMasks, inverse: Float64Array): void {
  const byAction = new Float64Array(data.actions.length);
  for (let row = 0; row < data.rows; row += 1) byAction[data.action[row] ?? 0] = data.propensity[row] ?? 0;
  for (let place = 0; place < inverse.length; place += 1) {
    let total = 0;
    for (let action = 0; action < byAction.length; action += 1) {
      const word = action < 32 ? masks.low[place] : masks.high[place];
      if ((((word ?? 0) >>> (action & 31)) & 1) === 1) total += byAction[action] ?? 0;
    }
    inverse[place] = 1 / total;
  }
}

function gather(values: Float64Array, rows: Int32Array): Float64Array {
  const chosen = new Float64Array(rows.length);
  for (let place = 0; place < rows.length; place += 1) chosen[place] = values[rows[place] ?? 0] ?? 0;
  return chosen;
}
