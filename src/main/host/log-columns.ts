import { setImmediate } from 'node:timers/promises';
import type { ColumnData, ColumnType } from '../../core/dataset/column.ts';
import type { LogColumn, LogSchema } from '../../core/dataset/log-schema.ts';
import type { ContextColumn, ExplorationData, OtherReward } from '../../core/policy/exploration-data.ts';
import { RpcError } from '../../rpc/error.ts';
import type { Store, StoredDataset } from '../store/types.ts';

const makers: Readonly<Record<ColumnType, (length: number) => ColumnData>> = {
  f64: (length) => new Float64Array(length),
  f32: (length) => new Float32Array(length),
  i32: (length) => new Int32Array(length),
  i16: (length) => new Int16Array(length),
  u8: (length) => new Uint8Array(length),
};

/** One whole column, read a block at a time with a pause after each, so that the host's thread is never held for long. */
export async function readLogColumn(
  store: Store,
  dataset: StoredDataset,
  log: LogSchema,
  column: LogColumn,
  signal?: AbortSignal,
): Promise<ColumnData> {
  const whole = makers[column.type](log.rows);
  let place = 0;
  for (const block of store.logs.column(dataset, log.name, column.name)) {
    whole.set(block, place);
    place += block.length;
    await setImmediate();
    signal?.throwIfAborted();
  }
  return whole;
}

/** The columns that a policy or an estimate needs, of the objectives asked for. */
export async function readExploration(
  store: Store,
  dataset: StoredDataset,
  log: LogSchema,
  objectives: readonly string[],
  options: {
    readonly production?: string;
    readonly signal?: AbortSignal;
    /** Adds what a sweep looks at besides: the other rewards, times, the explored part and equal slates. */
    readonly whole?: boolean;
  } = {},
): Promise<ExplorationData> {
  const read = (column: LogColumn) => readLogColumn(store, dataset, log, column, options.signal);
  const only = (role: LogColumn['role']) => {
    const column = log.columns.find((candidate) => candidate.role === role);
    if (column === undefined)
      throw new RpcError({ code: 'refused', message: `The log "${log.name}" has no ${role} column, which this needs.` });
    return column;
  };
  const action = asInt32(await read(only('action')));
  const propensity = asFloat64(await read(only('propensity')));
  const rewards: Float64Array[] = [];
  for (const objective of objectives) {
    const column = log.columns.find((candidate) => candidate.role === 'reward' && candidate.name === objective);
    if (column === undefined)
      throw new RpcError({
        code: 'not-found',
        message: `The log "${log.name}" has no objective "${objective}"; it has: ${objectivesOf(log).join(', ')}.`,
      });
    rewards.push(asFloat64(await read(column)));
  }
  const context: ContextColumn[] = [];
  for (const column of log.columns) {
    if (!isContext(column)) continue;
    context.push({
      name: column.name,
      kind: isCategory(column) ? 'category' : 'numeric',
      data: await read(column),
      ...(column.levels === undefined ? {} : { levels: column.levels }),
    });
  }
  const userColumn = log.columns.find((candidate) => candidate.role === 'user');
  const user = userColumn === undefined ? undefined : asInt32(await read(userColumn));
  const production = productionIndex(log, options.production);
  return {
    rows: log.rows,
    actions: log.actions.map(({ name }) => name),
    action,
    propensity,
    objectives,
    rewards,
    context,
    ...(user === undefined || user.every((id) => id < 0) ? {} : { user }),
    ...(production === undefined ? {} : { production }),
    ...weightsOf(log),
    ...(options.whole === true ? await readRest(log, objectives, read) : {}),
  };
}

/** Columns of a world's log that say how its rows came about; `detail` columns are never shown to a policy. */
const [exploredColumn, slateColumn] = ['explore_flag', 'same_slate'];

async function readRest(
  log: LogSchema,
  objectives: readonly string[],
  read: (column: LogColumn) => Promise<ColumnData>,
): Promise<Pick<ExplorationData, 'others' | 'at' | 'explored' | 'sameSlate'>> {
  const others: OtherReward[] = [];
  for (const column of log.columns)
    if (column.role === 'reward' && !objectives.includes(column.name))
      others.push({ name: column.name, values: asFloat64(await read(column)) });
  const find = (role: LogColumn['role'], name?: string) =>
    log.columns.find((column) => column.role === role && (name === undefined || column.name === name));
  const [at, explored, slate] = [find('at'), find('detail', exploredColumn), find('detail', slateColumn)];
  return {
    others,
    ...(at === undefined ? {} : { at: asFloat64(await read(at)) }),
    ...(explored === undefined ? {} : { explored: Uint8Array.from(await read(explored)) }),
    ...(slate === undefined ? {} : { sameSlate: asFloat64(await read(slate)) }),
  };
}

function weightsOf(log: LogSchema): Pick<ExplorationData, 'actionWeights'> {
  const heads = Object.keys(log.actions[0]?.weights ?? {});
  if (heads.length === 0) return {};
  return { actionWeights: { heads, values: log.actions.map(({ weights }) => heads.map((head) => weights?.[head] ?? 0)) } };
}

/** Names of the reward columns. */
export function objectivesOf(log: LogSchema): readonly string[] {
  return log.columns.filter(({ role }) => role === 'reward').map(({ name }) => name);
}

/** What a policy may see of a request. */
export function isContext(column: LogColumn): boolean {
  return column.role === 'context' || column.role === 'position';
}

/** Slots and texts are categories; other columns are numbers. */
export function isCategory(column: LogColumn): boolean {
  return column.levels !== undefined || column.role === 'position';
}

function productionIndex(log: LogSchema, asked: string | undefined): number | undefined {
  const name = asked ?? log.production;
  if (name === undefined) return undefined;
  const index = log.actions.findIndex((action) => action.name === name);
  if (index >= 0) return index;
  const known = log.actions.slice(0, 10).map((action) => action.name);
  throw new RpcError({
    code: 'not-found',
    message: `The log "${log.name}" has no action "${name}"; it has: ${known.join(', ')}${log.actions.length > known.length ? ', ...' : ''}.`,
  });
}

function asInt32(data: ColumnData): Int32Array {
  return data instanceof Int32Array ? data : Int32Array.from(data);
}

function asFloat64(data: ColumnData): Float64Array {
  return data instanceof Float64Array ? data : Float64Array.from(data);
}
