import type { LogColumn, LogSchema } from '../../../core/dataset/log-schema.ts';
import type { ContextColumn } from '../../../core/policy/exploration-data.ts';
import type { RequestContext } from '../../../core/serving/decision.ts';
import { isCategory, isContext } from '../log-columns.ts';

/** What a logged row tells a policy, by column: texts for categories, null where the value is missing. `values` are in the order of the log's columns. */
export function contextOfRow(log: LogSchema, values: readonly number[]): RequestContext {
  return Object.fromEntries(
    log.columns.flatMap((column, place) => (isContext(column) ? [[column.name, valueOf(column, values[place] ?? Number.NaN)]] : [])),
  );
}

function valueOf(column: LogColumn, value: number): number | string | null {
  if (!isCategory(column)) return Number.isNaN(value) ? null : value;
  return value < 0 ? null : (column.levels?.[value] ?? value);
}

/** A request as one row of the columns a policy was learned on; a text that no level has, and whatever does not fit its column, is missing. */
export function rowOfContext(log: LogSchema, context: RequestContext): readonly ContextColumn[] {
  return log.columns.filter(isContext).map((column): ContextColumn => {
    const value = context[column.name];
    if (!isCategory(column)) {
      return { name: column.name, kind: 'numeric', data: Float64Array.of(typeof value === 'number' ? value : Number.NaN) };
    }
    const code = typeof value === 'string' ? (column.levels?.indexOf(value) ?? -1) : typeof value === 'number' ? value : -1;
    return {
      name: column.name,
      kind: 'category',
      data: Int32Array.of(code),
      ...(column.levels === undefined ? {} : { levels: column.levels }),
    };
  });
}
