import type { ColumnData } from '../../../src/core/dataset/column.ts';
import type {
  EventColumns,
  ImportCounts,
  ImportItem,
  ImportPart,
  ImportReject,
  ImportUser,
} from '../../../src/core/dataset/import-part.ts';
import type { LogSchema } from '../../../src/core/dataset/log-schema.ts';
import { importParts } from '../../../src/main/compute/import/import-parts.ts';
import type { ImportRunInput } from '../../../src/main/compute/import/import-input.ts';

export interface CollectedLog {
  readonly schema: LogSchema;
  /** Values of each column by its name. */
  readonly columns: Map<string, number[]>;
}

export interface CollectedImport {
  actions: readonly { readonly name: string; readonly positive: boolean }[];
  surfaces: readonly string[];
  readonly items: ImportItem[];
  readonly users: ImportUser[];
  readonly events: {
    user: number;
    seq: number;
    item: number;
    actions: number;
    atMs: number;
    session: number;
    surface: number;
    dwellMs: number;
    value: number;
    text?: string;
  }[];
  readonly sessions: { user: number; firstSeq: number; events: number; startMs: number; endMs: number; name: string }[];
  readonly logs: CollectedLog[];
  rejects: readonly ImportReject[];
  counts: ImportCounts | undefined;
  readonly order: string[];
}

/** Runs an import in this thread and puts its parts together. */
export function runImport(path: string, input: Partial<ImportRunInput> = {}): Promise<CollectedImport> {
  return collect(importParts({ path, onBadRow: 'stop', ...input }, new AbortController().signal));
}

export async function collect(parts: AsyncIterable<ImportPart>): Promise<CollectedImport> {
  const all: CollectedImport = {
    actions: [],
    surfaces: [],
    items: [],
    users: [],
    events: [],
    sessions: [],
    logs: [],
    rejects: [],
    counts: undefined,
    order: [],
  };
  for await (const part of parts) {
    if (part.type !== 'progress' && all.order.at(-1) !== part.type) all.order.push(part.type);
    take(all, part);
  }
  return all;
}

function take(all: CollectedImport, part: ImportPart): void {
  if (part.type === 'vocabulary') {
    all.actions = part.actions;
    all.surfaces = part.surfaces;
  } else if (part.type === 'items') {
    if (part.first !== all.items.length) throw new Error('items are not in dense order');
    all.items.push(...part.items);
  } else if (part.type === 'users') all.users.push(...part.users);
  else if (part.type === 'events') takeEvents(all, part.columns);
  else if (part.type === 'sessions') {
    for (const [row, name] of part.names.entries()) {
      all.sessions.push({
        user: at(part.user, row),
        firstSeq: at(part.firstSeq, row),
        events: at(part.events, row),
        startMs: at(part.startMs, row),
        endMs: at(part.endMs, row),
        name,
      });
    }
  } else if (part.type === 'log')
    all.logs.push({ schema: part.schema, columns: new Map(part.schema.columns.map(({ name }) => [name, []])) });
  else if (part.type === 'block') {
    const name = all.logs[part.log]?.schema.columns[part.column]?.name ?? '';
    all.logs[part.log]?.columns.get(name)?.push(...part.data);
  } else if (part.type === 'rejects') all.rejects = part.rejects;
  else if (part.type === 'finish') all.counts = part.counts;
}

function takeEvents(all: CollectedImport, columns: EventColumns): void {
  const text = new Map(columns.text.map((one) => [one.row, one.text]));
  for (let row = 0; row < columns.user.length; row += 1) {
    const words = text.get(row);
    all.events.push({
      user: at(columns.user, row),
      seq: at(columns.seq, row),
      item: at(columns.item, row),
      actions: at(columns.actions, row),
      atMs: at(columns.atMs, row),
      session: at(columns.session, row),
      surface: at(columns.surface, row),
      dwellMs: at(columns.dwellMs, row),
      value: at(columns.value, row),
      ...(words === undefined ? {} : { text: words }),
    });
  }
}

function at(data: ColumnData, row: number): number {
  return data[row] ?? Number.NaN;
}
