import { setImmediate } from 'node:timers/promises';
import type { ColumnData } from '../../core/dataset/column.ts';
import type { LogDescription } from '../../contract/tuning.ts';
import type { LogColumn, LogSchema } from '../../core/dataset/log-schema.ts';
import type { Finding } from '../../core/ope/finding.ts';
import { thresholds } from '../../core/ope/thresholds.ts';
import { CompensatedSum } from '../../core/statistics/sum.ts';
import type { Store, StoredDataset } from '../store/types.ts';
import { type ArmIntervals, armIntervals, rowsByArm } from './arm-intervals.ts';
import { isCategory, objectivesOf, readLogColumn } from './log-columns.ts';

/** Reads a log's actions, propensities and rewards once, block by block, and says what the log can carry. */
export async function describeLog(store: Store, dataset: StoredDataset, log: LogSchema): Promise<LogDescription> {
  const column = (role: string) => log.columns.find((candidate) => candidate.role === role);
  const [actionColumn, userColumn] = [column('action'), column('user')];
  const actions = actionColumn === undefined ? undefined : await readLogColumn(store, dataset, log, actionColumn);
  const counts = new Float64Array(log.actions.length);
  for (const action of actions ?? []) counts[action] = (counts[action] ?? 0) + 1;
  await setImmediate();
  const objectives = objectivesOf(log);
  const means = new Map<string, readonly CompensatedSum[]>();
  for (const objective of objectives) {
    const sums = log.actions.map(() => new CompensatedSum());
    means.set(objective, sums);
    let row = 0;
    for (const block of store.logs.column(dataset, log.name, objective)) {
      for (const value of block) {
        sums[actions?.[row] ?? 0]?.add(value);
        row += 1;
      }
      await setImmediate();
    }
  }
  const intervals = await allIntervals(store, dataset, log, actions);
  const propensity = await propensityRange(store, dataset, log);
  const users = userColumn === undefined ? 0 : await countUsers(store, dataset, log, userColumn.name);
  const arms = log.actions.map(({ name }, action) => {
    const rows = counts[action] ?? 0;
    return {
      action,
      name,
      rows,
      means: Object.fromEntries(
        rows === 0 ? [] : objectives.map((objective) => [objective, (means.get(objective)?.[action]?.value ?? 0) / rows]),
      ),
      intervals: intervals.flatMap((ofArms) => ofArms[action] ?? []),
    };
  });
  return {
    dataset: dataset.name,
    log: log.name,
    rows: log.rows,
    users,
    objectives,
    arms,
    ...(log.production === undefined ? {} : { production: log.production }),
    context: log.columns.filter(({ role }) => role === 'context' || role === 'position').map(describeColumn),
    propensity: { ...propensity, randomised: log.randomised },
    findings: findingsOf(log, arms, objectives, users, propensity.inverseMean),
  };
}

function describeColumn(column: LogColumn): LogDescription['context'][number] {
  const kind = isCategory(column) ? 'category' : 'numeric';
  return { name: column.name, kind, ...(column.levels === undefined ? {} : { levels: column.levels.length }) };
}

/** Per objective, the interval of each arm. */
async function allIntervals(
  store: Store,
  dataset: StoredDataset,
  log: LogSchema,
  actions: ColumnData | undefined,
): Promise<readonly ArmIntervals[]> {
  if (actions === undefined) return [];
  const rows = rowsByArm(actions, log.actions.length);
  const userColumn = log.columns.find(({ role }) => role === 'user');
  const users = userColumn === undefined ? undefined : await readLogColumn(store, dataset, log, userColumn);
  const found: ArmIntervals[] = [];
  for (const column of log.columns.filter(({ role }) => role === 'reward')) {
    found.push(await armIntervals(column.name, await readLogColumn(store, dataset, log, column), rows, users));
  }
  return found;
}

async function propensityRange(
  store: Store,
  dataset: StoredDataset,
  log: LogSchema,
): Promise<{ readonly min: number; readonly max: number; readonly inverseMean: number }> {
  const column = log.columns.find(({ role }) => role === 'propensity');
  if (column === undefined) return { min: Number.NaN, max: Number.NaN, inverseMean: Number.NaN };
  let min = Infinity;
  let max = -Infinity;
  const inverse = new CompensatedSum();
  for (const block of store.logs.column(dataset, log.name, column.name)) {
    for (const value of block) {
      if (value < min) min = value;
      if (value > max) max = value;
      inverse.add(1 / value);
    }
    await setImmediate();
  }
  return { min, max, inverseMean: inverse.value / log.rows };
}

async function countUsers(store: Store, dataset: StoredDataset, log: LogSchema, column: string): Promise<number> {
  const seen = new Set<number>();
  for (const block of store.logs.column(dataset, log.name, column)) {
    for (const user of block) if (user >= 0) seen.add(user);
    await setImmediate();
  }
  return seen.size;
}

function findingsOf(
  log: LogSchema,
  arms: LogDescription['arms'],
  objectives: readonly string[],
  users: number,
  inverseMean: number,
): readonly Finding[] {
  const findings: Finding[] = [];
  if (log.kind === 'exploration' && !log.randomised) {
    findings.push({
      level: 'flag',
      code: 'not-randomised',
      message:
        'Not every row of this log was drawn by a known randomisation, so it cannot carry a sweep. It can evaluate a policy, with care; for a sweep, use a log whose every action was drawn with a probability below 1 that was set beforehand.',
    });
  }
  const thin = arms.filter(({ rows }) => rows < thresholds.refuseHits);
  if (log.kind === 'exploration' && thin.length > 0) {
    const names = thin
      .slice(0, 5)
      .map(({ name, rows }) => `${name} (${rows})`)
      .join(', ');
    findings.push({
      level: 'flag',
      code: 'thin-arms',
      message: `${thin.length} of ${arms.length} actions have fewer than ${thresholds.refuseHits} rows: ${names}${thin.length > 5 ? ', ...' : ''}. A policy that takes mostly these is refused.`,
    });
  }
  // Under right propensities 1 / p averages to the number of actions that can be taken.
  if (log.kind === 'exploration' && Number.isFinite(inverseMean) && inverseMean > 1.5 * arms.length) {
    findings.push({
      level: 'flag',
      code: 'propensities',
      message: `1 / propensity averages ${inverseMean.toFixed(1)} over ${arms.length} actions; it should be close to their number. Check how the propensities were recorded.`,
    });
  }
  if (log.kind === 'exploration' && objectives.length < 2) {
    findings.push({
      level: 'info',
      code: 'one-objective',
      message: 'This log has one objective: it can evaluate a policy, and a sweep needs two.',
    });
  }
  if (users === 0)
    findings.push({
      level: 'info',
      code: 'no-users',
      message: 'The log names no users: rows are taken as independent, and splits are by row.',
    });
  return findings;
}
