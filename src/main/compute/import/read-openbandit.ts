import type { ImportPart } from '../../../core/dataset/import-part.ts';
import { LogTable } from '../../../core/dataset/log-table.ts';
import { parseNumber } from '../../../core/dataset/parse-number.ts';
import { RecordSet } from '../../../core/dataset/record-set.ts';
import { requiredColumn, shown } from './columns.ts';
import type { DetectedFile } from './detect-source.ts';
import type { ImportBuild } from './import-build.ts';
import { logNames } from './log-names.ts';
import { readPropensity } from './read-propensity.ts';
import { readRows } from './read-rows.ts';
import type { SourceFile } from './source-folder.ts';
import { timeReader } from './time-reader.ts';

/** The columns that are not context; the unnamed row index says nothing. */
const own = new Set(['', 'timestamp', 'item_id', 'position', 'click', 'propensity_score']);
const itemLimit = 100_000;

/**
 * Open Bandit: one exploration log per file (`random`, `bts`). An action is an item, its number the item id; the propensity is the probability of that
 * item at that one of three positions. The source names no users.
 */
export async function* readOpenbandit(build: ImportBuild, files: readonly DetectedFile[]): AsyncGenerator<ImportPart> {
  const items = files.filter(({ role }) => role === 'items').map(({ file }) => file);
  const logs = files.filter(({ role }) => role === 'log').map(({ file }) => file);
  const ids = new Set<number>();
  for (const file of items) yield* readItemIds(build, file, ids);
  const names = logNames(logs, (file) => /(?:^|[^a-z])(random|bts)(?:[^a-z]|$)/i.exec(file.path)?.[1]?.toLowerCase());
  const pending: (() => void)[] = [];
  for (const [index, file] of logs.entries()) pending.push(yield* readLog(build, file, names[index] ?? file.stem, ids, items.length > 0));
  // Dense numbers and action numbers equal the item ids, so ids that no file names stand between.
  const count = ids.size === 0 ? 0 : Math.max(...ids) + 1;
  for (let id = 0; id < count; id += 1) build.items.describe({ id: String(id), title: `Item ${id}`, topics: [] });
  for (const finish of pending) finish();
  build.logUsers = 0;
  build.note('The source names no users; each row is one request.');
}

function itemNumber(text: string): number | undefined {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : undefined;
  return value !== undefined && value < itemLimit ? value : undefined;
}

async function* readItemIds(build: ImportBuild, file: SourceFile, ids: Set<number>): AsyncGenerator<ImportPart> {
  const column = requiredColumn(file, 'item_id');
  yield* readRows(build, file, { isLog: false }, (fields) => {
    const id = itemNumber(fields[column] ?? '');
    if (id === undefined) return { code: 'missing-item', message: `item_id ${shown(fields[column] ?? '')} is not a number from 0` };
    ids.add(id);
    return undefined;
  });
}

/** Answers what is left to do once the items of every log are known. */
async function* readLog(
  build: ImportBuild,
  file: SourceFile,
  name: string,
  ids: Set<number>,
  closed: boolean,
): AsyncGenerator<ImportPart, () => void> {
  const log = new LogTable(name, 'exploration');
  const [at, item, position, click, score] = ['timestamp', 'item_id', 'position', 'click', 'propensity_score'].map((column) =>
    requiredColumn(file, column),
  ) as [number, number, number, number, number];
  const columns = {
    at: log.column('timestamp', 'at'),
    action: log.column('item_id', 'action', 'i32'),
    position: log.column('position', 'position', 'i32'),
    propensity: log.column('propensity_score', 'propensity'),
    click: log.column('click', 'reward'),
  };
  const context = file.table.columns.flatMap((column, index) => (own.has(column) ? [] : [{ index, column: log.context(column) }]));
  const time = await timeReader(file, at);
  if (time.note !== undefined) build.note(time.note);
  const propensities = readPropensity('propensity_score');
  yield* readRows(build, file, { isLog: true, seen: new RecordSet(), equal: 'count' }, (fields) => {
    const id = itemNumber(fields[item] ?? '');
    if (id === undefined || (closed && !ids.has(id)))
      return { code: 'unknown-action', message: `item_id ${shown(fields[item] ?? '')} is not among the items` };
    const slot = parseNumber(fields[position] ?? '');
    if (slot === undefined || !Number.isInteger(slot) || slot < 1)
      return { code: 'bad-position', message: `position ${shown(fields[position] ?? '')} is not a whole number from 1` };
    const reward = parseNumber(fields[click] ?? '');
    if (reward === undefined) return { code: 'bad-reward', message: `click is ${shown(fields[click] ?? '')}, not a number` };
    const atMs = time.read(fields[at] ?? '');
    if (atMs === undefined) return time.problem(fields[at] ?? '');
    const propensity = propensities.read(fields[score] ?? '');
    if (typeof propensity !== 'number') return propensity;
    ids.add(id);
    propensities.keep(propensity);
    columns.at.push(atMs);
    columns.action.push(id);
    columns.position.push(slot);
    columns.propensity.push(propensity);
    columns.click.push(reward);
    for (const one of context) one.column.push(fields[one.index] ?? '');
    log.rows += 1;
    return undefined;
  });
  build.requests += log.rows;
  if (!propensities.isConstant())
    build.note(`${file.path}: the propensities vary from row to row; they are known, but not those of a uniform randomisation.`);
  return () => {
    const actions = Array.from({ length: build.items.size }, (_, id) => ({ name: `Item ${id}`, item: id }));
    build.logs.push(log.finish({ actions, randomised: propensities.isConstant() }));
  };
}
