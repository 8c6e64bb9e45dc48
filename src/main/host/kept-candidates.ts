import { setImmediate } from 'node:timers/promises';
import type { DatasetExport } from '../files/dataset-export.ts';
import type { StoredDataset, Store } from '../store/types.ts';

const pageRequests = 100;

/** The candidates of a dataset's first log that keeps them, for its export; nothing where none does. */
export function keptCandidates(store: Store, dataset: StoredDataset): Pick<DatasetExport, 'candidates'> {
  const log = dataset.logs.find(({ candidates }) => candidates !== undefined);
  if (log?.candidates === undefined) return {};
  return { candidates: { log: log.name, ...log.candidates, requests: pages(store, dataset, log.name) } };
}

/** The host's thread is let go between pages. */
async function* pages(store: Store, dataset: StoredDataset, log: string) {
  for (let from = 0; ;) {
    const requests = store.logs.expanded(dataset, log, { from, limit: pageRequests });
    for (const request of requests) {
      const candidates = store.logs.candidates(dataset, log, request);
      if (candidates !== undefined) yield { request, candidates };
    }
    const last = requests.at(-1);
    if (last === undefined) return;
    from = last + 1;
    await setImmediate();
  }
}
