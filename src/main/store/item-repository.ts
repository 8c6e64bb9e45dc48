import { RpcError } from '../../rpc/error.ts';
import type { StoreDatabase } from './database.ts';
import { foldText } from './fold.ts';
import { linesWith } from './session-search.ts';
import type { Store, StoredDataset, StoredItem } from './types.ts';

const pageRows = 4096;

type ItemRow = readonly [
  item: number,
  id: string,
  title: string,
  topics: string,
  creator: string | null,
  createdAtMs: number | null,
  image: string | null,
  boards: string | null,
];

const columns = 'item, id, title, topics_json, creator, created_at_ms, image, boards_json';

export function itemRepository(database: StoreDatabase): Store['items'] {
  function* pages(dataset: StoredDataset): Iterable<readonly ItemRow[]> {
    const select = database.rawStatement(`SELECT ${columns} FROM items WHERE dataset = ? AND item > ? ORDER BY item LIMIT ${pageRows}`);
    for (let last = -1; ;) {
      database.assertReady(dataset);
      const rows = select.all(dataset.id, last) as readonly ItemRow[];
      if (rows.length === 0) return;
      yield rows;
      last = rows.at(-1)?.[0] ?? last;
    }
  }

  return {
    get(dataset, indexes) {
      database.assertReady(dataset);
      const select = database.rawStatement(`SELECT ${columns} FROM items WHERE dataset = ? AND item = ?`);
      return indexes.map((index) => {
        const row = select.get(dataset.id, index) as ItemRow | undefined;
        if (row === undefined)
          throw new RpcError({ code: 'not-found', message: `The dataset "${dataset.name}" has no item number ${index}.` });
        return toItem(row);
      });
    },

    ids(dataset) {
      database.assertReady(dataset);
      const rows = database.rawStatement('SELECT id FROM items WHERE dataset = ? ORDER BY item').all(dataset.id) as readonly (readonly [
        string,
      ])[];
      return rows.map(([id]) => id);
    },

    search(dataset, text, limit) {
      database.assertReady(dataset);
      const needle = foldText(text.trim());
      const found: number[] = [];
      if (needle !== '')
        for (const item of linesWith(database, dataset, 'item', needle)) {
          if (found.length >= limit) break;
          found.push(item);
        }
      return this.get(dataset, found);
    },

    *all(dataset) {
      for (const rows of pages(dataset)) for (const row of rows) yield toItem(row);
    },
  };
}

function toItem([index, id, title, topics, creator, createdAtMs, image, boards]: ItemRow): StoredItem {
  return {
    index,
    id,
    title,
    topics: JSON.parse(topics) as readonly string[],
    ...(creator === null ? {} : { creator }),
    ...(createdAtMs === null ? {} : { createdAtMs }),
    ...(image === null ? {} : { image }),
    ...(boards === null ? {} : { boards: JSON.parse(boards) as readonly string[] }),
  };
}
