import { setImmediate } from 'node:timers/promises';
import type { ColumnData } from '../../core/dataset/column.ts';
import type { LogSchema } from '../../core/dataset/log-schema.ts';
import type { ExportedSlates } from '../files/dataset-export.ts';
import type { StoredDataset, Store } from '../store/types.ts';

/** Outcome of a log -> action of the sequences, where they are called differently: a click there looks closer here. */
const alias: Readonly<Record<string, string>> = { click: 'closeup' };
const shown = 'impression';

/**
 * The slates of the dataset's logs that say which items were shown and what came of each (`item_1`, `outcomes_1`, ...), of users in `withEvents`, in
 * (user, time) order. Undefined where there are none.
 */
export async function loggedSlates(
  store: Store,
  dataset: StoredDataset,
  withEvents: ReadonlySet<number>,
): Promise<ExportedSlates | undefined> {
  const log = dataset.logs.find(({ columns, candidates }) => candidates !== undefined && columns.some(({ name }) => name === 'item_1'));
  if (log === undefined) return undefined;
  const length = log.columns.filter(({ role, name }) => role === 'item' && /^item_\d+$/.test(name)).length;
  const places = Array.from({ length }, (_, place) => place + 1);
  const bits = slateBits(dataset.actions, log.candidates?.heads ?? []);
  const surfaceOf = surfaceNumbers(dataset, log);
  const names = [
    'user',
    'at',
    ...(surfaceOf === undefined ? [] : ['surface']),
    ...places.flatMap((place) => [`item_${place}`, `outcomes_${place}`]),
  ];
  const rows: { readonly user: number; readonly atMs: number; readonly surface: number; readonly at: number }[] = [];
  const items: number[] = [];
  const actions: number[] = [];
  for await (const columns of together(store, dataset, log.name, names)) {
    const value = (name: string, row: number) => columns.get(name)?.[row] ?? -1;
    for (let row = 0; row < (columns.get('user')?.length ?? 0); row += 1) {
      const user = value('user', row);
      if (!withEvents.has(user)) continue;
      rows.push({ user, atMs: value('at', row), surface: surfaceOf?.[value('surface', row)] ?? -1, at: items.length });
      for (const place of places) {
        items.push(value(`item_${place}`, row));
        actions.push(bits[value(`outcomes_${place}`, row)] ?? 0);
      }
    }
  }
  if (rows.length === 0) return undefined;
  rows.sort((a, b) => a.user - b.user || a.atMs - b.atMs);
  return {
    user: Int32Array.from(rows, ({ user }) => user),
    atMs: Float64Array.from(rows, ({ atMs }) => atMs),
    surface: Int16Array.from(rows, ({ surface }) => surface),
    length: new Int32Array(rows.length).fill(length),
    item: Int32Array.from(rows.flatMap(({ at }) => items.slice(at, at + length))),
    actions: Int32Array.from(rows.flatMap(({ at }) => actions.slice(at, at + length))),
  };
}

/** Blocks of several columns side by side; the host's thread is let go between them. */
async function* together(
  store: Store,
  dataset: StoredDataset,
  log: string,
  names: readonly string[],
): AsyncGenerator<ReadonlyMap<string, ColumnData>> {
  const columns = names.map((name) => store.logs.column(dataset, log, name)[Symbol.iterator]());
  for (;;) {
    const blocks = columns.map((column) => column.next());
    if (blocks[0]?.done !== false) return;
    yield new Map(blocks.flatMap((block, index) => (block.done === true ? [] : [[names[index] ?? '', block.value] as const])));
    await setImmediate();
  }
}

/** The action bits of a sequence for every combination of a log's outcomes (bit o = outcome o); an item of a slate was shown. */
export function slateBits(actions: readonly { readonly name: string }[], outcomes: readonly string[]): readonly number[] {
  const bit = (name: string) => {
    const index = actions.findIndex((action) => action.name === name);
    return index < 0 ? 0 : 1 << index;
  };
  const each = outcomes.map((name) => bit(name) || bit(alias[name] ?? ''));
  return Array.from({ length: 1 << each.length }, (_, happened) =>
    each.reduce((sum, action, index) => ((happened & (1 << index)) === 0 ? sum : sum | action), bit(shown)),
  );
}

/** The dataset's surface number of each of the log's codes; undefined where the log does not name its surfaces. */
function surfaceNumbers(dataset: StoredDataset, log: LogSchema): readonly number[] | undefined {
  const levels = log.columns.find(({ name }) => name === 'surface')?.levels;
  return levels?.map((level) => dataset.surfaces.indexOf(level));
}
