import type { CandidateTable, RequestRecord, requestsContract, SlatePlace, StateValue } from '../../../contract/requests.ts';
import type { LogColumn, LogSchema } from '../../../core/dataset/log-schema.ts';
import { outcomes } from '../../../core/world/outcomes.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { Handlers } from '../../../rpc/procedure.ts';
import type { Store, StoredDataset } from '../../store/types.ts';
import type { HostContext } from '../context.ts';
import { itemCards } from '../ranking/item-cards.ts';

export function requestsHandlers({ store }: Pick<HostContext, 'store'>): Handlers<typeof requestsContract> {
  return {
    'requests.get': ({ dataset: name, log, request }) => {
      const dataset = store.datasets.get(name);
      const schema = explorationOf(dataset, log);
      return toRecord(store, dataset, schema, request);
    },

    'requests.expanded': ({ dataset: name, log, from, limit }) => {
      const dataset = store.datasets.get(name);
      const schema = explorationOf(dataset, log);
      return { log: schema.name, requests: store.logs.expanded(dataset, schema.name, { from, limit }) };
    },
  };
}

function explorationOf(dataset: StoredDataset, name: string | undefined): LogSchema {
  const logs = dataset.logs.filter(({ kind }) => kind === 'exploration');
  const found = name === undefined ? logs[0] : logs.find((log) => log.name === name);
  if (found !== undefined) return found;
  throw new RpcError({
    code: 'not-found',
    message:
      name === undefined
        ? `The dataset "${dataset.name}" has no exploration log.`
        : `The dataset "${dataset.name}" has no exploration log "${name}"${logs.length === 0 ? '' : `; it has: ${logs.map((log) => log.name).join(', ')}`}.`,
  });
}

function toRecord(store: Store, dataset: StoredDataset, schema: LogSchema, request: number): RequestRecord {
  const row = store.logs.row(dataset, schema.name, request);
  const columns = schema.columns.map((column, index) => ({ column, value: row[index] ?? Number.NaN }));
  const only = (role: LogColumn['role']) => columns.find(({ column }) => column.role === role)?.value;
  const named = (name: string) => columns.find(({ column }) => column.name === name)?.value;
  const [index = -1, propensity, user, atMs] = [only('action'), only('propensity'), only('user'), only('at')];
  const action = schema.actions[index];
  const [explored, same] = [named('explore_flag'), named('same_slate')];
  const candidates = candidatesOf(store, dataset, schema, request);
  const userId = user === undefined || user < 0 ? undefined : store.users.at(dataset, user)?.id;
  return {
    dataset: dataset.name,
    log: schema.name,
    request,
    ...(userId === undefined ? {} : { user: userId }),
    ...(atMs === undefined || Number.isNaN(atMs) ? {} : { ts: new Date(atMs).toISOString() }),
    state: columns.filter(({ column }) => column.role === 'context').map(({ column, value }) => stateValue(column, value)),
    action: { index, name: action?.name ?? String(index), ...(action?.weights === undefined ? {} : { weights: action.weights }) },
    ...(schema.production === undefined ? {} : { production: schema.production }),
    ...(propensity === undefined ? {} : { propensity }),
    ...(explored === undefined ? {} : { explored: explored === 1 }),
    rewards: Object.fromEntries(columns.filter(({ column }) => column.role === 'reward').map(({ column, value }) => [column.name, value])),
    slate: slateOf(store, dataset, columns),
    ...(same === undefined ? {} : { sameSlate: schema.actions.flatMap((_, place) => (bitOf(same, place) ? [place] : [])) }),
    ...(candidates === undefined ? {} : { candidates }),
  };
}

function stateValue({ name, levels }: LogColumn, value: number): StateValue {
  if (levels === undefined) return { name, ...(Number.isNaN(value) ? {} : { value }) };
  const text = levels[value];
  return { name, ...(text === undefined ? {} : { value: text }) };
}

/** Columns `item_1`, `item_2`, ... with `outcomes_1`, `outcomes_2`, ... beside them. */
function slateOf(
  store: Store,
  dataset: StoredDataset,
  columns: readonly { readonly column: LogColumn; readonly value: number }[],
): readonly SlatePlace[] {
  const shown = columns.filter(({ column, value }) => column.role === 'item' && /^item_\d+$/.test(column.name) && value >= 0);
  const cards = itemCards(
    store,
    dataset,
    shown.map(({ value }) => value),
  );
  return shown.flatMap(({ column, value }): readonly SlatePlace[] => {
    const position = Number(column.name.slice('item_'.length));
    const bits = columns.find((other) => other.column.name === `outcomes_${position}`)?.value ?? 0;
    const item = cards.get(value);
    return item === undefined ? [] : [{ position, item, outcomes: outcomes.filter((_, bit) => bitOf(bits, bit)) }];
  });
}

function candidatesOf(store: Store, dataset: StoredDataset, schema: LogSchema, request: number): CandidateTable | undefined {
  const kept = store.logs.candidates(dataset, schema.name, request);
  if (kept === undefined || schema.candidates === undefined) return undefined;
  const { heads, sources } = schema.candidates;
  const cards = itemCards(store, dataset, kept.items);
  return {
    heads,
    values: kept.heads,
    bonus: kept.bonus,
    items: kept.items,
    cards: [...kept.items].flatMap((item) => cards.get(item) ?? []),
    sources: Array.from(kept.sources, (source) => sources[source] ?? ''),
  };
}

/** Bit of a whole number of up to 53 bits. */
function bitOf(value: number, bit: number): boolean {
  return Math.floor(value / 2 ** bit) % 2 === 1;
}
