import { weightHead } from '../../../core/dataset/generic-fields.ts';
import type { ImportPart } from '../../../core/dataset/import-part.ts';
import type { LogAction } from '../../../core/dataset/log-schema.ts';
import { parseNumber } from '../../../core/dataset/parse-number.ts';
import { optionalColumn, shown } from './columns.ts';
import type { ImportBuild } from './import-build.ts';
import { readRows } from './read-rows.ts';
import type { SourceFile } from './source-folder.ts';

export interface ActionsFile {
  readonly actions: readonly LogAction[];
  readonly production: string | undefined;
}

/**
 * The actions of an exploration log, in file order: row 0 is action 0, unless an `action` column numbers them. `w_<head>` columns are utility weights,
 * `name` labels an action, and `production` (1 on one row) marks the one in use.
 */
export async function* readActions(build: ImportBuild, file: SourceFile): AsyncGenerator<ImportPart, ActionsFile> {
  const found = new Map<number, LogAction>();
  const index = optionalColumn(file, 'action') ?? optionalColumn(file, 'index');
  const label = optionalColumn(file, 'name') ?? optionalColumn(file, 'label');
  const mark = optionalColumn(file, 'production');
  const heads = file.table.columns.flatMap((column, place) => {
    const head = weightHead(column);
    return head === undefined ? [] : [{ head, column, place }];
  });
  let production: string | undefined;
  yield* readRows(build, file, { isLog: false }, (fields) => {
    const number = index === undefined ? found.size : parseNumber(fields[index] ?? '');
    if (number === undefined || !Number.isInteger(number) || number < 0)
      return { code: 'bad-value', message: `action ${shown(fields[index ?? 0] ?? '')} is not a whole number from 0` };
    if (found.has(number)) return { code: 'duplicate-action', message: `action ${number} is described twice` };
    const weights: Record<string, number> = {};
    for (const { head, column, place } of heads) {
      const weight = parseNumber(fields[place] ?? '');
      if (weight === undefined) return { code: 'bad-value', message: `${column} is ${shown(fields[place] ?? '')}, not a number` };
      weights[head] = weight;
    }
    const name = label === undefined || fields[label] === '' ? String(number) : (fields[label] ?? String(number));
    if (mark !== undefined && ['1', 'true', 'yes'].includes((fields[mark] ?? '').toLowerCase())) production = name;
    found.set(number, heads.length === 0 ? { name } : { name, weights });
    return undefined;
  });
  const count = found.size === 0 ? 0 : Math.max(...found.keys()) + 1;
  return { actions: Array.from({ length: count }, (_, number) => found.get(number) ?? { name: String(number) }), production };
}
