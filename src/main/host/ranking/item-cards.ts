import type { ItemCard } from '../../../contract/datasets.ts';
import type { Store, StoredDataset, StoredItem } from '../../store/types.ts';

/** Cards of dense items, each read once; -1 stands for no item and gets no card. */
export function itemCards(store: Store, dataset: StoredDataset, items: Iterable<number>): ReadonlyMap<number, ItemCard> {
  const distinct = [...new Set(items)].filter((item) => item >= 0);
  return new Map(store.items.get(dataset, distinct).map((item) => [item.index, itemCard(item)]));
}

/** What the page shows of a stored item. */
export function itemCard({ index, id, title, topics, image }: StoredItem): ItemCard {
  return { index, id, title, topics, ...(image === undefined ? {} : { image }) };
}
