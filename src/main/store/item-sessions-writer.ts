import { toBytes } from './bytes.ts';
import type { StoreDatabase } from './database.ts';
import { Slices } from './slices.ts';

/** Events gathered before a segment is written: sorting them holds the thread for a few milliseconds. */
const segmentEvents = 131_072;

/** Items that share one stored block, so that a search that finds many items reads few rows. */
export const itemsPerBlock = 64;

/** Builds the index from items to the sessions they occur in, segment by segment, in bounded memory. */
export class ItemSessionsWriter {
  readonly #database: StoreDatabase;
  readonly #dataset: number;
  readonly #slices = new Slices(32);
  readonly #items = new Int32Array(segmentEvents);
  readonly #sessions = new Int32Array(segmentEvents);
  #length = 0;
  #segment = 0;

  constructor(database: StoreDatabase, dataset: number) {
    this.#database = database;
    this.#dataset = dataset;
  }

  /** Items and sessions of consecutive events; sessions ascend. */
  async add(items: Int32Array, sessions: Int32Array, proceed: () => void): Promise<void> {
    for (let from = 0; from < items.length;) {
      const count = Math.min(items.length - from, segmentEvents - this.#length);
      this.#items.set(items.subarray(from, from + count), this.#length);
      this.#sessions.set(sessions.subarray(from, from + count), this.#length);
      this.#length += count;
      from += count;
      if (this.#length === segmentEvents) await this.flush(proceed);
    }
  }

  async flush(proceed: () => void): Promise<void> {
    const grouped = groupByItem(this.#items.subarray(0, this.#length), this.#sessions);
    const insert = this.#database.statement('INSERT INTO item_sessions (dataset, block, segment, sessions) VALUES (?, ?, ?, ?)');
    const blocks = Math.ceil((grouped.starts.length - 1) / itemsPerBlock);
    await this.#slices.run(this.#database, blocks, proceed, (from, to) => {
      for (let block = from; block < to; block += 1) {
        const packed = packBlock(grouped, block * itemsPerBlock);
        if (packed !== undefined) insert.run(this.#dataset, block, this.#segment, toBytes(packed));
      }
    });
    this.#length = 0;
    this.#segment += 1;
  }
}

interface Grouped {
  /** Where each item's sessions start, by dense number, and the end of the last. */
  readonly starts: Int32Array;
  readonly sessions: Int32Array;
}

/** A stable counting sort by item. */
function groupByItem(items: Int32Array, sessions: Int32Array): Grouped {
  let largest = -1;
  for (const item of items) if (item > largest) largest = item;
  const starts = new Int32Array(largest + 2);
  for (const item of items) starts[item + 1] = (starts[item + 1] ?? 0) + 1;
  for (let item = 0; item <= largest; item += 1) starts[item + 1] = (starts[item + 1] ?? 0) + (starts[item] ?? 0);
  const next = starts.slice();
  const grouped = new Int32Array(items.length);
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index] ?? 0;
    const place = next[item] ?? 0;
    grouped[place] = sessions[index] ?? 0;
    next[item] = place + 1;
  }
  return { starts, sessions: grouped };
}

/** The starts of the block's items, counted from the first session in it, then the sessions, each once per item. */
function packBlock({ starts, sessions }: Grouped, firstItem: number): Int32Array | undefined {
  const begin = starts[firstItem] ?? 0;
  const end = starts[Math.min(firstItem + itemsPerBlock, starts.length - 1)] ?? begin;
  if (begin === end) return undefined;
  const packed = new Int32Array(itemsPerBlock + 1 + end - begin);
  let length = 0;
  for (let item = 0; item < itemsPerBlock; item += 1) {
    packed[item] = length;
    const to = starts[firstItem + item + 1] ?? end;
    let before = -1;
    for (let place = starts[firstItem + item] ?? end; place < to; place += 1) {
      const session = sessions[place] ?? 0;
      if (session === before) continue;
      packed[itemsPerBlock + 1 + length] = session;
      length += 1;
      before = session;
    }
  }
  packed[itemsPerBlock] = length;
  return packed.subarray(0, itemsPerBlock + 1 + length);
}
