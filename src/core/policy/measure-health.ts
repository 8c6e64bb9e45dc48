import { clustersOf } from '../ope/clusters.ts';
import { normalQuantile } from '../statistics/normal.ts';
import { armMoments, type ArmMoments } from './arm-moments.ts';
import type { ContextColumn, ExplorationData } from './exploration-data.ts';
import { healthFindings } from './health-findings.ts';
import type { ExplorationCost, LogHealth, LogPower, RewardDrift, WeightTest } from './log-health.ts';
import { everyRow } from './split.ts';
import { defaultConfirmShare } from './sweep-options.ts';

const level = 0.95;
const power = 0.8;
/** Share of the rows that a sweep scores when nothing else is asked for: half is learned on, half of the rest confirms. */
const scoredShare = 0.5 * (1 - defaultConfirmShare);
const lifts = [0.01, 0.02, 0.03, 0.05, 0.1] as const;
const histogramSteps = 20;
const timeSteps = 12;
const cohortColumn = 'cohort';
const slice = 16_384;

/** Independent units of the rows: users, or the rows. */
interface Units {
  readonly index: Int32Array | undefined;
  readonly count: number;
}

/** Looks at a whole log; pauses every few milliseconds. */
export function* measureHealth(
  data: ExplorationData,
  names: { readonly dataset: string; readonly log: string },
): Generator<void, LogHealth> {
  const all = everyRow(data.rows);
  yield;
  const clusters = data.user === undefined ? undefined : clustersOf(data.user);
  yield;
  const units: Units = { index: clusters?.index, count: clusters?.count ?? data.rows };
  const moments = yield* armMoments(data, all);
  const propensity = yield* propensities(data);
  const weights: WeightTest[] = [yield* weightTest(data, units, 'every action as likely', undefined)];
  const { production } = data;
  const least = data.actions.reduce((thin, _, arm) => ((moments.counts[arm] ?? 0) < (moments.counts[thin] ?? 0) ? arm : thin), 0);
  const single = [...new Set([production, least])].filter((arm) => arm !== undefined);
  for (const arm of single) weights.push(yield* weightTest(data, units, data.actions[arm] ?? '', arm));
  const support = yield* supportBy(data);
  const rewards = [
    ...data.objectives.map((name, index) => ({ name, values: data.rewards[index] ?? new Float64Array(0) })),
    ...(data.others ?? []),
  ];
  const drift: RewardDrift[] = [];
  const cost: ExplorationCost[] = [];
  for (const { name, values } of rewards) {
    if (data.at !== undefined) drift.push(yield* driftOf(name, values, data.at));
    const paid = yield* costOf(name, values, data.explored, units);
    if (paid !== undefined) cost.push(paid);
  }
  let controlRows = 0;
  for (const flag of data.explored ?? []) if (flag === 0) controlRows += 1;
  const found: Omit<LogHealth, 'findings'> = {
    ...names,
    rows: data.rows,
    users: data.user === undefined ? 0 : units.count,
    ...(production === undefined ? {} : { production: data.actions[production] ?? '' }),
    ...(data.explored === undefined ? {} : { controlRows }),
    arms: data.actions.map((name, action) => ({ action, name, rows: moments.counts[action] ?? 0 })),
    propensity,
    weights,
    ...(support === undefined ? {} : { support }),
    drift,
    cost,
    power: data.objectives.flatMap((objective, index) => powerOf(data, moments, objective, index)),
  };
  return { ...found, findings: healthFindings(found) };
}

