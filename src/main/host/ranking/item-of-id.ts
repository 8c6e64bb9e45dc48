import { RpcError } from '../../../rpc/error.ts';
import type { Store, StoredDataset } from '../../store/types.ts';

/** The dataset asked for last: a screen asks about one at a time. */
const last = new WeakMap<Store, { readonly dataset: number; readonly numbers: ReadonlyMap<string, number> }>();

/** Dense number of an item by the source's id, where there is one. The ids of a dataset are read once. */
export function findItemOfId({ store }: { readonly store: Store }, dataset: StoredDataset, id: string): number | undefined {
  const known = last.get(store);
  if (known?.dataset === dataset.id) return known.numbers.get(id);
  const numbers = new Map(store.items.ids(dataset).map((found, index) => [found, index]));
  last.set(store, { dataset: dataset.id, numbers });
  return numbers.get(id);
}

/** As `findItemOfId`; throws `not-found`. */
export function itemOfId(context: { readonly store: Store }, dataset: StoredDataset, id: string): number {
  const found = findItemOfId(context, dataset, id);
  if (found !== undefined) return found;
  throw new RpcError({ code: 'not-found', message: `The dataset "${dataset.name}" has no item with the id ${id}.` });
}
