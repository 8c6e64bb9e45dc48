import { weightHead } from '../../../core/dataset/generic-fields.ts';
import { IdMap } from '../../../core/dataset/id-map.ts';
import type { ImportMapping } from '../../../core/dataset/import-preview.ts';
import type { LogAction } from '../../../core/dataset/log-schema.ts';
import { parseNumber } from '../../../core/dataset/parse-number.ts';
import { optionalColumn, shown } from './columns.ts';
import type { RowProblem } from './import-build.ts';
import type { ActionsFile } from './read-actions.ts';
import type { SourceFile } from './source-folder.ts';

/** More actions than this are not a set one can learn a policy over. */
const actionLimit = 100_000;

/** Reads the action of a row; numbers that are new are remembered only by `actions`. */
export interface ActionReader {
  read(fields: readonly string[]): number | RowProblem;
  /** Every action seen or declared, in the order of its number. */
  actions(): readonly LogAction[];
}

/** Numbers into an actions file, numbers alone, names, or weight vectors: whichever the log has. */
export function actionReader(
  file: SourceFile,
  columns: ImportMapping['columns'],
  declared: ActionsFile | undefined,
  numeric: ReadonlySet<number>,
): ActionReader {
  const action = optionalColumn(file, columns['action']);
  const heads = Object.entries(columns).flatMap(([field, column]) => {
    const head = weightHead(field);
    const index = optionalColumn(file, column);
    return head === undefined || index === undefined ? [] : [{ head, column, index }];
  });
  if (action === undefined) return byWeights(heads);
  if (declared !== undefined && declared.actions.length > 0) return byNumber(action, declared.actions);
  if (heads.length > 0) return byNumberWithWeights(byNumber(action, undefined), byWeights(heads));
  return numeric.has(action) ? byNumber(action, undefined) : byName(action);
}

function byNumber(column: number, declared: readonly LogAction[] | undefined): ActionReader {
  let count = declared?.length ?? 0;
  return {
    read(fields) {
      const text = fields[column] ?? '';
      const value = /^\d+(?:\.0+)?$/.test(text) ? Number(text) : undefined;
      if (value === undefined) return { code: 'unknown-action', message: `action ${shown(text)} is not a whole number from 0` };
      if (declared !== undefined && value >= declared.length)
        return { code: 'unknown-action', message: `action ${value} is not in the actions file, which has 0 to ${declared.length - 1}` };
      if (value >= actionLimit)
        return { code: 'unknown-action', message: `action ${value} is above ${actionLimit - 1}, the most that can be kept` };
      count = Math.max(count, value + 1);
      return value;
    },
    actions: () => declared ?? Array.from({ length: count }, (_, number) => ({ name: String(number) })),
  };
}

/** Each row repeats the weights of its action: the first ones count, others are refused. */
function byNumberWithWeights(numbers: ActionReader, vectors: ActionReader): ActionReader {
  const vectorOf = new Map<number, number>();
  return {
    read(fields) {
      const number = numbers.read(fields);
      if (typeof number !== 'number') return number;
      const vector = vectors.read(fields);
      if (typeof vector !== 'number') return vector;
      const known = vectorOf.get(number);
      if (known !== undefined && known !== vector)
        return { code: 'conflicting-weights', message: `action ${number} has other weights than on an earlier row` };
      vectorOf.set(number, vector);
      return number;
    },
    actions() {
      const all = vectors.actions();
      return numbers.actions().map(({ name }, number) => {
        const weights = all[vectorOf.get(number) ?? -1]?.weights;
        return weights === undefined ? { name } : { name, weights };
      });
    },
  };
}

function byName(column: number): ActionReader {
  const names = new IdMap();
  return {
    read(fields) {
      const name = fields[column] ?? '';
      if (name === '') return { code: 'missing-action', message: 'the action is empty' };
      if (names.find(name) === undefined && names.size >= actionLimit)
        return { code: 'too-many-actions', message: `there are more than ${actionLimit} different actions` };
      return names.add(name);
    },
    actions: () => names.ids().map((name) => ({ name })),
  };
}

function byWeights(heads: readonly { readonly head: string; readonly column: string; readonly index: number }[]): ActionReader {
  const vectors = new IdMap();
  const known: LogAction[] = [];
  return {
    read(fields) {
      const weights: Record<string, number> = {};
      for (const { head, column, index } of heads) {
        const weight = parseNumber(fields[index] ?? '');
        if (weight === undefined) return { code: 'bad-value', message: `${column} is ${shown(fields[index] ?? '')}, not a number` };
        weights[head] = weight;
      }
      const name = heads.map(({ head }) => `${head}=${weights[head] ?? ''}`).join(' ');
      if (vectors.find(name) === undefined && vectors.size >= actionLimit)
        return { code: 'too-many-actions', message: `there are more than ${actionLimit} different weight vectors` };
      const number = vectors.add(name);
      if (number === known.length) known.push({ name, weights });
      return number;
    },
    actions: () => known,
  };
}