function* propensities(data: ExplorationData): Generator<void, LogHealth['propensity']> {
  let min = Infinity;
  let max = -Infinity;
  for (let row = 0; row < data.rows; row += 1) {
    const value = data.propensity[row] ?? 0;
    if (value < min) min = value;
    if (value > max) max = value;
    if (row % slice === slice - 1) yield;
  }
  const steps = max - min > 1e-12 ? histogramSteps : 1;
  const counts = new Float64Array(steps);
  for (let row = 0; row < data.rows; row += 1) {
    const place = steps === 1 ? 0 : Math.min(steps - 1, Math.floor(((data.propensity[row] ?? 0) - min) / ((max - min) / steps)));
    counts[place] = (counts[place] ?? 0) + 1;
    if (row % slice === slice - 1) yield;
  }
  const width = (max - min) / steps;
  return {
    min,
    max,
    histogram: Array.from(counts, (rows, place) => ({ low: min + place * width, high: min + (place + 1) * width, rows })),
  };
}

/** Mean weight of a policy, users being the independent units. */
function* weightTest(data: ExplorationData, units: Units, policy: string, arm: number | undefined): Generator<void, WeightTest> {
  const sums = new Float64Array(units.count);
  const rows = new Float64Array(units.count);
  let total = 0;
  let squares = 0;
  for (let row = 0; row < data.rows; row += 1) {
    const wanted = arm === undefined ? 1 / data.actions.length : data.action[row] === arm ? 1 : 0;
    const weight = wanted / (data.propensity[row] ?? 1);
    const unit = units.index?.[row] ?? row;
    sums[unit] = (sums[unit] ?? 0) + weight;
    rows[unit] = (rows[unit] ?? 0) + 1;
    total += weight;
    squares += weight * weight;
    if (row % slice === slice - 1) yield;
  }
  const meanWeight = total / data.rows;
  let spread = 0;
  for (let unit = 0; unit < units.count; unit += 1) spread += ((sums[unit] ?? 0) - meanWeight * (rows[unit] ?? 0)) ** 2;
  const se = Math.sqrt((spread * units.count) / Math.max(units.count - 1, 1)) / data.rows;
  const gap = Math.abs(meanWeight - 1);
  return { policy, meanWeight, se, errors: gap < 1e-9 ? 0 : gap / se, ess: squares === 0 ? 0 : total ** 2 / squares };
}

function* supportBy(data: ExplorationData): Generator<void, LogHealth['support']> {
  const column = data.context.find(({ name, kind }) => kind === 'category' && name === cohortColumn);
  if (column === undefined) return undefined;
  const groups = new Map<number, { rows: number; readonly users: Set<number>; readonly armRows: Float64Array }>();
  for (let row = 0; row < data.rows; row += 1) {
    const code = column.data[row] ?? -1;
    const group = groups.get(code) ?? { rows: 0, users: new Set<number>(), armRows: new Float64Array(data.actions.length) };
    groups.set(code, group);
    group.rows += 1;
    group.users.add(data.user?.[row] ?? -1);
    const arm = data.action[row] ?? 0;
    group.armRows[arm] = (group.armRows[arm] ?? 0) + 1;
    if (row % slice === slice - 1) yield;
  }
  return {
    column: column.name,
    groups: [...groups]
      .sort((a, b) => a[0] - b[0])
      .map(([code, { rows, users, armRows }]) => ({
        name: nameOf(column, code),
        rows,
        users: data.user === undefined ? 0 : users.size,
        armRows: [...armRows],
      })),
  };
}

function nameOf(column: ContextColumn, code: number): string {
  return column.levels?.[code] ?? (code < 0 ? 'missing' : String(code));
}

