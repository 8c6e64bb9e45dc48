import type { Dataset, datasetsContract, LogSummary } from '../../../contract/datasets.ts';
import type { LogSchema } from '../../../core/dataset/log-schema.ts';
import type { WorldFacts } from '../../../core/world/card/world-facts.ts';
import type { Handlers } from '../../../rpc/procedure.ts';
import { removeTruth } from '../../files/truth-file.ts';
import { itemCard } from '../ranking/item-cards.ts';
import type { StoredDataset } from '../../store/types.ts';
import type { HostContext } from '../context.ts';

export function datasetsHandlers({
  store,
  notify,
  dataDirectory,
}: Pick<HostContext, 'store' | 'notify' | 'dataDirectory'>): Handlers<typeof datasetsContract> {
  return {
    'datasets.list': () => ({ datasets: store.datasets.list().map(toDataset) }),

    'datasets.get': ({ dataset }) => toDataset(store.datasets.get(dataset)),

    'datasets.remove': async ({ dataset }) => {
      const deleted = store.datasets.remove(dataset);
      // Readers lose it at once; its rows go in slices.
      notify('datasets');
      await deleted;
      await removeTruth(dataDirectory, dataset);
      return { removed: dataset };
    },

    'datasets.items': ({ dataset, items }) => ({
      items: store.items.get(store.datasets.get(dataset), items).map(itemCard),
    }),
  };
}

function toDataset(stored: StoredDataset): Dataset {
  return {
    name: stored.name,
    format: stored.format as Dataset['format'],
    createdAtMs: stored.createdAtMs,
    users: stored.users,
    items: stored.items,
    sessions: stored.sessions,
    events: stored.events,
    requests: stored.requests,
    hash: stored.hash,
    actions: stored.actions,
    logs: stored.logs.map(toLog),
    demo: stored.demo,
    ...(stored.catalogueHash === undefined ? {} : { catalogueHash: stored.catalogueHash }),
    ...(stored.world === undefined ? {} : { world: worldOf(stored.world) }),
    ...(stored.firstAtMs === undefined ? {} : { firstAtMs: stored.firstAtMs }),
    ...(stored.lastAtMs === undefined ? {} : { lastAtMs: stored.lastAtMs }),
  };
}

function worldOf({ preset, seed, stories, expanded }: WorldFacts): NonNullable<Dataset['world']> {
  return { preset, seed, stories, expanded };
}

function toLog({ name, kind, rows, columns, actions, randomised }: LogSchema): LogSummary {
  const objectives = columns.filter((column) => column.role === 'reward').map((column) => column.name);
  return { name, kind, rows, objectives, actions: actions.length, randomised };
}
