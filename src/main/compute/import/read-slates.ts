import type { GrowingColumn } from '../../../core/dataset/growing-column.ts';
import { IdMap } from '../../../core/dataset/id-map.ts';
import type { ImportPart } from '../../../core/dataset/import-part.ts';
import type { ImportMapping } from '../../../core/dataset/import-preview.ts';
import { LogTable } from '../../../core/dataset/log-table.ts';
import { isMissing, parseNumber } from '../../../core/dataset/parse-number.ts';
import { RecordSet } from '../../../core/dataset/record-set.ts';
import { optionalColumn, requiredColumn, shown } from './columns.ts';
import type { DetectedFile } from './detect-source.ts';
import type { ImportBuild } from './import-build.ts';
import { logNames } from './log-names.ts';
import { numericColumns } from './numeric-columns.ts';
import { readItems } from './read-items.ts';
import { readRows } from './read-rows.ts';
import type { SourceFile } from './source-folder.ts';
import { timeReader } from './time-reader.ts';

/** Generic slates: one shown item a row. Each unmapped column of numbers is an outcome, of texts context. */
export async function* readSlates(
  build: ImportBuild,
  files: readonly DetectedFile[],
  mapping: ImportMapping | undefined,
): AsyncGenerator<ImportPart> {
  for (const { file, role } of files) if (role === 'items') yield* readItems(build, file);
  const logs = files.filter(({ role }) => role === 'log').map(({ file }) => file);
  const names = logNames(logs);
  for (const [index, file] of logs.entries()) yield* readLog(build, file, names[index] ?? file.stem, mapping?.columns ?? {});
}

async function* readLog(build: ImportBuild, file: SourceFile, name: string, columns: ImportMapping['columns']): AsyncGenerator<ImportPart> {
  const log = new LogTable(name, 'slates');
  const request = requiredColumn(file, columns['request_id'] ?? 'request_id');
  const position = requiredColumn(file, columns['position'] ?? 'position');
  const item = requiredColumn(file, columns['item'] ?? 'item');
  const user = optionalColumn(file, columns['user']);
  const at = optionalColumn(file, columns['ts']);
  const time = at === undefined ? undefined : await timeReader(file, at);
  if (time?.note !== undefined) build.note(time.note);
  const requests = new IdMap();
  const kept = {
    request: log.column('request', 'request', 'i32'),
    user: user === undefined ? undefined : log.column('user', 'user', 'i32'),
    at: at === undefined ? undefined : log.column('at', 'at'),
    position: log.column('position', 'position', 'i32'),
    item: log.column('item', 'item', 'i32'),
  };
  const mapped = new Set(Object.values(columns));
  const numeric = await numericColumns(file);
  const others = file.table.columns
    .map((column, index) => ({ column, index }))
    .filter(({ column }) => column !== '' && !mapped.has(column));
  const outcomes = others
    .filter(({ index }) => numeric.has(index))
    .map(({ column, index }) => ({ name: column, index, to: log.column(column, 'reward') }));
  const context = others.filter(({ index }) => !numeric.has(index)).map(({ column, index }) => ({ index, to: log.context(column) }));
  const values = new Float64Array(outcomes.length);
  yield* readRows(build, file, { isLog: true, seen: new RecordSet(), equal: 'drop' }, (fields) => {
    const requestId = fields[request] ?? '';
    const itemId = fields[item] ?? '';
    if (requestId === '') return { code: 'missing-request', message: 'the request is empty' };
    if (itemId === '') return { code: 'missing-item', message: 'the item is empty' };
    const slot = parseNumber(fields[position] ?? '');
    if (slot === undefined || !Number.isInteger(slot) || slot < 0)
      return { code: 'bad-position', message: `position ${shown(fields[position] ?? '')} is not a whole number` };
    const atMs = at === undefined ? Number.NaN : time?.read(fields[at] ?? '');
    if (atMs === undefined) return time?.problem(fields[at ?? 0] ?? '');
    const userId = user === undefined ? '' : (fields[user] ?? '');
    for (const [place, { name: outcome, index }] of outcomes.entries()) {
      const text = fields[index] ?? '';
      const value = isMissing(text) ? Number.NaN : parseNumber(text);
      if (value === undefined) return { code: 'bad-reward', message: `${outcome} is ${shown(text)}, not a number` };
      values[place] = value;
    }
    kept.request.push(requests.add(requestId));
    kept.user?.push(userId === '' ? -1 : build.users.add(userId));
    kept.at?.push(atMs);
    kept.position.push(slot);
    kept.item.push(build.items.number(itemId));
    for (const [place, { to }] of outcomes.entries()) to.push(values[place] ?? Number.NaN);
    for (const { index, to } of context) to.push(fields[index] ?? '');
    log.rows += 1;
    return undefined;
  });
  countFromOne(build, file, kept.position);
  build.requests += requests.size;
  const finished = log.finish({ actions: [], randomised: false });
  for (const dropped of finished.dropped) build.note(`${file.path}: ${dropped} holds too many different texts and is left out.`);
  build.logs.push(finished);
}

/** Positions are kept counted from 1. */
function countFromOne(build: ImportBuild, file: SourceFile, position: GrowingColumn): void {
  let fromZero = false;
  for (let row = 0; row < position.length && !fromZero; row += 1) fromZero = position.at(row) === 0;
  if (!fromZero) return;
  for (let row = 0; row < position.length; row += 1) position.set(row, position.at(row) + 1);
  build.note(`${file.path}: positions start at 0; 1 was added to each.`);
}