/** Means over equal shares of time; rows are taken as independent here, which makes small drifts look surer than they are. */
function* driftOf(reward: string, values: Float64Array, at: Float64Array): Generator<void, RewardDrift> {
  let from = Infinity;
  let to = -Infinity;
  for (const time of at) {
    if (time < from) from = time;
    if (time > to) to = time;
  }
  yield;
  const width = (to - from) / timeSteps;
  const sums = Array.from({ length: timeSteps }, () => ({ rows: 0, sum: 0, squares: 0 }));
  for (let row = 0; row < values.length; row += 1) {
    const step = sums[width > 0 ? Math.min(timeSteps - 1, Math.floor(((at[row] ?? 0) - from) / width)) : 0];
    if (step === undefined) continue;
    const value = values[row] ?? 0;
    step.rows += 1;
    step.sum += value;
    step.squares += value * value;
    if (row % slice === slice - 1) yield;
  }
  const overall = sums.reduce((sum, step) => sum + step.sum, 0) / Math.max(values.length, 1);
  const steps = sums.map(({ rows, sum, squares }, place) => {
    const mean = rows === 0 ? 0 : sum / rows;
    const se = rows < 2 ? 0 : Math.sqrt(Math.max(0, squares / rows - mean * mean) / rows);
    return { fromMs: from + place * width, toMs: from + (place + 1) * width, rows, mean, se };
  });
  const errors = Math.max(0, ...steps.map(({ mean, se }) => (se === 0 ? 0 : Math.abs(mean - overall) / se)));
  return { reward, steps, errors };
}

function* costOf(
  reward: string,
  values: Float64Array,
  explored: Uint8Array | undefined,
  units: Units,
): Generator<void, ExplorationCost | undefined> {
  if (explored === undefined) return undefined;
  const counts = [0, 0];
  const sums = [0, 0];
  for (let row = 0; row < values.length; row += 1) {
    const side = explored[row] === 1 ? 1 : 0;
    counts[side] = (counts[side] ?? 0) + 1;
    sums[side] = (sums[side] ?? 0) + (values[row] ?? 0);
    if (row % slice === slice - 1) yield;
  }
  const [controlCount = 0, exploredCount = 0] = counts;
  if (controlCount < 2 || exploredCount < 2) return undefined;
  const control = (sums[0] ?? 0) / controlCount;
  const mean = (sums[1] ?? 0) / exploredCount;
  const ratio = mean / control;
  const terms = new Float64Array(units.count);
  for (let row = 0; row < values.length; row += 1) {
    const unit = units.index?.[row] ?? row;
    const value = values[row] ?? 0;
    const term = explored[row] === 1 ? (value - mean) / exploredCount : (-ratio * (value - control)) / controlCount;
    terms[unit] = (terms[unit] ?? 0) + term / control;
    if (row % slice === slice - 1) yield;
  }
  let squares = 0;
  for (const term of terms) squares += term * term;
  const half = normalQuantile((1 + level) / 2) * Math.sqrt(squares);
  return {
    reward,
    explored: mean,
    control,
    lift: ratio - 1,
    interval: { objective: reward, low: ratio - 1 - half, high: ratio - 1 + half, level },
  };
}

function powerOf(data: ExplorationData, moments: ArmMoments, objective: string, index: number): LogPower[] {
  const base = data.production ?? moments.centres[0];
  const means = moments.means[index];
  const variances = moments.variances[index];
  if (base === undefined || means === undefined || variances === undefined || !((means[base] ?? 0) > 0)) return [];
  const errors = data.actions
    .flatMap((_, arm) => {
      if (arm === base || !((moments.counts[arm] ?? 0) > 1)) return [];
      const shared = moments.centres.includes(base) ? moments.covariance(index, base, arm) : 0;
      return [Math.sqrt(Math.max(0, (variances[arm] ?? 0) + (variances[base] ?? 0) - 2 * shared)) / (means[base] ?? 1)];
    })
    .sort((a, b) => a - b);
  const seLift = errors[errors.length >> 1];
  if (seLift === undefined || !Number.isFinite(seLift)) return [];
  const factor = normalQuantile((1 + level) / 2) + normalQuantile(power);
  const seLiftScored = seLift / Math.sqrt(scoredShare);
  const detectable = factor * seLiftScored;
  return [
    {
      objective,
      level,
      power,
      seLift,
      seLiftScored,
      detectable,
      rowsFor: lifts.map((lift) => ({ lift, rows: Math.ceil(data.rows * (detectable / lift) ** 2) })),
    },
  ];
}
