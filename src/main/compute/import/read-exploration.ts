import { rewardObjective, weightHead } from '../../../core/dataset/generic-fields.ts';
import { IdMap } from '../../../core/dataset/id-map.ts';
import type { ImportPart } from '../../../core/dataset/import-part.ts';
import type { ImportMapping } from '../../../core/dataset/import-preview.ts';
import { LogTable } from '../../../core/dataset/log-table.ts';
import { parseNumber } from '../../../core/dataset/parse-number.ts';
import { RecordSet } from '../../../core/dataset/record-set.ts';
import { actionReader } from './action-reader.ts';
import { optionalColumn, requiredColumn, shown } from './columns.ts';
import type { DetectedFile } from './detect-source.ts';
import type { ImportBuild } from './import-build.ts';
import { logNames } from './log-names.ts';
import { numericColumns } from './numeric-columns.ts';
import { type ActionsFile, readActions } from './read-actions.ts';
import { readItems } from './read-items.ts';
import { readPropensity } from './read-propensity.ts';
import { readRows } from './read-rows.ts';
import type { SourceFile } from './source-folder.ts';
import { timeReader } from './time-reader.ts';

/** Generic exploration logs: an action drawn with a known probability, and its rewards. Every other column is context. */
export async function* readExploration(
  build: ImportBuild,
  files: readonly DetectedFile[],
  mapping: ImportMapping | undefined,
): AsyncGenerator<ImportPart> {
  let declared: ActionsFile | undefined;
  for (const { file, role } of files) {
    if (role === 'items') yield* readItems(build, file);
    if (role === 'actions') declared = yield* readActions(build, file);
  }
  const logs = files.filter(({ role }) => role === 'log').map(({ file }) => file);
  const names = logNames(logs);
  for (const [index, file] of logs.entries()) yield* readLog(build, file, names[index] ?? file.stem, mapping?.columns ?? {}, declared);
}

async function* readLog(
  build: ImportBuild,
  file: SourceFile,
  name: string,
  columns: ImportMapping['columns'],
  declared: ActionsFile | undefined,
): AsyncGenerator<ImportPart> {
  const log = new LogTable(name, 'exploration');
  const [request, user, at] = ['request_id', 'user', 'ts'].map((field) => optionalColumn(file, columns[field]));
  const score = requiredColumn(file, columns['propensity'] ?? 'propensity');
  const actions = actionReader(file, columns, declared, await numericColumns(file));
  const time = at === undefined ? undefined : await timeReader(file, at);
  if (time?.note !== undefined) build.note(time.note);
  const requests = new IdMap();
  const kept = {
    request: request === undefined ? undefined : log.column('request', 'request', 'i32'),
    user: user === undefined ? undefined : log.column('user', 'user', 'i32'),
    at: at === undefined ? undefined : log.column('at', 'at'),
    action: log.column('action', 'action', 'i32'),
    propensity: log.column('propensity', 'propensity'),
  };
  const rewards = Object.entries(columns).flatMap(([field, column]) => {
    const objective = rewardObjective(field);
    return objective === undefined ? [] : [{ column, index: requiredColumn(file, column), to: log.column(objective, 'reward') }];
  });
  const mapped = new Set(Object.values(columns));
  const context = file.table.columns.flatMap((column, index) =>
    column === '' || mapped.has(column) || isWeight(column, columns) ? [] : [{ index, to: log.context(column) }],
  );
  const propensities = readPropensity(columns['propensity'] ?? 'propensity');
  const values = new Float64Array(rewards.length);
  const hasIdentity = request !== undefined || (user !== undefined && at !== undefined);
  yield* readRows(build, file, { isLog: true, seen: new RecordSet(), equal: hasIdentity ? 'drop' : 'count' }, (fields) => {
    const requestId = request === undefined ? undefined : (fields[request] ?? '');
    if (requestId === '') return { code: 'missing-request', message: 'the request is empty' };
    const userId = user === undefined ? '' : (fields[user] ?? '');
    if (user !== undefined && userId === '') return { code: 'missing-user', message: 'the user is empty' };
    const atMs = at === undefined ? Number.NaN : time?.read(fields[at] ?? '');
    if (atMs === undefined) return time?.problem(fields[at ?? 0] ?? '');
    const propensity = propensities.read(fields[score] ?? '');
    if (typeof propensity !== 'number') return propensity;
    for (const [place, { column, index }] of rewards.entries()) {
      const value = parseNumber(fields[index] ?? '');
      if (value === undefined) return { code: 'bad-reward', message: `${column} is ${shown(fields[index] ?? '')}, not a number` };
      values[place] = value;
    }
    const action = actions.read(fields);
    if (typeof action !== 'number') return action;
    if (requestId !== undefined) kept.request?.push(requests.add(requestId));
    kept.user?.push(userId === '' ? -1 : build.users.add(userId));
    kept.at?.push(atMs);
    kept.action.push(action);
    kept.propensity.push(propensity);
    propensities.keep(propensity);
    for (const [place, { to }] of rewards.entries()) to.push(values[place] ?? Number.NaN);
    for (const { index, to } of context) to.push(fields[index] ?? '');
    log.rows += 1;
    return undefined;
  });
  build.requests += request === undefined ? log.rows : requests.size;
  const production = declared?.production;
  const finished = log.finish({
    actions: actions.actions(),
    ...(production === undefined ? {} : { production }),
    randomised: log.rows > 0 && propensities.largest() < 1,
  });
  if (propensities.largest() >= 1) build.note(`${file.path}: some rows have propensity 1: their action was not drawn at random.`);
  for (const dropped of finished.dropped)
    build.note(`${file.path}: ${dropped} holds too many different texts to be context and is left out.`);
  build.logs.push(finished);
}

/** Weights beside an action number belong to the action, not to the context. */
function isWeight(column: string, columns: ImportMapping['columns']): boolean {
  return weightHead(column) !== undefined && columns['action'] !== undefined;
}
