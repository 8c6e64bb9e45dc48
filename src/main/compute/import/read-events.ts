import { IdMap } from '../../../core/dataset/id-map.ts';
import type { ImportPart } from '../../../core/dataset/import-part.ts';
import type { ImportMapping } from '../../../core/dataset/import-preview.ts';
import { isMissing, parseNumber } from '../../../core/dataset/parse-number.ts';
import { isPositiveAction } from '../../../core/dataset/positive-actions.ts';
import { RecordSet } from '../../../core/dataset/record-set.ts';
import { optionalColumn, requiredColumn, shown } from './columns.ts';
import type { DetectedFile } from './detect-source.ts';
import type { ImportBuild } from './import-build.ts';
import { readItems } from './read-items.ts';
import { readRows } from './read-rows.ts';
import type { SourceFile } from './source-folder.ts';
import { timeReader } from './time-reader.ts';

/** An action is one bit of a 32-bit number, its sign left alone. */
const actionLimit = 31;

/** Generic events: one action a row, in the columns of the mapping. */
export async function* readEvents(
  build: ImportBuild,
  files: readonly DetectedFile[],
  mapping: ImportMapping | undefined,
): AsyncGenerator<ImportPart> {
  const columns = mapping?.columns ?? {};
  const actions = new IdMap();
  for (const { file, role } of files) if (role === 'items') yield* readItems(build, file);
  const seen = new RecordSet();
  for (const { file, role } of files) if (role === 'log') yield* readLog(build, file, columns, actions, seen);
  build.actions = actions.ids().map((name) => ({ name, positive: isPositiveAction(name, actions.ids()) }));
  const positive = build.actions.filter((action) => action.positive).map((action) => action.name);
  build.note(`Counted as positive outcomes, by their names: ${positive.length === 0 ? 'none' : positive.join(', ')}.`);
}

async function* readLog(
  build: ImportBuild,
  file: SourceFile,
  columns: ImportMapping['columns'],
  actions: IdMap,
  seen: RecordSet,
): AsyncGenerator<ImportPart> {
  const user = requiredColumn(file, columns['user'] ?? 'user');
  const item = requiredColumn(file, columns['item'] ?? 'item');
  const action = requiredColumn(file, columns['action'] ?? 'action');
  const at = requiredColumn(file, columns['ts'] ?? 'ts');
  const [surface, dwell, session, number, words] = ['surface', 'dwell_ms', 'session', 'value', 'text'].map((field) =>
    optionalColumn(file, columns[field]),
  );
  const text = (fields: readonly string[], column: number | undefined) => {
    const found = column === undefined ? '' : (fields[column] ?? '');
    return isMissing(found) ? undefined : found;
  };
  const time = await timeReader(file, at);
  if (time.note !== undefined) build.note(time.note);
  yield* readRows(build, file, { isLog: true, seen, equal: 'drop' }, (fields) => {
    const userId = fields[user] ?? '';
    const itemId = fields[item] ?? '';
    const actionName = fields[action] ?? '';
    if (userId === '') return { code: 'missing-user', message: 'the user is empty' };
    if (itemId === '') return { code: 'missing-item', message: 'the item is empty' };
    if (actionName === '') return { code: 'missing-action', message: 'the action is empty' };
    const atMs = time.read(fields[at] ?? '');
    if (atMs === undefined) return time.problem(fields[at] ?? '');
    const stay = text(fields, dwell);
    const dwellMs = stay === undefined ? undefined : parseNumber(stay);
    if (stay !== undefined && dwellMs === undefined) return { code: 'bad-value', message: `dwell_ms is ${shown(stay)}, not a number` };
    const amount = text(fields, number);
    const value = amount === undefined ? undefined : parseNumber(amount);
    if (amount !== undefined && value === undefined) return { code: 'bad-value', message: `value is ${shown(amount)}, not a number` };
    if (actions.find(actionName) === undefined && actions.size >= actionLimit) {
      return {
        code: 'too-many-actions',
        message: `${shown(actionName)} would be action ${actionLimit + 1}; at most ${actionLimit} different ones can be kept`,
      };
    }
    const shownOn = text(fields, surface);
    const named = text(fields, session);
    const said = text(fields, words);
    build.events.add({
      user: build.users.add(userId),
      item: build.items.number(itemId),
      actions: 1 << actions.add(actionName),
      atMs,
      ...(shownOn === undefined ? {} : { surface: build.surfaces.add(shownOn) }),
      ...(dwellMs === undefined ? {} : { dwellMs }),
      ...(value === undefined ? {} : { value }),
      ...(named === undefined ? {} : { session: build.sessions.add(named) }),
      ...(said === undefined ? {} : { text: said }),
    });
    return undefined;
  });
}
