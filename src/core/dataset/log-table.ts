import { type ColumnData, columnType } from './column.ts';
import { ContextColumn } from './context-column.ts';
import { GrowingColumn } from './growing-column.ts';
import type { ColumnRole, LogAction, LogColumn, LogSchema } from './log-schema.ts';

interface TypedColumn {
  readonly name: string;
  readonly role: ColumnRole;
  readonly column: GrowingColumn;
}

export interface FinishedLog {
  readonly schema: LogSchema;
  /** Blocks of each column of the schema, in its order. */
  readonly blocks: readonly ColumnData[][];
  /** Context columns left out because they hold too many distinct texts. */
  readonly dropped: readonly string[];
}

/** One log in typed columns, in file order. */
export class LogTable {
  readonly name: string;
  readonly kind: LogSchema['kind'];
  readonly #typed: TypedColumn[] = [];
  readonly #context: { readonly name: string; readonly column: ContextColumn }[] = [];
  rows = 0;

  constructor(name: string, kind: LogSchema['kind']) {
    this.name = name;
    this.kind = kind;
  }

  /** Adds a column whose type is known. */
  column(name: string, role: ColumnRole, type: 'f64' | 'i32' = 'f64'): GrowingColumn {
    const column = new GrowingColumn(type);
    this.#typed.push({ name, role, column });
    return column;
  }

  /** Adds a context column, number or category as its values turn out. */
  context(name: string): ContextColumn {
    const column = new ContextColumn();
    this.#context.push({ name, column });
    return column;
  }

  finish(facts: { readonly actions: readonly LogAction[]; readonly production?: string; readonly randomised: boolean }): FinishedLog {
    const columns: LogColumn[] = [];
    const blocks: ColumnData[][] = [];
    const dropped: string[] = [];
    for (const { name, role, column } of this.#typed) {
      columns.push({ name, role, type: column.type });
      blocks.push(column.take());
    }
    for (const { name, column } of this.#context) {
      const finished = column.finish();
      if (finished.type === 'dropped') {
        dropped.push(name);
        continue;
      }
      const type = finished.blocks[0] === undefined ? 'f64' : columnType(finished.blocks[0]);
      columns.push({ name, role: 'context', type, ...(finished.type === 'category' ? { levels: finished.levels } : {}) });
      blocks.push(finished.blocks);
    }
    return { schema: { name: this.name, kind: this.kind, rows: this.rows, columns, ...facts }, blocks, dropped };
  }
}
